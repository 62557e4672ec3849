import type { Driver } from "./driver.ts";
import { plainLine, rejected, signed, weighed } from "./plain-line.ts";

// `ST,GS,+  1.236KG`: CAS and GRAM scales and many indicators made in China.

/** CAS, GRAM and indicators that follow them. */
export const cas: Driver = plainLine({
  name: "cas",
  speaks: "ST,GS,+ww.wwwUU: CAS, GRAM, weighing indicators",
  shortest: 16,
  read(text) {
    const found = /^(ST|US|OL),(GS|NT|TR),([+-])( *\d+(?:\.\d+)?) ?(kg|KG|g|G|lb|LB|oz|OZ|t|T)? ?$/.exec(text);
    if (!found) return null;
    const [, head, kind, sign = "", digits = "", unit] = found;
    if (digits.length < 6 || digits.length > 8) return rejected(digits.length < 6 ? "truncated" : "syntax");
    if (head === "OL") return rejected(sign === "-" ? "underload" : "overload");
    if (unit === undefined) return rejected("truncated");
    const mode = kind === "GS" ? "gross" : kind === "NT" ? "net" : "tare";
    return weighed({ value: signed(sign, digits), unit, stable: head === "ST", mode });
  },
});
