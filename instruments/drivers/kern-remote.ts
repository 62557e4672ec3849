import type { Driver } from "./driver.ts";
import { asking, plainLine, rejected, signed, weighed } from "./plain-line.ts";

// KERN remote format, 18 characters with CR LF: marker, sign, 10 for the figure, blank, 3 for the unit, blank while moving.

/** KERN PCB, KDE, FKB. */
export const kernRemote: Driver = plainLine({
  name: "kern-remote",
  speaks: "KERN 18-character remote format",
  asks: asking("w"),
  shortest: 16,
  read(text) {
    if (text.length !== 16) return null;
    if (/^ +Error$/.test(text)) return rejected("error", "Error");
    const found = /^([ M])([ +-])( *-?\d+\.?\d*) (.{3})$/.exec(text);
    if (!found || found[3]?.length !== 10) return null;
    const unit = (found[4] ?? "").trim();
    return weighed({
      value: signed(found[2] ?? "", found[3]),
      unit: unit === "" ? null : unit,
      stable: unit !== "",
    });
  },
});
