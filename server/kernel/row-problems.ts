import { z } from "zod";

/** What can be wrong with a row of a file, or is left to be done with it. Its sentence stands in text/row-problems-zh.ts and -en.ts. */
export const rowProblemCodes = [
  "missing",
  "field-wrong",
  "too-long",
  "double-in-file",
  "credit-code-wrong",
  "barcode-wrong",
  "day-unread",
  "day-ahead",
  "category-unknown",
  "item-unknown",
  "method-not-of-item",
  "method-ended",
  "kind-unknown",
  "class-unknown",
  "months-unread",
  "serial-known",
  "conclusion-unknown",
  "restriction-idle",
  "restriction-range",
  "method-unknown",
  "verification-incomplete",
  "food-without-rules",
  "category-at-counter",
] as const;
export type RowProblemCode = (typeof rowProblemCodes)[number];

/** `said` holds what stands in the file: a column by its heading there, a cell as it was written. */
export const RowProblem = z.object({
  code: z.enum(rowProblemCodes),
  said: z.record(z.string(), z.string()),
});
export type RowProblem = z.output<typeof RowProblem>;

export function rowProblem(code: RowProblemCode, said: Readonly<Record<string, string>> = {}): RowProblem {
  return { code, said };
}

/** A row that was refused, by its line in the file. */
export const WrongRow = z.object({ line: z.number(), problems: z.array(RowProblem) });
export type WrongRow = z.output<typeof WrongRow>;
