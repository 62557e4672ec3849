import type { Driver } from "./driver.ts";
import { asking, plainLine, rejected, weighed } from "./plain-line.ts";

// OHAUS standard: the figure right-justified in 9 to 12 characters, blank, unit, `?` while it moves, then a legend.

const shown = /^( *-? *(?:\d+\.?\d*|\.\d+)) ([A-Za-z%]{1,5}) *(\?)? *([A-Z][A-Z ]*[A-Z])?$/;
const modes = new Map([
  ["NET", "net"],
  ["G", "gross"],
  ["GROSS", "gross"],
  ["TARE", "tare"],
  ["T", "tare"],
  ["TOTAL", "total"],
] as const);

/** OHAUS balances: Scout, Navigator, Adventurer, Explorer. */
export const ohaus: Driver = plainLine({
  name: "ohaus",
  speaks: "OHAUS standard output with legends",
  asks: asking("IP\r\n", { start: "CP\r\n", stop: "0P\r\n" }),
  shortest: 11,
  read(text) {
    if (text === "ES") return rejected("error", "ES");
    if (text === "OK!") return { kind: "reply", of: "ack", what: "done" };
    if (/^ *(?:OVERLOAD|Overload|OL|E ?8\.3|Err8\.3)$/.test(text)) return rejected("overload");
    if (/^ *(?:UNDERLOAD|Underload|UL|E ?8\.4|Err8\.4)$/.test(text)) return rejected("underload");
    const failed = /^ *(?:Err|E) ?(\d{1,2}(?:\.\d)?)$/.exec(text)?.[1];
    if (failed) return rejected("error", failed);
    const found = shown.exec(text);
    if (!found) return null;
    const [, field = "", unit = "", moving, legend] = found;
    // a shorter field lost its beginning, and with it perhaps a digit or the sign
    if (field.length < 9 || field.length > 12) return rejected(field.length < 9 ? "truncated" : "syntax");
    const mode = legend === undefined ? undefined : modes.get(legend as "NET");
    const name = legend !== undefined && mode === undefined ? legend : undefined;
    return weighed({ value: field.replaceAll(" ", ""), unit, stable: moving === undefined, mode, name });
  },
});
