import { readFileSync, statSync } from "node:fs";
import { Problem } from "../kernel/problems.ts";
import type { House } from "../platform/context.ts";
import { openDemoKeys, type DemoKeys } from "./demo-keys.ts";
import { filesOfKey, openDemoKey, openKey, openPersonalKey, type OpenKey } from "./key-places.ts";
import type { Stamp } from "./signing/cms.ts";
import { certificatesIn } from "./signing/pem-signer.ts";
import { derOf, revokedOn } from "./signing/revocation.ts";
import type { Evidence } from "./signing/seal-revision.ts";
import { stampFrom, type OwnTimestamps } from "./signing/time-stamping.ts";

export type SigningKeys = {
  /** The laboratory's own key. */
  laboratory: OpenKey;
  /** The key of a person by login; null where that person has none and the server's key stands in. */
  personal: (login: string) => OpenKey | null;
  stamp: Stamp | null;
  /** What a check needs years later; null where no revocation list is known. */
  evidence: Evidence | null;
  /** Whom a check of our own certificates trusts, as PEM. */
  roots: readonly string[];
  /** The development time-stamp service; null outside the demonstration. */
  ownTimestamps: OwnTimestamps | null;
};

const opened = new WeakMap<House, { files: string; keys: Promise<SigningKeys> }>();

/**
 * The keys this installation signs with: those it was given, or in a demonstration some made on the first run. Opened once, and again
 * when a file of theirs was put in the place of another, so that a key is changed without a stop.
 */
export function signingKeys(house: House): Promise<SigningKeys> {
  const files = stateOfFiles(house);
  const known = opened.get(house);
  if (known?.files === files) return known.keys;
  const keys = openKeys(house);
  opened.set(house, { files, keys });
  keys.catch(() => opened.delete(house));
  return keys;
}

async function openKeys(house: House): Promise<SigningKeys> {
  const { signing, isDemo, timestamps, signingCrl, signingPeople } = house.settings;
  const own = signing ? null : await demoKeys(house, isDemo);
  const laboratory = signing ? openKey(signing) : openDemoKey(own?.keyPem ?? "", own?.chainPem ?? "");
  const rootPem = own?.rootPem ?? laboratory.rootPem;
  if (!isDemo && /演示根证书/.test(certificatesIn(rootPem)[0]?.subject ?? ""))
    throw unusable("a demonstration's certificate outside a demonstration");
  // a wrong PIN or key is told now, not when the first certificate waits for it
  if (laboratory.place === "token") await laboratory.signer.sign(Buffer.from("trial"));
  const crl = signingCrl ? derOf(readFileSync(signingCrl)) : own?.revocations;
  if (crl && revokedOn(laboratory.certificate, certificatesIn(laboratory.chainPem), [crl]))
    throw unusable("the certificate of the key was revoked by its authority");
  const stampRoots = timestamps?.rootFile ? [readFileSync(timestamps.rootFile, "utf8")] : [];
  const stamp = timestamps
    ? stampFrom({ url: timestamps.url, roots: stampRoots, random: house.random })
    : (own?.stamp ?? null);
  const certificates = [...laboratory.signer.chain, ...(own?.stampChain ?? [])];
  return {
    laboratory: { ...laboratory, rootPem },
    personal: (login) => openPersonalKey(signingPeople, login, signing?.passphrase),
    stamp,
    evidence: crl ? { certificates: unique(certificates), revocations: [crl] } : null,
    roots: [rootPem, ...stampRoots],
    ownTimestamps: own?.timestamps ?? null,
  };
}

function demoKeys(house: House, isDemo: boolean): Promise<DemoKeys> {
  if (!isDemo) throw unusable("LIMS_SIGNING_KEY is not set; the demonstration's key is for demonstrations only");
  return openDemoKeys(house);
}

function stateOfFiles({ settings: { signing, signingCrl, timestamps } }: House): string {
  const files = [...(signing ? filesOfKey(signing) : []), signingCrl, timestamps?.rootFile];
  return files
    .filter((file) => file !== undefined)
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false });
      return `${file} ${found ? `${found.mtimeMs} ${found.size} ${found.ino}` : "gone"}`;
    })
    .join("\n");
}

function unique(certificates: readonly Buffer[]): Buffer[] {
  return certificates.filter((one, at) => certificates.findIndex((other) => other.equals(one)) === at);
}

function unusable(why: string): Problem {
  return new Problem("signing-key-unusable", { why });
}
