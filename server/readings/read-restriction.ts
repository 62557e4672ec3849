import { rowProblem, type RowProblem } from "../kernel/row-problems.ts";
import { RestrictionLimits } from "../metrology/rules/restriction.ts";

/** What an imported row says of 准用: in words, and as far as a rule can read it. */
export const restrictionColumns = {
  restriction: "限用说明",
  restrictedFrom: "限用下限",
  restrictedTo: "限用上限",
  restrictedUnit: "限用单位",
  notForMethods: "不得用于方法",
} as const;
type Cell = (field: keyof typeof restrictionColumns) => string;

/**
 * The restriction of a row whose conclusion is 准用, with what is wrong with it. A restriction is written out, and one beside another
 * conclusion would be lost: both are said.
 */
export function readRestriction(
  cell: Cell,
  conclusion: string | undefined,
  methodsByCode: ReadonlyMap<string, readonly string[]>,
  problems: RowProblem[],
): { restriction?: string; limits?: RestrictionLimits } {
  const fields = Object.keys(restrictionColumns) as (keyof typeof restrictionColumns)[];
  const isSaid = fields.some((field) => cell(field) !== "");
  if (conclusion !== "restricted") {
    if (isSaid && conclusion !== undefined) problems.push(rowProblem("restriction-idle"));
    return {};
  }
  if (cell("restriction") === "") problems.push(rowProblem("missing", { column: restrictionColumns.restriction }));
  if (cell("restriction").length > 200)
    problems.push(rowProblem("too-long", { column: restrictionColumns.restriction }));
  const codes = cell("notForMethods")
    .split(/[;,、]/)
    .map((code) => code.trim())
    .filter((code) => code !== "");
  for (const code of codes) if (!methodsByCode.has(code)) problems.push(rowProblem("method-unknown", { cell: code }));
  const [from, to, unit] = [cell("restrictedFrom"), cell("restrictedTo"), cell("restrictedUnit")];
  const range = {
    ...(from === "" ? {} : { from }),
    ...(to === "" ? {} : { to }),
    unit,
  };
  const limits = RestrictionLimits.safeParse({
    ...(from === "" && to === "" && unit === "" ? {} : { range }),
    ...(codes.length === 0
      ? {}
      : { notForMethods: [...new Set(codes.flatMap((code) => methodsByCode.get(code) ?? []))] }),
  });
  if (!limits.success || (unit !== "" && from === "" && to === "")) {
    problems.push(rowProblem("restriction-range"));
    return {};
  }
  return {
    restriction: cell("restriction"),
    ...(Object.keys(limits.data).length === 0 ? {} : { limits: limits.data }),
  };
}
