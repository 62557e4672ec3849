import { gtinFault } from "../../server/kernel/gtin.ts";

// GS1 General Specifications 3: application identifiers with the form of their data. `fixed` ones are known to end by their
// length; behind every other a separator (GS) stands, unless it is the last.

type Form = { readonly ai: RegExp; readonly data: RegExp };

const forms: readonly Form[] = [
  form("00", /^\d{18}/),
  form("0[12]", /^\d{14}/),
  form("1[0]|2[12]", /^[^\u001d]{1,20}/),
  form("1[1-35-7]", /^\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])/),
  form("20", /^\d\d/),
  form("24[01]|25[01]|400|403", /^[^\u001d]{1,30}/),
  form("30|37", /^\d{1,8}/),
  form("3[1-6]\\d[0-5]", /^\d{6}/),
  form("39[02]\\d", /^\d{1,15}/),
  form("41[0-7]", /^\d{13}/),
  form("42[0]", /^[^\u001d]{1,20}/),
  form("42[246]", /^\d{3}/),
  form("7003", /^\d{10}/),
  form("7006", /^\d{6}/),
  form("7250", /^\d{8}/),
  form("7251", /^\d{12}/),
  form("8005", /^\d{6}/),
  form("8008", /^\d{8}(?:\d\d){0,2}/),
  form("8200", /^[^\u001d]{1,70}/),
  form("90", /^[^\u001d]{1,30}/),
  form("9[1-9]", /^[^\u001d]{1,90}/),
];
const endsByLength = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/;

/** The element strings of a GS1 content by their application identifiers, or null when it is not valid GS1. */
export function gs1Elements(content: string): Record<string, string> | null {
  const found: Record<string, string> = {};
  let rest = content;
  while (rest !== "") {
    const known = forms.map((each) => ({ ...each, ai: each.ai.exec(rest)?.[0] })).find((each) => each.ai !== undefined);
    if (known?.ai === undefined) return null;
    const data = known.data.exec(rest.slice(known.ai.length))?.[0];
    if (data === undefined || Object.hasOwn(found, known.ai)) return null;
    if (/^0[12]$/.test(known.ai) && gtinFault(data) !== null) return null;
    found[known.ai] = data;
    rest = rest.slice(known.ai.length + data.length);
    if (rest.startsWith("\u001d")) rest = rest.slice(1);
    else if (rest !== "" && !endsByLength.test(known.ai)) return null;
  }
  return content === "" ? null : found;
}

function form(ai: string, data: RegExp): Form {
  return { ai: new RegExp(`^(?:${ai})`), data };
}
