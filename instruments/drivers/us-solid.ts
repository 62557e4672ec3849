import type { Driver } from "./driver.ts";
import { plainLine, rejected, signed, weighed } from "./plain-line.ts";

// 15 bytes with CR LF: sign, 9 for the figure, 3 for the unit; tildes for an overload. It never says whether it is at rest.

/** U.S. Solid balances. */
export const usSolid: Driver = plainLine({
  name: "us-solid",
  speaks: "U.S. Solid, 15 bytes",
  shortest: 13,
  read(text) {
    if (/^[+-] ~+ {0,3}\S{0,3} *$/.test(text)) return rejected(text.startsWith("-") ? "underload" : "overload");
    const found = text.length === 13 ? /^([+-])( *\d+(?:\.\d+)?)([A-Za-z%][A-Za-z ]{2})$/.exec(text) : null;
    if (!found || found[2]?.length !== 9) return null;
    return weighed({ value: signed(found[1] ?? "", found[2]), unit: (found[3] ?? "").trim(), stable: null });
  },
});
