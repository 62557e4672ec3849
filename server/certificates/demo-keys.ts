import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { House } from "../platform/context.ts";
import { exclusively } from "../platform/exclusively.ts";
import type { Stamp } from "./signing/cms.ts";
import { makeDemoAuthority, makeDemoEvidence } from "./signing/demo-authority.ts";
import { pemSigner } from "./signing/pem-signer.ts";
import { ownStamp, type OwnTimestamps } from "./signing/time-stamping.ts";

const Authority = z.object({
  chainPem: z.string(),
  keyPem: z.string(),
  rootPem: z.string(),
  rootKeyPem: z.string(),
});
const Evidence = z.object({ stampKeyPem: z.string(), stampChainPem: z.string(), revocations: z.base64() });

export type DemoKeys = {
  chainPem: string;
  keyPem: string;
  rootPem: string;
  stamp: Stamp;
  stampChain: readonly Buffer[];
  revocations: Buffer;
  timestamps: OwnTimestamps;
};

/** The demonstration's own authority, made on the first run and kept in the data folder. */
export async function openDemoKeys(house: House): Promise<DemoKeys> {
  const folder = path.join(house.settings.dataDir, "keys");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // the demonstration's clock may run ahead; certificates are made for the time of the wall
  const now = new Date(house.clock.now().getTime() - house.clock.aheadMinutes() * 60_000);
  const { authority, evidence } = await exclusively(path.join(folder, "lock"), async () => {
    const laboratory = await house.db.laboratory.findFirst({ where: { isDemo: true }, orderBy: { code: "asc" } });
    const authority = await keptIn(path.join(folder, "demo-authority.json"), Authority, () =>
      makeDemoAuthority({ laboratoryName: laboratory?.name ?? "演示", now, random: house.random }),
    );
    const evidence = await keptIn(path.join(folder, "demo-timestamps.json"), Evidence, async () => {
      const made = await makeDemoEvidence({ ...authority, now, random: house.random });
      return { ...made, revocations: made.revocations.toString("base64") };
    });
    return { authority, evidence };
  });
  const signer = pemSigner({ keyPem: evidence.stampKeyPem, chainPem: evidence.stampChainPem });
  const timestamps: OwnTimestamps = { signer, now: () => house.clock.now(), random: house.random };
  return {
    ...authority,
    stamp: ownStamp(timestamps),
    stampChain: signer.chain,
    revocations: Buffer.from(evidence.revocations, "base64"),
    timestamps,
  };
}

async function keptIn<S extends z.ZodType>(file: string, schema: S, make: () => Promise<z.output<S>>) {
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  const made = await make();
  writeFileSync(`${file}.part`, JSON.stringify(made), { mode: 0o600 });
  renameSync(`${file}.part`, file);
  return made;
}
