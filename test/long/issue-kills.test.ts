import { expect, test } from "vitest";
import { dice } from "../../instruments/simulator/misfortunes.ts";
import { killWhileIssuing } from "../setup/issue-bench.ts";

const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 2 ** 31);

test(`kills in a batch of 200 certificates leave no number missing and none twice (seed ${seed})`, async () => {
  const { kills, wrong, numbers } = await killWhileIssuing(200, 12, dice(seed));
  process.stdout.write(`${kills.map((stage) => `  ${stage}\n`).join("")}`);
  expect({ wrong, numbers }).toEqual({ wrong: [], numbers: 201 });
}, 600_000);
