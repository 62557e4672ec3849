import { z } from "zod";
import type { Frame } from "../framing/frame.ts";
import { mllp } from "../framing/mllp.ts";
import type { Driver, DriverFamily, Measured, Message, Rejected, Said } from "./driver.ts";
import { figureOf } from "./figure.ts";
import { readHl7, unescapeHl7 } from "./hl7-segments.ts";
import type { Hl7 } from "./hl7-segments.ts";
import { profileOf } from "./profile.ts";
import { textDecoder, textEncoding } from "./text-encoding.ts";

const Hl7Profile = z.strictObject({
  /** Where the sample number stands; without it: SPM-2, OBR-2, OBR-3, PID-3, the first that is there and no GUID. */
  sample: z.enum(["PID-2", "PID-3", "OBR-2", "OBR-3", "SPM-2"]).optional(),
  encoding: textEncoding.default("utf-8"),
  decimalComma: z.boolean().default(false),
});
type Hl7Profile = z.output<typeof Hl7Profile>;

const guid = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const remark = /^([A-Za-z][\w-]*) = ([<>]?-?\d+(?:\.\d+)?) (\S+)$/;

/** HL7 v2 result messages over MLLP, or as text in files. */
export const hl7: DriverFamily = {
  name: "hl7",
  speaks: "HL7 v2 results (ORU) over MLLP, acknowledged with AA, AE, AR; also as text files",
  driver(profile): Driver {
    const settings = profileOf("hl7", Hl7Profile, profile);
    return {
      name: "hl7",
      speaks: hl7.speaks,
      framing: () => mllp(),
      reader: () => ({ read: (frame) => saidOf(frame, settings) }),
      hasHead: () => true,
      isShown: (said) => said.kind === "reading",
      asks: null,
    };
  },
};

function saidOf(frame: Frame, settings: Hl7Profile): Said[] {
  if (frame.fault === "too_long") return [{ kind: "rejected", reason: "too_long" }];
  if (frame.fault !== null) return [{ kind: "rejected", reason: "truncated" }];
  const text = textDecoder(settings.encoding)(frame.body);
  if (frame.end === "whole") return saidOfMessage(text, frame.raw.length, true, settings);
  const isBlank = text.trim() === "";
  if (isBlank) return [{ kind: "frame", what: "blank" }];
  // a file without blocks: messages one behind the other, each from its MSH to the next
  return text.split(/(?<=^|[\r\n])(?=MSH[^\w\s])/).flatMap((part): Said[] => {
    const bytes = Buffer.byteLength(part);
    if (!/^MSH/.test(part)) return part.trim() === "" ? [] : [{ kind: "rejected", reason: "noise", bytes }];
    const whole = part.replace(/[^\r\n]+$/, "");
    if (whole === part) return saidOfMessage(part, bytes, true, settings);
    const cut: Rejected = { kind: "rejected", reason: "truncated", bytes: Buffer.byteLength(part) - whole.length };
    return whole === "" ? [cut] : [...saidOfMessage(whole, bytes, false, settings), cut];
  });
}

function saidOfMessage(text: string, bytes: number, isWhole: boolean, settings: Hl7Profile): Said[] {
  const message = readHl7(text);
  if ("fault" in message) return [{ kind: "rejected", reason: message.fault, of: message.of, bytes }];
  const { segments } = message;
  const head = segments[0] ?? [];
  const readings: Measured[] = [];
  let order: readonly string[] = [];
  let result: Measured | null = null;
  for (const fields of segments) {
    if (fields[0] === "OBR") order = fields;
    if (fields[0] === "OBX") {
      const sample = sampleOf(message, order, settings);
      const found = resultsOf(fields, message, sample, settings);
      if (!found) return [{ kind: "rejected", reason: "syntax", of: "OBX", bytes }];
      readings.push(...found);
      result = found.at(-1) ?? null;
    } else if (fields[0] === "NTE" && result) readings.push(...remarksOf(fields[3] ?? "", result));
    else if (fields[0] !== "NTE") result = null;
  }
  const envelope: Message = {
    kind: "message",
    protocol: "hl7",
    records: segments.map(([name]) => name).join(" "),
    ...given({ sample: sampleOf(message, firstOrder(message), settings), controlId: head[10], sender: head[3] }),
    ...given({ type: head[9], at: head[7], version: head[12] }),
    ...(isWhole ? {} : { incomplete: true }),
  };
  return [envelope, ...readings.map((each) => (isWhole ? each : { ...each, incomplete: true as const }))];
}

/** The readings of one OBX: a repeated value gives several. Null when it does not fit. */
function resultsOf(
  fields: readonly string[],
  { delimiters }: Hl7,
  sample: string | undefined,
  settings: Hl7Profile,
): Measured[] | null {
  const [, set = "", kind = "", code = "", , value = "", units = ""] = fields;
  if (!/^\d{0,6}$/.test(set) || !/^[A-Z]{0,3}$/.test(kind) || code === "") return null;
  if (["ED", "RP"].includes(kind)) return []; // pictures and pointers to them
  const part = (text: string, at: number) => unescapeHl7(text.split(delimiters.component)[at] ?? "", delimiters);
  // CWE: identifier, text, system; the alternates stand behind them
  const test = part(code, 0) || part(code, 3);
  const name = part(code, 0) ? part(code, 1) : part(code, 4);
  const plainOf = (type: string, told: string) => {
    if (type === "SN") return structured(told.split(delimiters.component)) ?? told;
    return ["CE", "CWE", "CNE"].includes(type) ? part(told, 1) || part(told, 0) : unescapeHl7(told, delimiters);
  };
  const range = /^\[([^;\]]*);([^;\]]*)\]$/.exec(fields[7] ?? "");
  return value.split(delimiters.repeat).map((each): Measured => {
    const plain = plainOf(kind, each);
    const figure = figureOf(plain, settings.decimalComma);
    return {
      kind: "reading",
      quantity: "result",
      value: figure?.value ?? null,
      unit: part(units, 0) || null,
      stable: null,
      qualifier: figure?.qualifier ?? "=",
      test: test || code,
      ...given({ sample, at: fields[14], status: fields[11], flag: fields[8], name }),
      ...given({ range: range ? `${range[1]}-${range[2]}` : fields[7] }),
      ...(figure ? {} : { text: plain }),
    };
  });
}

/** SN: comparator, figure, and behind them a separator and a second figure, which together are none. */
function structured([comparator = "", figure = "", ...more]: string[]): string | null {
  return /^[<>]?$/.test(comparator) && more.every((part) => part === "") ? comparator + figure : null;
}

/** "eAG = 134.11 mg/dL, IFCC = 45.36 %": values that an analyser derives and writes behind its result (SD Biosensor). */
function remarksOf(text: string, { sample, at }: Measured): Measured[] {
  const found = text.split(", ").map((part) => remark.exec(part));
  if (found.some((each) => each === null)) return [];
  return found.flatMap((each): Measured[] => {
    const figure = figureOf(each?.[2] ?? "");
    if (!figure) return [];
    const derived = { test: each?.[1], ...given({ sample, at }) };
    return [{ kind: "reading", quantity: "result", ...figure, unit: each?.[3] ?? null, stable: null, ...derived }];
  });
}

function firstOrder({ segments }: Hl7): readonly string[] {
  return segments.find(([name]) => name === "OBR") ?? [];
}

function sampleOf(message: Hl7, order: readonly string[], { sample }: Hl7Profile): string | undefined {
  const places = sample ? [sample] : ["SPM-2", "OBR-2", "OBR-3", "PID-3"];
  for (const place of places) {
    const [name = "", at = "0"] = place.split("-");
    const segment = name === "OBR" ? order : (message.segments.find(([each]) => each === name) ?? []);
    const [id = ""] = (segment[Number(at)] ?? "").split(message.delimiters.component);
    if (id.trim() !== "" && (sample || !guid.test(id))) return unescapeHl7(id, message.delimiters);
  }
  return undefined;
}

function given<Name extends string>(fields: Record<Name, string | undefined>): { [name in Name]?: string } {
  const entries = Object.entries<string | undefined>(fields).filter(([, text]) => text !== undefined && text !== "");
  return Object.fromEntries(entries) as { [name in Name]?: string };
}
