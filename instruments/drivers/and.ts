import type { Driver, Said } from "./driver.ts";
import { asking, plainLine, rejected, signed, weighed } from "./plain-line.ts";

// A&D standard format, 15 characters (17 on balances of larger range), zero-padded: `ST,+00123.45  g`; the DP format has
// 16, with blanks: `WT    +123.45  g`. A line of out of range (OL) carries digits that are no weight.

const standard = /^(ST|US|QT|OL),(?:(?:OK|HI|LO|--),)?([+-])(\d+\.?\d*)([ %A-Za-z]{3,4})$/;
const dumpPrint = /^(WT|US|QT|OL) +([+-])(\d+\.?\d*)([ %A-Za-z]{3})$/;

/** A&D balances. */
export const and: Driver = plainLine({
  name: "and",
  speaks: "A&D standard and DP formats, with acknowledges and error codes",
  asks: asking("Q\r\n", { start: "SIR\r\n", stop: "C\r\n" }),
  controls: /^\u0006$/,
  shortest: 15,
  read(text) {
    if (text === "\u0006") return { kind: "reply", of: "ack", what: "ack" };
    const failed = /^EC,(E\d\d)$/.exec(text)?.[1];
    if (failed) return failed === "E02" ? rejected("busy", failed) : rejected("error", failed);
    const [head = "", sign = "", digits = "", unit = ""] = (standardOf(text) ?? dumpPrintOf(text) ?? []).slice(1);
    return head === "" ? null : readingOf(head, signed(sign, digits), unit.trim());
  },
});

function standardOf(text: string): RegExpExecArray | null {
  const compared = /^..,(?:OK|HI|LO|--),/.test(text) ? 3 : 0;
  return [15, 17].includes(text.length - compared) ? standard.exec(text) : null;
}

function dumpPrintOf(text: string): RegExpExecArray | null {
  return text.length === 16 ? dumpPrint.exec(text) : null;
}

function readingOf(head: string, value: string, unit: string): Said {
  if (head === "OL") return rejected(value.startsWith("-") ? "underload" : "overload");
  if (unit === "") return rejected("unit");
  const said = weighed({ value, unit, stable: head !== "US" });
  return head === "QT" && said.kind === "reading" && said.quantity !== "count" ? rejected("unit") : said;
}
