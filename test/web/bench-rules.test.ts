import { expect, test } from "vitest";
import type { BenchView, DeterminationView, WeighingView } from "../../server/results/contract.ts";
import { followWeighings, inMilligrams } from "../../web/readings/follow-weighings.ts";
import {
  determinationForVessel,
  emptySitting,
  lastWeighing,
  nextMove,
  targetOf,
} from "../../web/readings/next-move.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const noon = Date.parse("2026-12-01T04:00:00Z");

function aWeighing(n: number, text: string, changes: Partial<WeighingView> = {}): WeighingView {
  return {
    useId: uuid(n),
    readingId: uuid(n),
    text,
    qualifier: "=",
    unit: "g",
    at: `2026-12-01T0${n}:00:00.000Z`,
    by: "马晓燕",
    instrument: null,
    instrumentNumber: null,
    isManual: false,
    manualReason: null,
    counts: true,
    ignoredBecause: null,
    raw: null,
    isFit: true,
    unfitBecause: [],
    ...changes,
  };
}

function aParallel(
  n: number,
  vessel: string | null,
  weighings: WeighingView[] = [],
  isDone = false,
): DeterminationView {
  return {
    id: uuid(10 + n),
    round: 1,
    parallel: n,
    vessel,
    container: null,
    isContainerScanned: false,
    steps: [{ key: "dish", weighings, difference: null, isDone, used: null }],
    value: null,
    warnings: [],
  };
}

function aBench(changes: Partial<BenchView> = {}, kind: "constant" | "value" = "constant"): BenchView {
  return {
    task: {
      id: uuid(1),
      sampleNumber: "1622900260000012",
      sampleName: "风干牛肉干",
      item: "水分",
      methodId: "00000000-0000-7000-8000-000000000009",
      methodCode: "GB 5009.3-2016",
      methodTitle: "",
      clause: "",
      unit: "g/100 g",
      state: "in_progress",
      dueOn: "2026-12-20",
      round: 1,
      analyst: null,
      analystId: null,
      equipmentKinds: [],
      repeatabilityPercent: null,
      resultKind: "quantity",
      choices: [],
      components: [],
      lod: null,
      unitsPlanned: null,
    },
    steps: [{ key: "dish", name: "空皿", nameEn: "Dish", kind, unit: "g" }],
    determinations: [aParallel(1, "17"), aParallel(2, null)],
    uses: [],
    claims: [],
    containers: [],
    next: { determinationId: uuid(11), parallel: 1, step: "dish", vessel: "17", notBefore: null },
    outcome: {
      isComplete: false,
      missing: [],
      parallels: [],
      pcr: null,
      curve: null,
      formula: "",
      difference: null,
      allowedDifference: null,
      needsRetest: false,
      unrounded: null,
      reported: null,
      qualifier: "=",
      unit: "",
      rounding: null,
      resultKind: "quantity",
      units: [],
      components: [],
      decidingDate: null,
      limits: [],
      verdict: "not_judged",
      safetyVerdict: null,
      declaredVerdict: null,
      grounds: [],
      equipment: [],
      about: null,
    },
    result: null,
    returns: [],
    may: [],
    ...changes,
  };
}

const aClaim = (determination: number): BenchView["claims"][number] => ({
  id: uuid(50),
  instrument: { number: "5622900260000015", name: "天平", validUntil: null, state: "fit" },
  personId: uuid(2),
  person: "马晓燕",
  taskId: uuid(1),
  containerNumber: "262290026000001019",
  determinationId: uuid(determination),
  step: "dish",
  openedAt: "2026-12-01T01:00:00.000Z",
});
const inHand = { ...emptySitting, containerNumber: "262290026000001019" };

test("a weighing is compared with the one before it that counts, in milligrams and without losing a zero", () => {
  const followed = followWeighings([
    aWeighing(1, "30.1232"),
    aWeighing(2, "30.1215", { counts: false, ignoredBecause: "too-soon" }),
    aWeighing(3, "30.1202"),
    aWeighing(4, "30.1202"),
  ]);
  expect(followed.map((f) => f.difference?.text ?? null)).toEqual([null, null, "−3.0", "+0.0"]);
  expect(inMilligrams("0.0001", "g")).toEqual({ text: "0.1", unit: "mg" });
  expect(inMilligrams("0.012", "mg/kg")).toEqual({ text: "0.012", unit: "mg/kg" });
});

test("the bench asks for one thing at a time: container, dish, balance, then the print key", () => {
  const bench = aBench();
  expect(nextMove(bench, emptySitting, undefined, noon)).toBe("scan-container");
  expect(nextMove(bench, inHand, undefined, noon)).toBe("scan-instrument");
  expect(nextMove(bench, inHand, aClaim(11), noon)).toBe("wait-for-reading");
  const unbound = aBench({
    next: { determinationId: uuid(12), parallel: 2, step: "dish", vessel: null, notBefore: null },
  });
  expect(nextMove(unbound, inHand, aClaim(11), noon)).toBe("enter-vessel");
  expect(nextMove(aBench({}, "value"), emptySitting, undefined, noon)).toBe("enter-value");
  expect(nextMove(aBench({ next: null }), inHand, undefined, noon)).toBe("complete");
});

test("a weighing that would come too soon is announced, and a dish in hand goes before it", () => {
  const early = aBench({
    next: { determinationId: uuid(11), parallel: 1, step: "dish", vessel: "17", notBefore: "2026-12-01T04:30:00.000Z" },
  });
  expect(nextMove(early, inHand, aClaim(11), noon)).toBe("too-soon");
  expect(nextMove(early, inHand, aClaim(11), noon + 30 * 60_000)).toBe("wait-for-reading");
  expect(nextMove(early, { ...inHand, determinationId: uuid(12) }, undefined, noon)).toBe("enter-vessel");
});

test("a dish that is known leads to its parallel, a new one to the parallel that waits for one", () => {
  const bench = aBench();
  expect(determinationForVessel(bench, "17", bench.next)).toEqual({ id: uuid(11), parallel: 1, isBound: true });
  expect(determinationForVessel(bench, "18", bench.next)).toEqual({ id: uuid(12), parallel: 2, isBound: false });
  expect(targetOf(bench, { ...inHand, determinationId: uuid(12) })).toMatchObject({ parallel: 2, vessel: null });
});

test("undo takes the last weighing, whichever parallel it stands in", () => {
  const bench = aBench({
    determinations: [
      aParallel(1, "17", [aWeighing(1, "30.1202"), aWeighing(3, "30.1201")]),
      aParallel(2, "18", [aWeighing(2, "29.8716")]),
    ],
  });
  expect(lastWeighing(bench)).toMatchObject({ text: "30.1201", parallel: 1 });
  expect(lastWeighing(aBench())).toBeNull();
});
