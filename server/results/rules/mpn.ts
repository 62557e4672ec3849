// 最可能数 (MPN): three tubes at each of three amounts that follow each other, looked up in the standard's table. Other amounts move the
// figure by a power of ten, as the table's own note says.
import { z } from "zod";
import { decimalOf, textOf } from "../../kernel/figure.ts";
import { mpnTable } from "./mpn-table.ts";

export const Tubes = z.object({
  /** The greatest amount of sample in a tube is 10 to minus this, in g or mL: 1 → 0.1 g. */
  exponent: z.int().min(-1).max(6),
  positive: z.tuple([z.int().min(0).max(3), z.int().min(0).max(3), z.int().min(0).max(3)]),
});
export type Tubes = z.output<typeof Tubes>;

export type MpnFound =
  | { isFound: true; qualifier: "=" | "<" | ">"; value: string; text: string }
  | { isFound: false; because: "combination-unlikely" };

/** The MPN per gram of what grew; a combination that the table does not hold is so unlikely that the work is repeated. */
export function mpnOf({ exponent, positive }: Tubes): MpnFound {
  const row = mpnTable[positive.join("-")];
  if (!row) return { isFound: false, because: "combination-unlikely" };
  const [said, from, to] = row;
  const shift = (figure: string): string => moved(figure, exponent - 1);
  const qualifier = said.startsWith("<") ? "<" : said.startsWith(">") ? ">" : "=";
  const value = shift(said.replace(/^[<>]/, ""));
  const range = `95 % 可信限 ${from === null ? "—" : shift(from)}～${to === null ? "—" : shift(to)}`;
  return {
    isFound: true,
    qualifier,
    value,
    text: `阳性管数 ${positive.join("-")} → MPN ${qualifier === "=" ? "" : qualifier}${value}（${range}）`,
  };
}

/** Ten times less sample in each tube means ten times more in the sample. */
function moved(figure: string, power: number): string {
  if (power === 0) return figure;
  return textOf(decimalOf(figure).times(decimalOf(`1E${power}`)));
}
