import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { statementLines } from "../../instruments/commands/statement-line.ts";
import { decodeAll } from "../../instruments/drivers/decode.ts";
import { driverOf, families } from "../../instruments/drivers/index.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import { answersTo } from "./json-lines.ts";

const lims = (words: string[], input: string) =>
  answersTo(process.execPath, [path.join(projectRoot, "dist/server/cli.js"), ...words], input);

test("a balance's bytes become lines in order, each byte counted once, and one refusal makes the exit code 1", async () => {
  const { lines, code, stderr } = await lims(["decode", "--driver", "mt-sics"], "S S     100.00 g\r\nS D    99.9");
  expect(lines).toEqual([
    {
      kind: "reading",
      quantity: "weight",
      value: "100.00",
      unit: "g",
      stable: true,
      qualifier: "=",
      bytes: 18,
      offset: 0,
    },
    { kind: "rejected", reason: "incomplete", bytes: 11, offset: 18 },
  ]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
});

test("what was understood to the last byte ends with 0, and nothing at all is nothing to complain of", async () => {
  expect((await lims(["decode", "--driver", "mt-sics"], 'I4 A "B1"\r\n')).code).toBe(0);
  expect(await lims(["decode", "--driver", "mt-sics"], "")).toEqual({ lines: [], code: 0, stderr: "" });
});

test.each([
  [["decode"], "--driver"],
  [["decode", "--driver", "teapot"], 'no driver "teapot"'],
  [["decode", "--driver", "mt-sics", "--profile", "{"], "no JSON"],
  [["decode", "--driver", "mt-sics", "--profile", '{"unit":"g"}'], "no settings"],
  [["decode", "--driver", "mt-sics", "/no/such/file"], "/no/such/file"],
  [["decode", "--drivel", "mt-sics"], "--driver NAME"],
])("a wrong call is told and ends with 2: %o", async (words, sentence) => {
  const { lines, code, stderr } = await lims(words, "");
  expect({ lines, code }).toEqual({ lines: [], code: 2 });
  expect(stderr).toContain(sentence);
});

test("the list names every driver and what it speaks", () => {
  for (const { name, speaks } of Object.values(families)) {
    expect(driverOf(name)?.name).toBe(name);
    expect(speaks.length).toBeGreaterThan(10);
  }
});

test("for every driver and any bytes the lines count each byte once", () => {
  const some = fc.array(fc.oneof(fc.constantFrom(2, 3, 4, 5, 6, 10, 11, 13, 21, 23, 28, 32, 44, 62), fc.nat(255)), {
    maxLength: 300,
  });
  const names = Object.keys(families);
  fc.assert(
    fc.property(fc.constantFrom(...names), some, (name, bytes) => {
      const driver = driverOf(name);
      if (!driver) throw new Error(name);
      const lines = statementLines(decodeAll(driver, Uint8Array.from(bytes)))
        .split("\n")
        .slice(0, -1);
      const counted = lines.map((line) => (JSON.parse(line) as { bytes: number }).bytes);
      expect(counted.reduce((sum, each) => sum + each, 0)).toBe(bytes.length);
      expect(counted.every((each) => each >= 0)).toBe(true);
    }),
    { numRuns: 40 * names.length },
  );
});
