import { beforeAll, expect, test } from "vitest";
import { dice } from "../../instruments/simulator/misfortunes.ts";
import { killWhileIssuing } from "../setup/issue-bench.ts";
import { prepareProgram } from "../setup/server-process.ts";

const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 2 ** 31);
beforeAll(() => prepareProgram());

test(`kills in a batch of certificates leave no number missing and none twice (seed ${seed})`, async () => {
  const { kills, wrong, numbers } = await killWhileIssuing(20, 2, dice(seed));
  process.stdout.write(`${kills.map((stage) => `  ${stage}\n`).join("")}`);
  expect({ wrong, numbers }).toEqual({ wrong: [], numbers: 21 });
}, 180_000);
