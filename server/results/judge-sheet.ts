import { decidingDate } from "../catalogue/rules.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { loadWorks, type Work } from "../readings/load-work.ts";
import { computeTask, methodFacts } from "./compute-task.ts";
import {
  BatchCriteria,
  judgeBlank,
  judgeDuplicate,
  judgeSpike,
  type ControlVerdict,
  type Measured,
} from "./rules/bench-control.ts";
import type { Computed, MethodFacts } from "./rules/computed.ts";
import { controlValue } from "./rules/control-value.ts";

export const controlInclude = {
  positions: {
    where: { removedAt: null },
    orderBy: { ordinal: "asc" },
    include: {
      values: { where: { undoneAt: null }, orderBy: { at: "asc" } },
      series: true,
      point: true,
    },
  },
} satisfies Prisma.SheetInclude;
export type ControlledSheet = Prisma.SheetGetPayload<{ include: typeof controlInclude }>;
export type ControlledPosition = ControlledSheet["positions"][number];

export type JudgedControl = ControlVerdict & { isJustified: boolean };

/** What a result is to the controls made beside it; of a sampling plan the first unit. */
export function measuredOf(of: Pick<Computed, "qualifier" | "unrounded" | "reported" | "units">): Measured | null {
  if (of.reported === null) return null;
  const [unit] = of.units;
  if (!unit) return { qualifier: of.qualifier, value: of.unrounded };
  if (unit.text === "ND") return { qualifier: "not_detected", value: null };
  const [, sign = "", figure] = /^([<>]?)(\d.*)$/.exec(unit.text) ?? [];
  return { qualifier: sign || "=", value: figure ?? null };
}

/** Every control of a batch, judged by what its samples come to at this moment. */
export function judgeControls(
  sheet: ControlledSheet,
  facts: MethodFacts,
  nativeOf: (taskId: string) => Measured | null,
): Map<string, JudgedControl> {
  const criteria = BatchCriteria.parse(sheet.criteria);
  const judged = new Map<string, JudgedControl>();
  for (const position of sheet.positions) {
    if (position.kind === "sample") continue;
    const verdict = judgeOne(position, { criteria, unit: facts.unit }, controlValue(facts, position.values), nativeOf);
    judged.set(position.id, {
      ...verdict,
      isJustified: position.justifiedAt !== null || (position.point?.justifiedAt ?? null) !== null,
    });
  }
  return judged;
}

function judgeOne(
  position: ControlledPosition,
  { criteria, unit }: { criteria: BatchCriteria; unit: string },
  own: Measured | null,
  nativeOf: (taskId: string) => Measured | null,
): ControlVerdict {
  const native = position.ofTaskId === null ? null : nativeOf(position.ofTaskId);
  switch (position.kind) {
    case "blank":
      return judgeBlank(own, criteria);
    case "duplicate":
      return judgeDuplicate(native, own, criteria);
    case "spike":
      return judgeSpike(native, own, position.added ?? "0", criteria, unit);
    case "control":
      return byChart(position, own);
    case "sample":
      return { verdict: "waiting", figure: null, text: "" };
  }
}

/** A control sample was judged on its chart when it was entered. */
function byChart({ point, series }: ControlledPosition, own: Measured | null): ControlVerdict {
  if (!point || !series) return { verdict: own ? "unjudged" : "waiting", figure: null, text: "" };
  const broken = point.broken.length > 0 ? `，${point.broken.join("、")}` : "";
  const en = point.en === null ? "" : `；${point.en}`;
  return {
    verdict: point.isRejected ? "failed" : "passed",
    figure: point.value,
    text: `${point.value}（${point.target} ± ${point.sd}${broken}）${en}`,
  };
}

/** Why results of a task may not leave its batch: controls that failed and nobody has justified, or that are missing. */
export async function sheetStops(ctx: Context, taskId: string): Promise<string[]> {
  const sheet = await ctx.db.sheet.findFirst({
    where: { withdrawnAt: null, positions: { some: { taskId, removedAt: null } } },
    include: controlInclude,
  });
  const controls = sheet?.positions.filter(({ kind }) => kind !== "sample") ?? [];
  if (!sheet || controls.length === 0) return [];
  const natives = [...new Set(controls.flatMap(({ ofTaskId }) => (ofTaskId ? [ofTaskId] : [])))];
  const works = await loadWorks(ctx, [...new Set([taskId, ...natives])]);
  const measured = new Map<string, Measured | null>();
  for (const work of works)
    if (natives.includes(work.task.id)) measured.set(work.task.id, await measuredNow(ctx, work));
  const own = works.find((work) => work.task.id === taskId);
  if (!own) return [];
  return stopsOf(
    sheet,
    judgeControls(sheet, methodFacts(own), (id) => measured.get(id) ?? null),
  );
}

/** The same for controls already judged, as sentences. */
export function stopsOf(sheet: ControlledSheet, judged: ReadonlyMap<string, JudgedControl>): string[] {
  return sheet.positions.flatMap((position) => {
    const control = judged.get(position.id);
    if (!control || control.isJustified || control.verdict === "passed" || control.verdict === "unjudged") return [];
    const name = `检测批 ${sheet.number} 位置 ${position.ordinal} ${kindWords[position.kind]}`;
    return [control.verdict === "waiting" ? `${name}未测` : `${name} ${control.text}`];
  });
}

const kindWords = { sample: "样品", blank: "空白", duplicate: "平行样", spike: "加标", control: "质控样" } as const;

async function measuredNow(ctx: Context, work: Work): Promise<Measured | null> {
  const { productionDate, sampledOn, receivedAt } = work.task.sample;
  const { on } = decidingDate({ productionDate, sampledOn, receivedOn: toDay(receivedAt) });
  return measuredOf(await computeTask(ctx, work, on));
}
