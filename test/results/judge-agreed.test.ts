import { expect, test } from "vitest";
import { judgeAgreed } from "../../server/results/rules/judge-agreed.ts";
import type { Limit } from "../../server/results/rules/limit.ts";

const simple = { rule: "simple", guardFactor: "1", uncertainty: null } as const;
const on = (kind: "dry" | "fat" | "alcohol" | "factor") => ({ basis: { kind } });

test.each<[Limit, string, string]>([
  [{ kind: "max", value: "0.2", ...on("factor") }, "0.19", "pass"], // fresh meat is less concentrated still
  [{ kind: "max", value: "0.2", ...on("factor") }, "0.21", "undetermined"],
  [{ kind: "max", value: "0.2", ...on("dry") }, "0.19", "undetermined"], // on dry matter it may well be above
  [{ kind: "max", value: "0.25", ...on("fat") }, "0.2", "undetermined"],
  [{ kind: "max", value: "0.6", ...on("alcohol") }, "0.5", "undetermined"],
  [{ kind: "min", value: "18", ...on("dry") }, "18.1", "pass"], // on dry matter it is higher still
  [{ kind: "min", value: "18", ...on("factor") }, "18.1", "undetermined"],
  [{ kind: "range", low: "1", high: "2", ...on("dry") }, "1.5", "undetermined"],
])("without the figure to convert by, %j makes %s: %s", (limit, value, verdict) => {
  expect(judgeAgreed(limit, { value }, simple).judgement.verdict).toBe(verdict);
});
