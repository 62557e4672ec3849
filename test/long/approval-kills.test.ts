import { expect, test } from "vitest";
import { dice } from "../../instruments/simulator/misfortunes.ts";
import { killWhileApproving } from "../setup/approval-bench.ts";

const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 2 ** 31);

test(`kills while 40 samples are approved with one signature: each once, none without it (seed ${seed})`, async () => {
  const { kills, ...outcome } = await killWhileApproving(40, 10, dice(seed));
  process.stdout.write(`${kills.map((stage) => `  ${stage}\n`).join("")}`);
  expect(outcome).toEqual({ wrong: [], approved: 39, certificates: 38 });
}, 900_000);
