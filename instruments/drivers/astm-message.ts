import type { Measured, Message, Rejected, Said } from "./driver.ts";
import { figureOf } from "./figure.ts";

// E1394 / LIS2-A2: a message is H ... L; below H stand P, below P stand O, below O stand R; C and M belong to the record
// before them. Field, repeat, component and escape delimiters are the four characters behind the letter H.

/** A record, or a place where records are missing: what follows it must not be joined to what stood before. */
export type AstmLine = { readonly text: string; readonly bytes: number } | { readonly lost: Rejected };

/** `access`: show what stands in the header as access password; for meters that are known by it. */
export type AstmSettings = { readonly decimalComma: boolean; readonly access?: boolean };

type Delimiters = { field: string; repeat: string; component: string; escape: string | null };

type Open = {
  delimiters: Delimiters;
  letters: string;
  head: readonly string[] | null;
  terminator: string | null;
  firstSample: string | undefined;
  sample: string | undefined; // of the order that the next results belong to
  isBroken: boolean;
  lost: Rejected[];
  readings: Measured[];
};

const standard: Delimiters = { field: "|", repeat: "\\", component: "^", escape: "&" };
const wellEnded = ["", "N", "F"]; // anything else: aborted, refused, an error; such a message is not taken over by itself

/** What the records of one transfer say: a line for each message, and behind it its results. */
export function readAstmRecords(lines: readonly AstmLine[], settings: AstmSettings): Said[] {
  const said: Said[] = [];
  let open: Open | null = null;
  for (const line of lines) {
    if ("lost" in line) {
      open ??= opened(null, standard);
      loseContext(open, line.lost);
      continue;
    }
    const damage = damageOf(line, open?.delimiters ?? standard);
    if (damage) {
      open ??= opened(null, standard);
      loseContext(open, { ...damage, bytes: line.bytes });
      continue;
    }
    if (/^h/i.test(line.text)) {
      if (open) said.push(...closed(open, settings.access));
      const delimiters = delimitersOf(line.text);
      open = opened(line.text.split(delimiters.field), delimiters);
      continue;
    }
    open ??= opened(null, standard);
    takeRecord(open, line.text, settings);
    if (open.terminator !== null) {
      said.push(...closed(open, settings.access));
      open = null;
    }
  }
  return open ? [...said, ...closed(open, settings.access)] : said;
}

/** Does any of this look like a record, or is it some other text on the same kind of link? */
export function looksLikeRecords(text: string): boolean {
  return /(?:^|[\r\n])[HPORCQSML][^\w\s]/i.test(text);
}

function opened(head: readonly string[] | null, delimiters: Delimiters): Open {
  return {
    delimiters,
    letters: head ? "H" : "",
    head,
    terminator: null,
    firstSample: undefined,
    sample: undefined,
    isBroken: head === null, // without its H record nobody says what the delimiters are
    lost: [],
    readings: [],
  };
}

/** The lost record could have been an order: results behind it belong to nobody until the next order comes. */
function loseContext(open: Open, lost: Rejected): void {
  open.isBroken = true;
  open.sample = undefined;
  open.lost.push(lost);
}

function takeRecord(open: Open, text: string, settings: AstmSettings): void {
  const fields = text.split(open.delimiters.field);
  const letter = (fields[0] ?? "").toUpperCase();
  open.letters += letter;
  if (letter === "P") open.sample = undefined;
  if (letter === "O") {
    // some put the number that was typed at the instrument only behind the host's own
    open.sample = fields[2] || fields[3] || undefined;
    open.firstSample ??= open.sample;
  }
  if (letter === "R") open.readings.push(resultOf(fields, open, settings));
  if (letter === "L") open.terminator = (fields[2] ?? "").trim().toUpperCase();
}

function resultOf(fields: readonly string[], open: Open, settings: AstmSettings): Measured {
  const plain = (at: number) => unescaped(fields[at] ?? "", open.delimiters);
  const figure = figureOf(plain(3), settings.decimalComma);
  return {
    kind: "reading",
    quantity: "result",
    value: figure?.value ?? null,
    unit: plain(4).trim() || null,
    stable: null,
    qualifier: figure?.qualifier ?? "=",
    test: fields[2] ?? "",
    ...given({ sample: open.sample, range: fields[5], flag: fields[6], status: fields[8], at: fields[12] }),
    ...(figure ? {} : { text: plain(3) }),
  };
}

function closed(open: Open, access = false): Said[] {
  const { head, terminator, letters, lost } = open;
  const isEnded = terminator !== null && wellEnded.includes(terminator);
  const isBroken = open.isBroken || !isEnded;
  const { field, repeat, component, escape } = open.delimiters;
  const message: Message = {
    kind: "message",
    protocol: "astm",
    records: letters,
    ...(head ? { delimiters: `${field}${repeat}${component}${escape ?? field}` } : {}),
    ...given({ sample: open.firstSample, controlId: head?.[2], sender: head?.[4], at: head?.[13] }),
    ...(access ? given({ access: head?.[3] }) : {}),
    ...(terminator === null ? {} : { terminator }),
    ...(isBroken ? { incomplete: true } : {}),
  };
  const readings = isBroken
    ? open.readings.map((reading) => ({ ...reading, incomplete: true as const }))
    : open.readings;
  const refused: Rejected[] =
    isBroken && lost.length === 0
      ? [{ kind: "rejected", reason: "incomplete", ...(isEnded || !terminator ? {} : { code: terminator }), bytes: 0 }]
      : [];
  return [...lost, ...(letters === "" ? [] : [message]), ...refused, ...readings];
}

function delimitersOf(text: string): Delimiters {
  const [, field = "|", repeat = "\\", component = "^", escape = ""] = text;
  return { field, repeat, component, escape: escape === field || escape === "" ? null : escape };
}

/** A record that does not fit to its last character is no record. */
function damageOf({ text }: { text: string }, { field }: Delimiters): Rejected | null {
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) return { kind: "rejected", reason: "noise" };
  const syntax: Rejected = { kind: "rejected", reason: "syntax", of: text[0] };
  if (/^h/i.test(text)) {
    const characters = [...text.slice(1, 4)];
    const areFit = characters.length === 3 && characters.every((each) => /[!-/:-@[-`{-~]/.test(each));
    return areFit && new Set(characters).size === 3 ? null : syntax;
  }
  const [letter = "", sequence = "", test = "", ...rest] = text.split(field);
  if (!/^[porcqsml]$/i.test(letter)) return syntax;
  if (/^[porcl]$/i.test(letter) && !/^ *\d{0,6} *$/.test(sequence)) return syntax;
  if (/^r$/i.test(letter) && (test === "" || rest.length === 0)) return syntax;
  return /^l$/i.test(letter) && !/^[A-Z]? *$/i.test(test) ? syntax : null;
}

/** LIS2-A2 5.4.6: delimiters that stand in a text are written between escape characters. */
function unescaped(text: string, { field, repeat, component, escape }: Delimiters): string {
  if (escape === null || !text.includes(escape)) return text;
  const meaning: Record<string, string> = { F: field, S: component, R: repeat, E: escape, H: "", N: "" };
  const parts = text.split(escape);
  // an even number of parts means an escape character without its partner: then nothing is an escape
  if (parts.length % 2 === 0) return text;
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return part;
      const hex = /^X((?:[0-9A-F]{2})+)$/i.exec(part)?.[1];
      if (hex) return Buffer.from(hex, "hex").toString("latin1");
      return meaning[part] ?? (part.startsWith("Z") ? "" : `${escape}${part}${escape}`);
    })
    .join("");
}

/** Fields that are there; an empty one says nothing. */
function given<Name extends string>(fields: Record<Name, string | undefined>): { [name in Name]?: string } {
  const entries = Object.entries<string | undefined>(fields).filter(([, text]) => text !== undefined && text !== "");
  return Object.fromEntries(entries) as { [name in Name]?: string };
}
