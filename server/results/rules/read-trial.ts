// What was typed at the judging bench, as results that limits can judge. What cannot be read is named by its field.
import type { LimitRow } from "../../catalogue/rules/limit-row.ts";
import type { MethodUncertainty } from "../../catalogue/contract.ts";
import type { BasisFacts } from "./limit-from-row.ts";
import type { JudgedResult, Limit, Part } from "./limit.ts";
import type { TrialFault, TrialQuestion } from "./trial-shape.ts";
import { readTypedFigure, readTypedResult, type TypedResult } from "./typed-result.ts";

/** GB 2762: these may be measured as a total first; only where the total exceeds, the compound itself is measured. */
const screenedBy: Readonly<Record<string, string>> = { 甲基汞: "总汞", 无机砷: "总砷" };

/** The total that may be measured first; null for all other items. */
export function screenItemOf(item: string): string | null {
  return screenedBy[item.normalize("NFKC").replace(/\s|\(.*$/g, "")] ?? null;
}

export type ReadTrial = {
  faults: TrialFault[];
  facts: BasisFacts;
  uncertainty: MethodUncertainty | null;
  guardFactor: string;
  value: TypedResult | null;
  values: string[];
  parts: Part[];
  screen: TypedResult | null;
  lod: string | null;
  loq: string | null;
  text: string;
};

/** Reads every field once; an empty one is not there, a wrong one is a fault and not there. */
export function readTrial({ result, basis, decision }: TrialQuestion): ReadTrial {
  const faults: TrialFault[] = [];
  const keep = <T extends object>(field: string, read: T | { fault: TrialFault["fault"] }): T | null => {
    if (!("fault" in read)) return read;
    if (read.fault !== "empty") faults.push({ field, fault: read.fault });
    return null;
  };
  const result_ = (field: string, typed: string | undefined) => keep(field, readTypedResult(typed ?? ""));
  const figure = (field: string, typed: string | undefined) => keep(field, readTypedFigure(typed ?? ""))?.value ?? null;

  const values = (result.values ?? []).flatMap((typed, i) => {
    const field = `values.${i}`;
    const read = result_(field, typed);
    const said = read && planText(read);
    if (read && said === null) faults.push({ field, fault: "not-a-figure" });
    return said === null || said === undefined ? [] : [said];
  });
  const parts = (result.parts ?? []).flatMap((part, i): Part[] => {
    const read = result_(`parts.${i}.value`, part.value);
    const lod = read?.lod ?? figure(`parts.${i}.lod`, part.lod);
    const loq = figure(`parts.${i}.loq`, part.loq);
    const max = figure(`parts.${i}.max`, part.max);
    if (!read) return [];
    return [{ name: part.name, ...plainResult(read, lod, loq), ...(max === null ? {} : { max }) }];
  });
  const U = figure("U", decision.U);
  const k = figure("k", decision.k);
  return {
    faults,
    facts: {
      dehydrationFactor: figure("dehydrationFactor", basis.dehydrationFactor),
      moisturePercent: figure("moisturePercent", basis.moisturePercent),
      fatPercent: figure("fatPercent", basis.fatPercent),
      alcoholPercent: figure("alcoholPercent", basis.alcoholPercent),
    },
    uncertainty: U === null ? null : { kind: "absolute", U, k: k === null || !/[1-9]/.test(k) ? "2" : k },
    guardFactor: figure("guardFactor", decision.guardFactor) ?? "1",
    value: isInWords(result) ? null : result_("value", result.value),
    values,
    parts,
    screen: result_("screen", result.screen),
    lod: figure("lod", result.lod),
    loq: figure("loq", result.loq),
    text: (result.text ?? "").trim(),
  };
}

/** The result as one row can judge it; null where nothing is typed for a row of its kind. */
export function resultFor(row: LimitRow, read: ReadTrial): JudgedResult | null {
  if (row.kind === "sampling_plan") return read.values.length === 0 ? null : { values: read.values };
  if (row.kind === "qualitative") {
    if (read.text !== "") return { text: read.text };
    return read.value && plainResult(read.value, read.lod, read.loq);
  }
  if (row.aggregate !== undefined && read.parts.length > 0) return { parts: read.parts };
  const plain = read.value && plainResult(read.value, read.lod, read.loq);
  if (read.screen === null || screenItemOf(row.item) === null) return plain;
  const screen = plainResult(read.screen, null, null);
  return { parts: { screen, ...(plain && { confirm: plain }) } };
}

/** The limit as it is judged: twice the same where a total was measured first. */
export function limitFor(limit: Limit, row: LimitRow, read: ReadTrial): Limit {
  const isStaged = read.screen !== null && screenItemOf(row.item) !== null && limit.kind !== "staged";
  return isStaged ? { kind: "staged", screen: limit, confirm: limit } : limit;
}

type Plain = Pick<JudgedResult, "qualifier" | "value" | "lod" | "loq">;

function plainResult(read: TypedResult, lod: string | null, loq: string | null): Plain {
  const known = read.lod ?? lod;
  return {
    // with an LOD known, 未检出 is below it
    qualifier: read.qualifier === "not_detected" && known !== null ? "<LOD" : read.qualifier,
    ...(read.value === undefined ? {} : { value: read.value }),
    ...(known === null ? {} : { lod: known }),
    ...(loq === null ? {} : { loq }),
  };
}

/** One of the n results as a sampling plan reads it; null where it says nothing to a plan. */
function planText(read: TypedResult): string | null {
  switch (read.qualifier) {
    case "=":
      return read.value ?? null;
    case "<":
    case ">":
      return `${read.qualifier}${read.value ?? ""}`;
    case "not_detected":
    case "<LOD":
      return "ND";
    case "detected":
      return "D";
    case "<LOQ":
      return null;
  }
}

/** A word that was chosen is no figure typed wrongly. */
function isInWords(result: TrialQuestion["result"]): boolean {
  return (result.text ?? "").trim() !== "" && (result.value ?? "").trim() === "";
}

/** Units that say the same: μ in both spellings, g(mL) for g and for mL. */
export function unitKey(unit: string): string {
  return unit
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace("µ", "μ")
    .replace(/\(mL\)/i, "");
}
