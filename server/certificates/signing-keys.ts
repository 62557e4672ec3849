import { mkdirSync, readFileSync, writeFileSync, existsSync, renameSync } from "node:fs";
import path from "node:path";
import { Problem } from "../kernel/problems.ts";
import type { House } from "../platform/context.ts";
import { exclusively } from "../platform/exclusively.ts";
import { makeDemoAuthority } from "./signing/demo-authority.ts";
import { pemSigner } from "./signing/pem-signer.ts";
import type { Signer } from "./signing/signer.ts";

export type SigningKeys = { signer: Signer; rootPem: string };

const opened = new WeakMap<House, Promise<SigningKeys>>();

/** The key this installation signs with: the one it was given, or in a demonstration one made on the first run. */
export function signingKeys(house: House): Promise<SigningKeys> {
  const known = opened.get(house);
  if (known) return known;
  const opening = openKeys(house);
  opened.set(house, opening);
  opening.catch(() => opened.delete(house));
  return opening;
}

async function openKeys(house: House): Promise<SigningKeys> {
  const { signing, isDemo } = house.settings;
  if (signing) {
    const chainPem = readFileSync(signing.chainFile, "utf8");
    const signer = pemSigner({
      keyPem: readFileSync(signing.keyFile, "utf8"),
      chainPem,
      passphrase: signing.passphrase,
    });
    return { signer, rootPem: lastOf(chainPem) };
  }
  if (!isDemo) throw new Problem("signing-key-unusable", { why: "LIMS_SIGNING_KEY" });
  const folder = path.join(house.settings.dataDir, "keys");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "demo-authority.json");
  const made = await exclusively(path.join(folder, "lock"), async () => {
    if (existsSync(file))
      return JSON.parse(readFileSync(file, "utf8")) as { chainPem: string; keyPem: string; rootPem: string };
    const laboratory = await house.db.laboratory.findFirst({ where: { isDemo: true }, orderBy: { code: "asc" } });
    const authority = await makeDemoAuthority({
      laboratoryName: laboratory?.name ?? "演示",
      now: new Date(house.clock.now().getTime() - house.clock.aheadMinutes() * 60_000),
      random: house.random,
    });
    writeFileSync(`${file}.part`, JSON.stringify(authority), { mode: 0o600 });
    renameSync(`${file}.part`, file);
    return authority;
  });
  return { signer: pemSigner(made), rootPem: made.rootPem };
}

function lastOf(chainPem: string): string {
  const all = chainPem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  const root = all.at(-1);
  if (!root) throw new Problem("signing-key-unusable", { why: "LIMS_SIGNING_CHAIN" });
  return `${root}\n`;
}
