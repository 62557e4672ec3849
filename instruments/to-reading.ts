import type { LiveInstrument, ReadingKind, ReadingStatus } from "../server/readings/contract.ts";
import type { Decoded } from "./drivers/decode.ts";
import type { Rejected, RejectedReason, Said } from "./drivers/driver.ts";
import type { NewReading } from "./outbox/record.ts";

// what the register has a kind of its own for; the rest is a result with its unit
const kinds = new Map<string, ReadingKind>(
  ["weight", "count", "percent", "pH", "conductivity", "temperature", "volume"].map((kind) => [
    kind,
    kind as ReadingKind,
  ]),
);

const statuses: Record<RejectedReason, ReadingStatus> = {
  checksum: "truncated",
  truncated: "truncated",
  incomplete: "truncated",
  overload: "overload",
  underload: "underload",
  busy: "busy",
  error: "error",
  syntax: "unknown",
  unit: "unknown",
  noise: "noise",
  too_long: "noise",
};

/** What goes to the server for a statement of an instrument: the bytes as they came and what they mean. */
export function toReading(
  decoded: Decoded,
  from: { number: string; driver: string },
  takenAt: Date,
  about: { remark?: string; journal?: NewReading["journal"]; within?: number; file?: string } = {},
): NewReading {
  const { raw, said } = decoded;
  const { within, journal } = about;
  const text = [asText(raw), about.remark].filter((part) => part).join(" ");
  const details = detailsOf(said);
  return {
    instrumentNumber: from.number,
    // a large message is in the journal and in its first row; a very large one only in the journal
    raw: within === undefined && raw.length <= mostRaw ? Buffer.from(raw).toString("base64") : "",
    kind: kindOf(said),
    value: said.kind === "reading" ? said.value : null,
    unit: said.kind === "reading" ? said.unit : null,
    stable: said.kind === "reading" ? said.stable : null,
    status: statusOf(said),
    text: text.slice(0, 500) || null,
    takenAt: takenAt.toISOString(),
    driver: from.driver,
    ...(said.kind === "reading" && said.qualifier !== "=" ? { qualifier: said.qualifier } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
    ...(journal ? { journal } : {}),
    ...(within === undefined ? {} : { within }),
    ...(about.file === undefined ? {} : { file: about.file }),
  };
}

const mostRaw = 1_300_000; // bytes; the contract takes 1 800 000 characters of base64
const ownWords = [
  "test",
  "sample",
  "at",
  "status",
  "flag",
  "range",
  "name",
  "well",
  "target",
  "ct",
  "text",
  "mode",
  "dilution",
  "volume",
  "mass",
] as const;

/** What the instrument said with its figure, in its own words. */
function detailsOf(said: Said): Record<string, string> {
  if (said.kind === "rejected") return said.code === undefined ? {} : { code: said.code };
  if (said.kind !== "reading") return {};
  const told = ownWords.flatMap((word) =>
    said[word] === undefined ? [] : [[word, said[word].slice(0, 1_000)] as const],
  );
  return { quantity: said.quantity, ...Object.fromEntries(told) };
}

/** What the display shows now. */
export function toLive(decoded: Decoded): NonNullable<LiveInstrument["live"]> {
  const { raw, said } = decoded;
  const isFigure = said.kind === "reading";
  return {
    text: (isFigure ? [said.value, said.unit].filter((part) => part).join(" ") : asText(raw)).slice(0, 200),
    value: isFigure ? said.value : null,
    unit: isFigure ? said.unit : null,
    stable: isFigure ? said.stable : null,
  };
}

/** Bytes that mean nothing: they come in floods when the baud rate is wrong, so not each of them is worth keeping. */
export function isNoise(said: Said): said is Rejected {
  return (
    said.kind === "rejected" &&
    ["noise", "syntax", "truncated", "incomplete", "too_long", "checksum"].includes(said.reason)
  );
}

function statusOf(said: Said): ReadingStatus {
  if (said.kind === "rejected") return statuses[said.reason];
  if (said.kind !== "reading") return "unknown";
  // a tare that was set and a sum of weighings carry figures, but no weighing
  if (said.mode === "tare" || said.mode === "total" || said.value === null) return "unknown";
  if (said.incomplete) return "truncated"; // its message was never finished: for a person to see, not for a result
  return said.stable === false ? "unstable" : "reading";
}

function kindOf(said: Said): ReadingKind {
  if (said.kind === "reading") return kinds.get(said.quantity) ?? "result";
  const isLoad = said.kind === "rejected" && ["overload", "underload", "busy", "unit"].includes(said.reason);
  return isLoad ? "weight" : "message";
}

/** A line as a person reads it; bytes that have no letter are shown as dots. */
function asText(raw: Uint8Array): string {
  return Buffer.from(raw.subarray(0, 200))
    .toString("latin1")
    .trim()
    .replaceAll(/[^ -~\u00a1-\u00ff]/g, "\u00b7");
}
