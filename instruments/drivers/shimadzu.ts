import type { Driver } from "./driver.ts";
import { asking, plainLine, rejected, signed, weighed } from "./plain-line.ts";

// Shimadzu EB format: sign in column 1, 8 for the figure, 2 for the unit; S or U in front where the menu says so. CR alone
// ends it as delivered, CR LF by menu.

/** Shimadzu balances: UP, UX, AUW and their kin. */
export const shimadzu: Driver = plainLine({
  name: "shimadzu",
  speaks: "Shimadzu EB format, with or without stability letter",
  ends: ["cr", "crlf"],
  asks: asking("D05\r"),
  shortest: 11,
  read(text) {
    const over = /^[SU]?( *-?) *oL *$/.exec(text);
    if (over) return rejected(over[1]?.includes("-") ? "underload" : "overload");
    const found = /^([SU])?([ +-])( *\d*\.?\d+)([A-Za-z%][A-Za-z% ])$/.exec(text);
    if (!found || found[3]?.length !== 8) return null;
    const stable = found[1] === undefined ? null : found[1] === "S";
    return weighed({ value: signed(found[2] ?? "", found[3]), unit: (found[4] ?? "").trim(), stable });
  },
});
