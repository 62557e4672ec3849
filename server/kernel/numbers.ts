// The system's own numbers: kind, laboratory, year, sequence, for a container its ordinal, and a check digit.
// All digits, so that gloves and keypads can type them and Code 128 C prints them narrow.

export const numberKinds = {
  sample: "1",
  container: "2",
  order: "3",
  commission: "3", // an order that is still to come: known from one by its length
  certificate: "4",
  instrument: "5",
  sheet: "6",
  curve: "7",
  place: "8", // a room, fridge, shelf, box or cell
  transfer: "9", // a manifest between laboratories
  badge: "0", // a person's card
} as const;
export type NumberKind = keyof typeof numberKinds;

export type SystemNumber = {
  kind: NumberKind;
  labCode: string;
  year: string; // two digits
  sequence: number;
  container: number | null;
  number: string; // as stored: digits only
};
export type NumberFault = "length" | "kind" | "check-digit";
export type ParsedNumber = ({ fault: null } & SystemNumber) | { fault: NumberFault };

const lengths: Record<NumberKind, number> = {
  sample: 16,
  container: 18,
  order: 16,
  certificate: 16,
  instrument: 16,
  commission: 18,
  sheet: 16,
  curve: 16,
  place: 16,
  transfer: 16,
  badge: 16,
};

/** The number of one thing; an impossible part is a mistake of the program, not of a person. */
export function buildNumber(
  kind: NumberKind,
  labCode: string,
  year2: string | number,
  sequence: number,
  container?: number,
): string {
  const year = String(year2).padStart(2, "0");
  const parts = [numberKinds[kind], labCode, year, padded(sequence, 6)];
  if ((kind === "container") !== (container !== undefined))
    throw new Error("a container has an ordinal, nothing else has one");
  if (container !== undefined) parts.push(padded(container, 2));
  if (kind === "commission") parts.push("99"); // so that nobody takes it for the order it becomes
  const body = parts.join("");
  if (!/^\d+$/.test(body) || body.length !== lengths[kind] - 1) throw new Error(`no number can be made of ${body}`);
  return body + checkDigitOf(body);
}

/** Reads a number in any grouping, with spaces, hyphens or full-width digits; tells what is wrong with it otherwise. */
export function parseNumber(text: string): ParsedNumber {
  const digits = plainDigits(text);
  if (!/^\d+$/.test(digits)) return { fault: "length" };
  const kind = kindOf(digits);
  if (!kind) return { fault: digits.length === 16 || digits.length === 18 ? "kind" : "length" };
  if (digits.length !== lengths[kind]) return { fault: "length" };
  if (checkDigitOf(digits.slice(0, -1)) !== digits.slice(-1)) return { fault: "check-digit" };
  return {
    fault: null,
    kind,
    labCode: digits.slice(1, 7),
    year: digits.slice(7, 9),
    sequence: Number.parseInt(digits.slice(9, 15), 10),
    container: kind === "container" ? Number.parseInt(digits.slice(15, 17), 10) : null,
    number: digits,
  };
}

/** `1 622900 26 000123 4`; a container `2 622900 26 000123 01 5`. Text that is no number comes back as it was. */
export function groupNumber(number: string): string {
  const long = /^(\d)(\d{6})(\d{2})(\d{6})(\d{2})(\d)$/.exec(number);
  const short = /^(\d)(\d{6})(\d{2})(\d{6})(\d)$/.exec(number);
  return (long ?? short)?.slice(1).join(" ") ?? number;
}

/** What people at the bench call it: sequence and container, `123-01`. */
export function shortForm(number: string): string {
  const read = parseNumber(number);
  if (read.fault !== null) return number;
  return read.container === null ? String(read.sequence) : `${read.sequence}-${padded(read.container, 2)}`;
}

/** ISO/IEC 7064 MOD 11,10: every single wrong digit is found, and nearly every swap of neighbours. */
export function checkDigitOf(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + digit.charCodeAt(0) - 48) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

/** Full-width digits made plain; spaces and hyphens of any kind taken out. */
function plainDigits(text: string): string {
  return text.normalize("NFKC").replace(/[\s\-\u2010-\u2015\u2212]/g, "");
}

function kindOf(digits: string): NumberKind | undefined {
  const kinds = (Object.keys(numberKinds) as NumberKind[]).filter((kind) => numberKinds[kind] === digits.slice(0, 1));
  return kinds.find((kind) => lengths[kind] === digits.length) ?? kinds[0];
}

function padded(n: number, width: number): string {
  if (!Number.isInteger(n) || n < 0) throw new Error(`not an ordinal: ${n}`);
  return String(n).padStart(width, "0");
}
