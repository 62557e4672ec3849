import { decimalOf } from "../kernel/figure.ts";
import { Problem } from "../kernel/problems.ts";
import { zh } from "../kernel/text/zh.ts";
import type { NewOrder, NewSample } from "./contract.ts";

/** What an order must have before anything is written (domain.md, The life of a sample 1). */
export function refuseUnfitOrder(order: NewOrder, receivedOn: string, today: string): void {
  if (receivedOn > today) throw new Problem("date-in-future", { on: receivedOn });
  if (order.dueOn !== undefined && order.dueOn < receivedOn)
    throw new Problem("due-before-receipt", { dueOn: order.dueOn, receivedOn });
  if (order.decisionRule !== "simple" && order.source !== "commissioned")
    throw new Problem("simple-rule-only", { source: zh.source[order.source] });
  if (order.source !== "supervisory") return;
  if (order.combinesSamples) throw new Problem("one-certificate-each");
  if (!order.sheetNumber) throw new Problem("sheet-number-needed");
  if (!order.sampledEnterpriseId) throw new Problem("sampled-enterprise-needed");
}

/** What a rule with a guard band needs to know of each method; what is found or not found, or counted, needs nothing. */
export function refuseWithoutUncertainty(
  rule: NewOrder["decisionRule"],
  methods: Iterable<{ code: string; itemName: string; resultKind: string; uncertainty: unknown }>,
): void {
  if (rule === "simple") return;
  const without = [...methods].filter(
    (m) => ["quantity", "components", "staged"].includes(m.resultKind) && m.uncertainty === null,
  );
  if (without.length > 0)
    throw new Problem("uncertainty-needed", { methods: without.map((m) => `${m.itemName}（${m.code}）`) });
}

/** What a sample must have on arrival; for supervisory sampling two sealed containers, intact. */
export function refuseUnfitSample(sample: NewSample, source: NewOrder["source"], receivedOn: string): void {
  if (sample.productionDate && sample.productionDate > receivedOn)
    throw new Problem("production-after-receipt", { sample: sample.name, productionDate: sample.productionDate });
  if (sample.sampledOn && sample.sampledOn > receivedOn)
    throw new Problem("sampled-after-receipt", { sample: sample.name, sampledOn: sample.sampledOn });
  const factor = sample.dehydrationFactor;
  if (factor !== undefined && (!sample.dehydrationSource || !/[1-9]/.test(factor) || factor.startsWith("-")))
    throw new Problem("factor-needs-source");
  const percents = [sample.moisturePercent, sample.fatPercent, sample.alcoholPercent].filter((p) => p !== undefined);
  if (percents.length > 0 && (!sample.basisSource || !percents.every(isPercent)))
    throw new Problem("factor-needs-source");
  const kinds = sample.containers.map((c) => c.kind);
  if (!kinds.includes("test")) throw new Problem("test-container-needed", { sample: sample.name });
  if (source !== "supervisory") return;
  if (!kinds.includes("reserve")) throw new Problem("reserve-needed", { sample: sample.name });
  for (const container of sample.containers) {
    if (!container.sealNumber || container.isSealIntact === undefined)
      throw new Problem("seal-needed", { sample: sample.name });
    if (!container.isSealIntact) throw new Problem("seal-broken", { sample: sample.name, seal: container.sealNumber });
  }
}

/** Above nothing and below the whole: neither turns anything into another basis. */
function isPercent(text: string): boolean {
  const percent = decimalOf(text);
  return percent.gt(0) && percent.lt(100);
}
