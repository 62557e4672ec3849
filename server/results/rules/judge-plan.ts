// Sampling plans n, c, m, M (GB 4789.1; GB 29921-2021 2.3): never an average. Two classes where there is no M.
import type { Decimal } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";
import type { Because, JudgedResult, Judgement, LimitOf, Verdict } from "./limit.ts";

/** All n results are looked at; one beyond M, or more than c beyond m, fails the lot. */
export function judgePlan(limit: LimitOf<"sampling_plan">, result: JudgedResult): Judgement {
  const m = decimalOf(limit.m);
  const M = limit.M === undefined || limit.M === null ? null : decimalOf(limit.M);
  const values = result.values ?? [];
  const seen = values.map((text) => place(text, m, M));
  const above = seen.filter((s) => s === "above-m" || s === "above-m-or-M" || s === "above-M").length;
  const aboveM = seen.filter((s) => s === "above-M").length;
  const figures = {
    n: limit.n,
    c: limit.c,
    m: limit.m,
    ...(M === null ? {} : { M: limit.M ?? "" }),
    results: values.join("，"),
    aboveCountM: String(aboveM),
    aboveCount: String(above),
  };
  const is = (verdict: Verdict, because: Because): Judgement => ({
    verdict,
    because,
    steps: [{ step: "count", figures }],
  });
  const n = decimalOf(limit.n);
  if (aboveM > 0) return is("fail", "plan-beyond-M");
  if (decimalOf(limit.c).lt(above)) return is("fail", "plan-too-many-above-m");
  if (n.lt(values.length)) return is("undetermined", "plan-results-too-many");
  if (n.gt(values.length)) return is("undetermined", "plan-results-missing");
  return seen.includes("unclear") || seen.includes("above-m-or-M")
    ? is("undetermined", "plan-result-unclear")
    : is("pass", "plan-met");
}

type PlaceInPlan = "good" | "above-m" | "above-m-or-M" | "above-M" | "unclear";

/** ND and D are 未检出 and 检出; `<k` settles only where k is not above m: the dilution did not reach the limit otherwise. */
function place(text: string, m: Decimal, M: Decimal | null): PlaceInPlan {
  const said = /^\d+$/.test(text) ? text : text.normalize("NFKC").replace(/\s/g, "");
  if (/^(nd|未检出|阴性)$/i.test(said)) return "good";
  if (/^(d|检出|阳性)$/i.test(said)) return m.isZero() ? "above-m" : "unclear";
  if (said.startsWith("<")) return decimalOf(said.slice(1)).lte(m) ? "good" : "unclear";
  if (said.startsWith(">")) {
    const least = decimalOf(said.slice(1));
    if (M !== null && least.gte(M)) return "above-M";
    if (least.lt(m)) return "unclear";
    return M === null ? "above-m" : "above-m-or-M"; // above m for certain; whether also above M is not known
  }
  const value = decimalOf(said);
  if (M !== null && value.gt(M)) return "above-M";
  return value.gt(m) ? "above-m" : "good";
}
