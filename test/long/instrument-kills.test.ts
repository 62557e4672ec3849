import { expect, test } from "vitest";
import { dice } from "../../instruments/simulator/misfortunes.ts";
import { hasCable, killUnderLoad } from "../setup/crash-bench.ts";

const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 2 ** 31);

test.skipIf(!hasCable)(
  `fifty kills under load lose and double nothing that was acknowledged (seed ${seed}; needs socat)`,
  async () => {
    const { kills, lost, doubled } = await killUnderLoad(50, dice(seed));
    process.stdout.write(`${kills.map((stage) => `  killed the ${stage}\n`).join("")}`);
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
  },
  900_000,
);
