// Units of one quantity that an instrument's certificate and its readings may stand in.
import type { Decimal } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";

const grams: Readonly<Record<string, string>> = { kg: "1000", g: "1", mg: "0.001", µg: "0.000001", μg: "0.000001" };
const litres: Readonly<Record<string, string>> = { L: "1", mL: "0.001", µL: "0.000001", μL: "0.000001" };

/** What a figure in one unit is multiplied with to stand in another; null where the two have nothing in common. */
export function factorOf(from: string | null, to: string | null): Decimal | null {
  if (from === to && from !== null) return decimalOf("1");
  for (const units of [grams, litres]) {
    const [a, b] = [units[from ?? ""], units[to ?? ""]];
    if (a && b) return decimalOf(a).div(b);
  }
  return null;
}
