import { parseArgs } from "node:util";
import { Problem } from "../kernel/problems.ts";
import { withHouse } from "./with-house.ts";
import { fillYears } from "./years/fill-years.ts";

/**
 * `lims generate --samples N`: fills a demonstration with samples that look like years of work, to see how it feels then. Ten tasks a
 * sample with their readings, results and signatures, ten samples an order, certificates, custody and trail; the last weeks are still
 * being worked on. Refused outside a demonstration: invented samples have no place among real ones.
 */
export async function generateCommand(args: string[]): Promise<number | null> {
  const samples = readWords(args);
  if (samples === null) return null;
  return withHouse(async (house, config) => {
    if (!config.isDemo) throw new Problem("demo-only");
    const made = await fillYears(house.databaseUrl, samples);
    process.stdout.write(`${JSON.stringify(made)}\n`);
    return 0;
  });
}

function readWords(args: string[]): number | null {
  try {
    const { values } = parseArgs({ args, options: { samples: { type: "string" } } });
    const samples = Number(values.samples);
    return Number.isInteger(samples) && samples > 0 && samples <= 5_000_000 ? samples : null;
  } catch {
    return null;
  }
}
