// How much of a sample there is, how much its tests take, and what is missing. 1 mL counts as 1 g: planning needs no density.
import { Decimal } from "./decimal.ts";

export type AmountUnit = "g" | "mL";
/** What one test of a method takes, parallels included. */
export type SampleNeed = { amount: string; unit: AmountUnit };
export type Shortage = {
  /** Of all tests together. */
  tests: string;
  /** The sealed reserve: as much again, where one is kept. */
  reserve: string;
  given: string;
  missing: string;
  unit: AmountUnit;
};

const units: Readonly<Record<string, { unit: AmountUnit; times: string }>> = {
  kg: { unit: "g", times: "1000" },
  千克: { unit: "g", times: "1000" },
  公斤: { unit: "g", times: "1000" },
  斤: { unit: "g", times: "500" },
  g: { unit: "g", times: "1" },
  克: { unit: "g", times: "1" },
  mg: { unit: "g", times: "0.001" },
  l: { unit: "mL", times: "1000" },
  升: { unit: "mL", times: "1000" },
  ml: { unit: "mL", times: "1" },
  毫升: { unit: "mL", times: "1" },
};
const figure = String.raw`(\d+(?:\.\d+)?)`;
const measure = new RegExp(`${figure}\\s*(kg|千克|公斤|斤|mg|ml|毫升|g|克|l|升)(?![a-z])`, "i");

/** 2 kg, 3 袋 of 250 g/袋, 500 mL×6 as one amount; null where nobody can tell. */
export function amountOf(quantity: string, specification: string): { value: Decimal; unit: AmountUnit } | null {
  const said = plain(quantity);
  const own = measured(said);
  if (own) return own;
  const each = measured(plain(specification));
  const count = new RegExp(figure).exec(said)?.[1];
  return each && count !== undefined ? { ...each, value: each.value.times(count) } : null;
}

/** What these tests take together; null where no method says what it takes. */
export function needOf(needs: readonly (SampleNeed | null)[]): Decimal | null {
  const known = needs.filter((need) => need !== null);
  return known.length === 0 ? null : known.reduce((sum, need) => sum.plus(need.amount), new Decimal(0));
}

/** What is missing for the tests and the reserve; null where there is enough, or nobody can tell. */
export function shortageOf(sample: {
  quantity: string;
  specification: string;
  needs: readonly (SampleNeed | null)[];
  hasReserve: boolean;
}): Shortage | null {
  const given = amountOf(sample.quantity, sample.specification);
  const tests = needOf(sample.needs);
  if (!given || !tests) return null;
  const reserve = sample.hasReserve ? tests : new Decimal(0);
  const missing = tests.plus(reserve).minus(given.value);
  if (missing.lte(0)) return null;
  return {
    tests: tests.toFixed(),
    reserve: reserve.toFixed(),
    given: given.value.toFixed(),
    missing: missing.toFixed(),
    unit: given.unit,
  };
}

/** An amount with its unit, times what stands beside it after or before ×. */
function measured(said: string): { value: Decimal; unit: AmountUnit } | null {
  const found = measure.exec(said);
  const unit = units[(found?.[2] ?? "").toLowerCase()];
  if (!found || !unit) return null;
  const rest = said.slice(found.index + found[0].length);
  const after = new RegExp(`^\\s*(?:/[^\\d×x*]*)?[×x*]\\s*${figure}`, "i").exec(rest)?.[1];
  const before = new RegExp(`${figure}[^\\d×x*]*[×x*]\\s*$`, "i").exec(said.slice(0, found.index))?.[1];
  const value = new Decimal(found[1] ?? "0").times(unit.times).times(after ?? before ?? "1");
  return { value, unit: unit.unit };
}

function plain(text: string): string {
  return text.normalize("NFKC").replaceAll("✕", "×").trim();
}
