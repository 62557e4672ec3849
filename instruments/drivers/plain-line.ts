import type { Frame, Framing } from "../framing/frame.ts";
import { untilNewline } from "../framing/until-newline.ts";
import type { Driver, Measured, Quantity, Rejected, RejectedReason, Said } from "./driver.ts";

/** What a driver of lines that stand alone has to say for itself. */
export type PlainLine = {
  readonly name: string;
  readonly speaks: string;
  /** What a whole line says; null when it fits nothing. It gets the text without its end. */
  read(text: string): Said | readonly Said[] | null;
  /** Line ends that a whole line has; with CR among them silence after a CR ends the line. */
  readonly ends?: readonly Frame["end"][];
  /** Bytes below 32 that the protocol uses. */
  readonly controls?: RegExp;
  /** How many characters a line has at least: what is shorter was cut. */
  readonly shortest?: number;
  readonly longest?: number;
  readonly asks?: Driver["asks"];
  /** Does a whole line tell by itself that its beginning is there? A fixed length or a head does. */
  readonly isWholeByItself?: boolean;
  decode?(bytes: Uint8Array): string;
};

/** A driver of lines without checksum: the grammar of the whole line, its end included, is all the protection there is. */
export function plainLine(line: PlainLine): Driver {
  const ends = line.ends ?? ["crlf"];
  const decode = line.decode ?? ((bytes: Uint8Array) => Buffer.from(bytes).toString("latin1"));
  const read = (frame: Frame): Said | readonly Said[] => {
    if (frame.fault) return rejected(frame.fault);
    const text = decode(frame.body);
    const rest = line.controls ? text.replace(line.controls, "") : text;
    if (/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\ufffd]/.test(rest)) return rejected("noise");
    if (!ends.includes(frame.end)) return rejected("truncated");
    if (text.trim() === "") return [];
    return line.read(text) ?? rejected(text.length < (line.shortest ?? 0) ? "truncated" : "syntax");
  };
  const framing = (): Framing => untilNewline(line.longest ?? 4096, { crAlone: ends.includes("cr") });
  return {
    name: line.name,
    speaks: line.speaks,
    framing,
    reader: () => ({ read }),
    hasHead: (frame) => (line.isWholeByItself ?? true) && !isRefused(read(frame)),
    isShown,
    asks: line.asks ?? null,
  };
}

/** What a display shows or a print key sends, also when that is an overload. A total is a sum of weighings, not one. */
export function isShown(said: Said): boolean {
  if (said.kind === "rejected") return said.reason === "overload" || said.reason === "underload";
  return said.kind === "reading" && said.mode !== "total";
}

export function rejected(reason: RejectedReason, code?: string): Rejected {
  return { kind: "rejected", reason, ...(code === undefined ? {} : { code }) };
}

/** Sign and digits as one figure: blanks between them and zeros that only fill the field are layout, not value. */
export function signed(sign: string, digits: string): string {
  const value = digits.trim().replace(/^0+(?=\d)/, "");
  return sign.trim() === "-" ? `-${value}` : value;
}

export type Weighed = {
  readonly value: string;
  readonly unit: string | null;
  readonly stable: boolean | null;
  readonly mode?: Measured["mode"];
  readonly name?: string;
  readonly at?: string;
};

/** A reading of a balance, or why it is none: a unit that no balance shows was damaged on its way. */
export function weighed({ value, unit, stable, ...more }: Weighed): Said {
  const quantity = unit === null ? "weight" : quantityOf(unit);
  if (!quantity) return rejected("unit");
  return { kind: "reading", quantity, value, unit, stable, qualifier: "=", ...withoutUndefined(more) };
}

const weightUnits = new Set(
  (
    "g kg mg ug \u00b5g t ct C.M. lb oz ozt dwt GN gr N mom momme msg tl TL tlh tls tlt tol tola tlg MES baht bht " +
    "KG G LB OZ T CT KT mN cm tael TAL GRN K"
  ).split(" "),
);

function quantityOf(unit: string): Quantity | null {
  if (weightUnits.has(unit)) return "weight";
  if (["PCS", "pcs", "PC", "Pcs", "pc"].includes(unit)) return "count";
  if (unit === "%") return "percent";
  return ["%M", "%MC", "%m"].includes(unit) ? "moisture" : null;
}

function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function isRefused(said: Said | readonly Said[]): boolean {
  return "kind" in said ? said.kind === "rejected" : said.length === 0;
}

/** Is it an answer to "what do you show": a figure, or why there is none? */
export function isAnswer(said: Said): boolean {
  return isShown(said) || (said.kind === "rejected" && ["busy", "error"].includes(said.reason));
}

/** For instruments that tell what they show when they are asked. */
export function asking(now: string, stream: { start: string; stop: string } | null = null): Driver["asks"] {
  return { identity: [], now: { say: now, isAnswer }, stream };
}
