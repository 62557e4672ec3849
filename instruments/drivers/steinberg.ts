import type { Driver } from "./driver.ts";
import { plainLine, rejected, weighed } from "./plain-line.ts";

// `S       0.00 GN`, `SD     -1.14 GN`: S at rest, SD moving; it looks like MT-SICS and is not.

/** Steinberg SBS balances. */
export const steinberg: Driver = plainLine({
  name: "steinberg",
  speaks: "Steinberg SBS, S and SD lines",
  shortest: 14,
  read(text) {
    if (/^S[D ] +(?:-+|~+|H+|OL|oL)\s*\S{0,3}$/.test(text)) return rejected("overload");
    const found = /^S([D ])( *-?\d+(?:\.\d+)?) ([A-Za-z%]{1,3}) *$/.exec(text);
    if (!found || text.length > 16 || found[2]?.length !== 10) return null;
    return weighed({ value: found[2].trim(), unit: found[3] ?? "", stable: found[1] === " " });
  },
});
