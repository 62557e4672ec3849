import { z } from "zod";
import { astmText } from "../framing/astm-text.ts";
import { astmTransfers, isAstmFrame } from "../framing/astm-transfers.ts";
import type { AstmFrame } from "../framing/astm-transfers.ts";
import type { Frame } from "../framing/frame.ts";
import type { Transfer } from "../framing/astm-assembly.ts";
import { looksLikeRecords, readAstmRecords } from "./astm-message.ts";
import type { AstmLine } from "./astm-message.ts";
import type { Driver, DriverFamily, Rejected, Said } from "./driver.ts";
import { profileOf } from "./profile.ts";
import { textDecoder, textEncoding } from "./text-encoding.ts";

/** What instruments do otherwise than the standard says, each named in the profile of one that does. */
export const AstmProfile = z.strictObject({
  /** `any`: frame numbers repeat or jump (Horiba Yumizen) or wrap from 7 to 1 (Immulite). */
  numbers: z.literal("any").optional(),
  encoding: textEncoding.default("iso-8859-1"),
  decimalComma: z.boolean().default(false),
});
export type AstmProfile = z.output<typeof AstmProfile>;

const pending = { hasHead: () => true, isShown: (said: Said) => said.kind === "reading", asks: null };

/** ASTM E1381 / LIS01-A frames with E1394 / LIS2-A2 records. */
export const astm: DriverFamily = linkFamily("astm", "ASTM E1381 / LIS01-A link with E1394 / LIS2-A2 records");

/** Ascensia Contour meters: each record in a frame of its own, and a header sent by itself as a greeting. */
export const contour: DriverFamily = linkFamily("contour", "Ascensia Contour meters: ASTM records, header as greeting");

/** E1394 / LIS2-A2 records alone, a line each: files, and gateways that took the frames off. */
export const astmRecords: DriverFamily = {
  name: "astm-records",
  speaks: "ASTM E1394 / LIS2-A2 records without a link, one a line",
  driver(profile) {
    const settings = profileOf("astm-records", AstmProfile, profile);
    return {
      name: "astm-records",
      speaks: astmRecords.speaks,
      framing: () => astmText(),
      reader: () => ({ read: (frame) => saidOfText(frame, settings) }),
      ...pending,
    };
  },
};

function linkFamily(name: string, speaks: string): DriverFamily {
  return {
    name,
    speaks,
    driver(profile): Driver {
      const settings = profileOf(name, AstmProfile, profile);
      return {
        name,
        speaks,
        framing: () => astmTransfers({ numbers: settings.numbers ?? "listening" }),
        reader: () => ({
          read: (frame) => (isAstmFrame(frame) ? saidOfTransfer(frame, settings, name === "contour") : []),
        }),
        ...pending,
      };
    },
  };
}

/** What a transfer says; also for a link that took the bytes itself. */
export function saidOfTransfer({ transfer }: AstmFrame, settings: AstmProfile, isGreeted: boolean): Said[] {
  const { what, raw, frames, repeated } = transfer;
  const faults = transfer.faults.map((fault): Rejected => ({ kind: "rejected", ...fault }));
  if (what === "keep_alive") return [{ kind: "frame", of: "ENQ EOT", what: "keep-alive" }];
  if (what === "control")
    return [{ kind: "frame", of: nameOf(raw), what: repeated > 0 ? "repeated frame" : "control" }];
  if (frames.length === 0) return faults;
  const link = { frames, ...(repeated > 0 ? { repeated } : {}) };
  const lines = linesOf(transfer, settings);
  const text = lines.map((line) => ("text" in line ? line.text : "")).join("\r");
  if (!looksLikeRecords(text) && !lines.some((line) => "lost" in line))
    return [...faults, { kind: "message", protocol: "astm-link", text, ...link }];
  const said = readAstmRecords(lines, { ...settings, access: isGreeted });
  const isGreeting = isGreeted && faults.length === 0 && lines.length === 1 && /^H/i.test(text);
  const shown = isGreeting ? said.filter(({ kind }) => kind === "message").map(asGreeting) : said;
  const first = shown.findIndex(({ kind }) => kind === "message");
  const linked = shown.map((each, at) => (at === first && each.kind === "message" ? { ...each, ...link } : each));
  const refused = faults.reduce((sum, fault) => sum + (fault.bytes ?? 0), 0);
  const rest = linked.map((each) =>
    each.kind === "rejected" && each.reason === "incomplete" ? { ...each, bytes: raw.length - refused } : each,
  );
  return [...faults, ...rest];
}

/** Frames joined where they follow each other; where one is missing, what it cut in two is no record. */
function linesOf({ pieces, frames }: Transfer, settings: AstmProfile): AstmLine[] {
  const lines: AstmLine[] = [];
  let run: Uint8Array[] = [];
  const close = (isEnded: boolean) => {
    lines.push(...splitRecords(Buffer.concat(run), settings.encoding, isEnded));
    run = [];
  };
  pieces.forEach(({ text, follows }, at) => {
    if (!follows && at > 0) close(frames[at - 1]?.end === "ETX");
    if (!follows) lines.push({ lost: { kind: "rejected", reason: "incomplete", code: "frame-missing", bytes: 0 } });
    run.push(text);
  });
  close(frames.at(-1)?.end === "ETX");
  return lines;
}

/** Records end with CR; LF and CR LF come in files. What has no end was cut short, unless its frame ended there. */
function splitRecords(bytes: Uint8Array, encoding: string, isEnded: boolean): AstmLine[] {
  const texts = textDecoder(encoding)(bytes).split(/\r\n|\r|\n/);
  return texts.flatMap((text, at): AstmLine[] => {
    if (text.trim() === "") return [];
    if (at < texts.length - 1 || isEnded) return [{ text, bytes: text.length + 1 }];
    return [{ lost: { kind: "rejected", reason: "truncated", of: text[0], bytes: text.length } }];
  });
}

function saidOfText(frame: Frame, settings: AstmProfile): Said[] {
  if (frame.fault === "too_long") return [{ kind: "rejected", reason: "too_long" }];
  const text = textDecoder(settings.encoding)(frame.raw);
  const tail = /[^\r\n]*$/.exec(text)?.[0] ?? "";
  // without a line end only a terminator that is there to its last letter is known to be whole
  const isEnded = tail === "" || /^L[^\w\s]1[^\w\s][A-Z]$/.test(tail);
  const lines = splitRecords(frame.raw, settings.encoding, isEnded);
  const records = lines.filter((line) => "lost" in line || !/^\s*#/.test(line.text));
  if (records.length === 0) return [{ kind: "frame", what: "remarks", lines: lines.length }];
  const said = readAstmRecords(records, settings);
  return said.map((each) =>
    each.kind === "rejected" && each.reason === "incomplete" ? { ...each, bytes: frame.raw.length } : each,
  );
}

function asGreeting(said: Said): Said {
  if (said.kind !== "message") return said;
  const { incomplete: _, ...greeting } = said;
  return { ...greeting, kind: "message", protocol: "astm", what: "greeting" };
}

function nameOf(raw: Uint8Array): string {
  const names = new Map([
    [4, "EOT"],
    [5, "ENQ"],
    [6, "ACK"],
    [21, "NAK"],
    [2, "STX"],
  ]);
  return [...raw].flatMap((byte) => names.get(byte) ?? []).join(" ");
}
