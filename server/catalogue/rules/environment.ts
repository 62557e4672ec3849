import { z } from "zod";
import { Decimal, numeral } from "../../kernel/decimal.ts";

const Range = z
  .object({ least: numeral, most: numeral })
  .refine(({ least, most }) => new Decimal(least).lte(most), { error: "range", path: ["most"] });

/** What a method asks of the room: temperature in ℃, relative humidity in %; null where it asks nothing. */
export const MethodEnvironment = z.object({ temperature: Range.nullable(), humidity: Range.nullable() });
export type MethodEnvironment = z.output<typeof MethodEnvironment>;

export type RoomFigures = { temperature: string; humidity: string };

const quantities = [
  ["temperature", "℃"],
  ["humidity", "%RH"],
] as const;

/** What a reading has outside of the ranges, each as `28.5 ℃（15～25 ℃）`; the ends of a range are within it. */
export function outsideOf(asked: MethodEnvironment, read: RoomFigures): string[] {
  return quantities.flatMap(([quantity, unit]) => {
    const range = asked[quantity];
    if (range === null) return [];
    const figure = new Decimal(read[quantity]);
    if (figure.gte(range.least) && figure.lte(range.most)) return [];
    return [`${read[quantity]} ${unit}（${range.least}～${range.most} ${unit}）`];
  });
}

/** The ranges as one reads them; empty where none is stated. */
export function environmentText(asked: MethodEnvironment | null): string {
  return quantities
    .flatMap(([quantity, unit]) => {
      const range = asked?.[quantity];
      return range ? [`${range.least}～${range.most} ${unit}`] : [];
    })
    .join("，");
}
