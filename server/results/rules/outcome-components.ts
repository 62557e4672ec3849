// Sums and sums of ratios of several components (GB 2760 防腐剂, GB 5749 三卤甲烷), and the two stages of GB 2762 (总汞 first,
// then 甲基汞). Each component has its own parallels, their check, and its own LOD.
import type { MethodComponent } from "../../catalogue/contract.ts";
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";
import {
  nothingYet,
  quantityText,
  notDetectedText,
  type ComponentOutcome,
  type Computed,
  type Lack,
  type MethodFacts,
  type ParallelOutcome,
  type RoundParallel,
} from "./computed.ts";
import type { JudgedResult, Part } from "./limit.ts";
import { checkParallels, qualify } from "./parallels.ts";
import { report, ReportingRule } from "./report.ts";

/** A sum of ratios is a bare number; two decimals show where it stands to 1, whatever the components are rounded to. */
const ratio = ReportingRule.parse({ breaks: [{ decimals: 2 }] });

type Settled = { of: ComponentOutcome; state: "missing" | "disagree" | "settled"; missing: Lack[] };

/** The total of what was found (lower bound), with each component beside it. */
export function componentsOutcome(method: MethodFacts, rounds: readonly (readonly RoundParallel[])[]): Computed {
  const settled = rounds.map((round) => method.components.map((c) => settle(method, c, round)));
  const { chosen, empty } = chooseSettled(settled, rounds);
  if (chosen === null) return empty;
  const components = chosen;
  const isRatio = method.unit === "1";
  const found = components.filter((c) => c.qualifier === "=");
  const parts = components.flatMap((c) =>
    isRatio && c.max === null && c.qualifier !== "=" ? [] : [partOf(c, isRatio)],
  ); // what was not found adds nothing
  const shared = { ...empty, components };
  if (found.length === 0) {
    const isAbsent = components.every((c) => c.qualifier === "<LOD");
    return {
      ...shared,
      qualifier: isAbsent ? "<LOD" : "<LOQ",
      reported: isAbsent ? "未检出" : "均低于定量限",
      result: { qualifier: isAbsent ? "<LOD" : "<LOQ", parts },
    };
  }
  const unlimited = isRatio ? found.filter((c) => c.max === null) : [];
  if (unlimited.length > 0)
    return {
      ...shared,
      qualifier: "text",
      reported: `不能计算（${unlimited.map((c) => c.name).join("、")}在该产品中没有最大使用量）`,
      result: { parts },
    };
  const total = found.reduce((sum, c) => sum.plus(shareOf(c, isRatio)), new Decimal(0));
  const unrounded = textOf(total.toDecimalPlaces(30));
  const reported = report(unrounded, isRatio ? ratio : method.reporting);
  return {
    ...shared,
    unrounded,
    reported: reported.reported,
    rounding: reported.rounding,
    result: { value: unrounded, parts },
  };
}

/** GB 2762 先总后价: the total decides where it complies; the compound itself is measured only where the total exceeds. */
export function stagedOutcome(method: MethodFacts, rounds: readonly (readonly RoundParallel[])[]): Computed {
  const isConfirming = rounds.at(-1)?.some((p) => p.readings.some((r) => r.step === "confirm")) ?? false;
  const stages = method.components.filter((c) => c.key === "screen" || isConfirming);
  const settled = rounds.map((round) => stages.map((c) => settle(method, c, round)));
  const { chosen, empty } = chooseSettled(settled, rounds);
  if (chosen === null) return empty;
  const screen = chosen.find((c) => c.key === "screen");
  const confirm = chosen.find((c) => c.key === "confirm");
  const last = confirm ?? screen;
  if (!screen || !last) return empty;
  const said = last.reported ?? "";
  const isBelow = last.qualifier === "<LOD";
  return {
    ...empty,
    components: [...chosen],
    unrounded: last.mean,
    qualifier: last.qualifier ?? "=",
    difference: last.difference,
    allowedDifference: last.allowed,
    reported: confirm
      ? said
      : isBelow
        ? said.replace("检出限", `${screen.name}检出限`)
        : `${said}（以${screen.name}计）`,
    rounding: last.mean !== null && last.qualifier === "=" ? report(last.mean, method.reporting).rounding : null,
    result: {
      ...(confirm ? figureOf(confirm) : upperBound(screen)),
      parts: { screen: figureOf(screen), ...(confirm && { confirm: figureOf(confirm) }) },
    },
  };
}

/** One component over the parallels of a round. */
function settle(method: MethodFacts, component: MethodComponent, round: readonly RoundParallel[]): Settled {
  const { key, name } = component;
  const unit = method.steps.find((s) => s.key === key)?.unit ?? method.unit;
  const lod = component.lod ?? null;
  const loq = component.loq ?? null;
  const read = round.map((p) => ({ parallel: p.parallel, reading: p.readings.findLast((r) => r.step === key) }));
  const values = read.flatMap(({ parallel, reading }) =>
    reading ? [{ parallel, value: reading.qualifier === "<LOD" ? null : reading.text }] : [],
  );
  const base: ComponentOutcome = {
    key,
    name,
    unit,
    values,
    difference: null,
    allowed: null,
    mean: null,
    qualifier: null,
    reported: null,
    lod,
    loq,
    max: component.max ?? null,
  };
  const missing = read
    .filter(({ reading }) => !reading)
    .map(({ parallel }) => ({ code: "value-missing", detail: `${parallel} ${name}` }));
  const is = (state: Settled["state"], more: Partial<ComponentOutcome> = {}): Settled => ({
    of: { ...base, ...more },
    state,
    missing,
  });
  if (missing.length > 0 || values.length === 0) return is("missing");
  const figures = values.flatMap((v) => (v.value === null ? [] : [v.value]));
  if (figures.length === 0) return is("settled", { qualifier: "<LOD", reported: notDetectedText(lod, unit) });
  if (figures.length < values.length) return is("disagree"); // found in one parallel and not in the other
  const check = checkParallels(figures, method.repeatabilityPercent);
  const compared = { difference: check.difference, allowed: check.allowed };
  if (!check.agree) return is("disagree", compared);
  const qualifier = qualify(check.mean, lod, loq);
  const reported = quantityText(check.mean, qualifier, { lod, loq, unit, reporting: method.reporting });
  return is("settled", { ...compared, mean: check.mean, qualifier, reported });
}

/** Of all rounds the first in which every component agrees; while none does, the last is repeated as a whole. */
function chooseSettled(
  rounds: readonly (readonly Settled[])[],
  readings: readonly (readonly RoundParallel[])[],
): { chosen: ComponentOutcome[] | null; empty: Computed } {
  const newest = rounds.at(-1) ?? [];
  const missing = newest.flatMap((c) => c.missing);
  const parallels: ParallelOutcome[] = (readings.at(-1) ?? []).map(({ parallel }) => ({
    parallel,
    value: null,
    isBelowLod: false,
    substituted: null,
    missing: missing.filter((m) => m.detail.startsWith(`${parallel} `)),
  }));
  const shown = { ...nothingYet, parallels, missing, components: newest.map((c) => c.of) };
  if (missing.length > 0 || newest.length === 0) return { chosen: null, empty: shown };
  const chosen = rounds.find((round) => round.length > 0 && round.every((c) => c.state === "settled")) ?? null;
  if (chosen) return { chosen: chosen.map((c) => c.of), empty: shown };
  const apart = newest.find((c) => c.state === "disagree");
  return {
    chosen: null,
    empty: {
      ...shown,
      needsRetest: true,
      difference: apart?.of.difference ?? null,
      allowedDifference: apart?.of.allowed ?? null,
    },
  };
}

function partOf(c: ComponentOutcome, isRatio: boolean): Part {
  return {
    name: c.name,
    ...(c.mean !== null && { value: c.mean }),
    qualifier: c.qualifier ?? "=",
    ...(c.lod !== null && { lod: c.lod }),
    ...(c.loq !== null && { loq: c.loq }),
    ...(isRatio && c.max !== null && { max: c.max }),
  };
}

function shareOf(c: ComponentOutcome, isRatio: boolean): Decimal {
  const value = decimalOf(c.mean ?? "0");
  return isRatio ? value.div(decimalOf(c.max ?? "1")) : value;
}

function figureOf(c: ComponentOutcome): Omit<JudgedResult, "parts"> {
  return {
    qualifier: c.qualifier ?? "=",
    ...(c.mean !== null && { value: c.mean }),
    ...(c.lod !== null && { lod: c.lod }),
    ...(c.loq !== null && { loq: c.loq }),
  };
}

/** There cannot be more of the compound than there is of the total. */
function upperBound(screen: ComponentOutcome): Omit<JudgedResult, "parts"> {
  return screen.qualifier === "=" && screen.mean !== null ? { qualifier: "<", value: screen.mean } : figureOf(screen);
}
