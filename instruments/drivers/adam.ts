import type { Driver, Measured } from "./driver.ts";
import { plainLine, rejected, signed, weighed } from "./plain-line.ts";

// Adam format 1 prints labelled lines, in the language of the menu; the CPW answers commands with a letter and the weight.

const modes: Readonly<Record<string, Measured["mode"]>> = {
  ...Object.fromEntries(["GROSS", "BRUT", "BRUTTO", "BRUTO", "G"].map((word) => [word, "gross"] as const)),
  ...Object.fromEntries(["NET", "NETTO", "NETO", "N"].map((word) => [word, "net"] as const)),
  ...Object.fromEntries(["TARE", "TARA", "T"].map((word) => [word, "tare"] as const)),
  ...Object.fromEntries(["TOTAL", "GESAMT"].map((word) => [word, "total"] as const)),
};

/** Adam Highland, Nimbus, CPWplus. */
export const adam: Driver = plainLine({
  name: "adam",
  speaks: "Adam label lines (format 1), CPWplus command answers, PGL errors",
  read(text) {
    const failed = /^!(E[UKF])$/.exec(text)?.[1];
    if (failed) return rejected("error", failed);
    if (/^!K[TPZ]$/.test(text)) return { kind: "reply", of: text, what: "done" };
    const counted = /^(?:No|Nr|Nb|Núm)\. +(\d{1,6}) ?$/i.exec(text)?.[1];
    if (counted) return { kind: "reply", of: "print", what: "count", value: counted };
    const found = /^([A-Za-z]{1,7}) {0,8}([+-]?) *(\d{1,9}(?:\.\d{1,6})?) ([A-Za-z%]{1,3}) ?$/.exec(text);
    if (!found) return null;
    const [, label = "", sign = "", digits = "", unit = ""] = found;
    const mode = modes[label.toUpperCase()];
    if (mode === undefined) return null;
    return weighed({
      value: signed(sign, digits),
      unit,
      stable: mode === "total" || label.length === 1 ? null : true,
      mode,
    });
  },
});
