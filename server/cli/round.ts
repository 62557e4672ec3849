import { z } from "zod";
import { Problem } from "../kernel/problems.ts";
import { FigureText } from "../results/rules/limit.ts";
import { Mark, RoundingMode, roundTo, roundWithMark, type Place } from "../results/rules/round.ts";
import { answerLines } from "./json-lines.ts";

const Question = z.object({
  value: FigureText,
  interval: FigureText.optional(),
  digits: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,3}$/)
        .transform(Number),
    ])
    .optional(),
  decimals: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,3}$/)
        .transform(Number),
    ])
    .optional(),
  mode: RoundingMode.default("half-even"),
  mark: Mark.nullish(),
  withMark: z.boolean().default(false),
});

/** Rounds figures by GB/T 8170-2008: to an interval, to significant digits or to decimals. */
export function roundCommand(): Promise<number> {
  return answerLines(Question, (asked) => {
    const place = placeOf(asked);
    const mark = asked.mark ?? null;
    return asked.withMark
      ? roundWithMark(asked.value, place, asked.mode, mark)
      : { rounded: roundTo(asked.value, place, asked.mode, mark) };
  });
}

function placeOf({ interval, digits, decimals }: z.output<typeof Question>): Place {
  const named: Place[] = [
    ...(interval === undefined ? [] : [{ interval }]),
    ...(digits === undefined ? [] : [{ digits }]),
    ...(decimals === undefined ? [] : [{ decimals }]),
  ];
  const [place, second] = named;
  if (!place || second) throw new Problem("rounding-place-wrong", { interval: "interval / digits / decimals" });
  return place;
}
