import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readStandards } from "../results/standards.ts";
import { answersOf, answersTo } from "./json-lines.ts";

const jerky = "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）";

test("npm run -s lims -- round answers line by line and puts nothing else on standard output", async () => {
  const { lines, code, stderr } = await answersTo(
    "npm",
    ["run", "-s", "lims", "--", "round"],
    [
      '{"id":1,"value":"16.5203","interval":"1"}',
      "",
      '{"id":"two","value":"1.2355E2","digits":3}',
      '\uFEFF{"id":{"n":3},"value":"-0.2","interval":"1"}',
    ].join("\r\n"),
  );
  expect(lines).toEqual([
    { id: 1, rounded: "17" },
    { id: "two", rounded: "124" },
    { id: { n: 3 }, rounded: "0" },
  ]);
  expect(code).toBe(0);
  expect(stderr.replace(/^npm warn.*\n/gm, "")).toBe("");
});

test("a bad line gets an error with its id, and the next is still answered", async () => {
  const { lines, code } = await answersOf("round", [
    "not json",
    { id: 2, value: 16.52, interval: "1" }, // a binary floating point number is no figure
    { id: 3, value: "1,5", interval: "1" },
    { id: 4, value: "1.5" },
    { id: 5, value: "1.5", interval: "0.1", digits: 2 },
    { id: 6, value: "1.5", interval: "0" },
    { id: 7, value: "1.5", digits: 0 },
    { id: 8, value: "1E999", interval: "1" },
    "[1]",
    "null",
    { id: 11, value: "2.5", interval: "1" },
  ]);
  expect(code).toBe(1);
  expect(lines.map((line) => line["id"])).toEqual([null, 2, 3, 4, 5, 6, 7, 8, null, null, 11]);
  for (const line of lines.slice(0, -1))
    expect(line).toEqual({ id: line["id"], error: { code: expect.any(String), message: expect.any(String) } });
  expect(lines.at(-1)).toEqual({ id: 11, rounded: "2" });
});

test("modes and marks", async () => {
  const { lines, code } = await answersOf("round", [
    { id: 1, value: "2.5", interval: "1", mode: "half-up" },
    { id: 2, value: "-2.1", interval: "1", mode: "up" },
    { id: 3, value: "-2.9", interval: "1", mode: "down" },
    { id: 4, value: "16.5", interval: "1", mark: "+" },
    { id: 5, value: "-15.5", interval: "1", mark: "-" },
    { id: 6, value: "16.5003", interval: "0.01", withMark: true },
    { id: 7, value: "16.4961", interval: "0.1", withMark: true },
    { id: 8, value: "17.5000", interval: "0.1", withMark: true },
    { id: 9, value: "60.38", interval: "0.5" },
    { id: 10, value: "842", interval: "2E1" },
  ]);
  expect(code).toBe(0);
  expect(lines.map(({ rounded, mark }) => (mark === undefined ? rounded : [rounded, mark]))).toEqual([
    "3",
    "-3",
    "-2",
    "17",
    "-15",
    ["16.50", "+"],
    ["16.5", "-"],
    ["17.5", null],
    "60.5",
    "840",
  ]);
});

test("judge says the verdict, the reason, the rounded value and the probability, and no more", async () => {
  const max = { kind: "max", value: "0.50" };
  const { lines, code } = await answersOf("judge", [
    { id: 1, limit: max, result: { value: "5E-1" } },
    { id: 2, limit: { ...max, comparison: "rounded" }, result: { value: "0.505" } },
    { id: 3, limit: max, result: { value: "0.48" }, uncertainty: { U: "0.06", k: "2" }, decisionRule: "guard_band" },
    { id: 4, limit: { kind: "sampling_plan", n: 5, c: 0, m: "0" }, result: { values: ["ND", "ND", "ND", "ND"] } },
    { id: 5, limit: max, result: { value: "0.4" }, uncertainty: { U: "-1" } },
    { id: 6, limit: { kind: "least", value: "1" }, result: { value: "0.4" } },
  ]);
  expect(code).toBe(1);
  expect(lines.slice(0, 4)).toEqual([
    { id: 1, verdict: "pass", because: "within-limit" },
    { id: 2, verdict: "pass", rounded: "0.50", because: "within-limit" },
    { id: 3, verdict: "fail", probability: "0.7475", because: "within-guard-band" },
    { id: 4, verdict: "undetermined", because: "plan-results-missing" },
  ]);
  expect(lines.slice(4).map((line) => line["error"])).toEqual([
    expect.objectContaining({ code: "bad-request" }),
    expect.objectContaining({ code: "bad-request" }),
  ]);
});

describe("find-limits reads the shipped catalogue, without a server or a database", () => {
  test("the edition of the day, for a wording of any edition and for a node of the product tree", async () => {
    const { lines, code } = await answersOf("find-limits", [
      { id: 1, category: jerky, item: "铅", on: "2023-06-29" },
      { id: 2, category: jerky, item: "铅（以Pb计）", on: "2023-06-30" },
      { id: 3, category: jerky, item: "铅", on: "2026-09-01" },
      { id: 4, category: "牛肉干", item: "铅", on: "2026-09-02" },
      { id: 5, category: "牛肉干", item: "展青霉素", on: "2026-09-02" },
      { id: 6, category: "月球", item: "铅", on: "2026-09-02" },
      { id: 7, category: jerky, item: "月尘", on: "2026-09-02" },
      { id: 8, category: jerky, item: "铅", on: "2026-02-30" },
    ]);
    expect(code).toBe(1);
    const found = lines.slice(0, 5).map(({ limits }) => z.array(z.looseObject({ version: z.string() })).parse(limits));
    expect(found.map((rows) => rows.map((row) => [row["standard"], row.version, row["value"]]))).toEqual([
      [["GB 2762", "2017", "0.5"]],
      [["GB 2762", "2022", "0.2"]],
      [["GB 2762", "2022", "0.2"]],
      [["GB 2762", "2025", "0.3"]],
      [],
    ]);
    expect(found[0]).toEqual([
      {
        row: "GB2762-2017-020",
        standard: "GB 2762",
        version: "2017",
        kind: "max",
        value: "0.5",
        unit: "mg/kg",
        basis: "以Pb计",
        effectiveFrom: "2017-09-17",
        confidence: "high",
      },
    ]);
    expect(lines.slice(5).map(({ error }) => (error as { code: string }).code)).toEqual([
      "category-unknown",
      "item-unknown",
      "bad-request",
    ]);
  });
});

const Vectors = z.object({
  rounding: z.array(z.looseObject({ id: z.string(), input: z.string(), interval: z.string(), expected: z.string() })),
  significantDigits: z.array(z.object({ id: z.string(), input: z.string(), digits: z.number(), expected: z.string() })),
});

test.skipIf(readStandards("rounding-vectors.json") === null)(
  "every rounding vector of the standards beside the project comes back right",
  async () => {
    const { rounding, significantDigits } = Vectors.parse(readStandards("rounding-vectors.json"));
    const { lines } = await answersOf("round", [
      ...rounding.map(({ id, input, interval, mode }) => ({ id, value: input, interval, ...(mode ? { mode } : {}) })),
      ...significantDigits.map(({ id, input, digits }) => ({ id, value: input, digits })),
    ]);
    expect(lines).toEqual([...rounding, ...significantDigits].map(({ id, expected }) => ({ id, rounded: expected })));
  },
);
