import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Problem } from "../kernel/problems.ts";
import type { House } from "../platform/context.ts";
import { openDemoKeys } from "./demo-keys.ts";
import type { Stamp } from "./signing/cms.ts";
import { pemSigner, certificatesIn } from "./signing/pem-signer.ts";
import { pkcs12Signer } from "./signing/pkcs12.ts";
import { remoteSigner } from "./signing/remote-signer.ts";
import type { Evidence } from "./signing/seal-revision.ts";
import type { Signer } from "./signing/signer.ts";
import { stampFrom, type OwnTimestamps } from "./signing/time-stamping.ts";

export type SigningKeys = {
  /** The laboratory's own key. */
  laboratory: Signer;
  /** The key of a person by login; null where that person has none and the server's key stands in. */
  personal: (login: string) => Signer | null;
  stamp: Stamp | null;
  /** What a check needs years later; null where no revocation list is known. */
  evidence: Evidence | null;
  /** Whom a check of our own certificates trusts, as PEM. */
  roots: readonly string[];
  rootPem: string;
  /** The development time-stamp service; null outside the demonstration. */
  ownTimestamps: OwnTimestamps | null;
  /** The end of the laboratory's certificate. */
  validUntil: Date;
};

const opened = new WeakMap<House, Promise<SigningKeys>>();

/** The keys this installation signs with: those it was given, or in a demonstration some made on the first run. */
export function signingKeys(house: House): Promise<SigningKeys> {
  const known = opened.get(house);
  if (known) return known;
  const opening = openKeys(house);
  opened.set(house, opening);
  opening.catch(() => opened.delete(house));
  return opening;
}

async function openKeys(house: House): Promise<SigningKeys> {
  const { signing, isDemo, timestamps, signingCrl } = house.settings;
  const own = signing ? null : await demoKeys(house, isDemo);
  const { signer: laboratory, chainPem } = signing
    ? givenKey(signing)
    : {
        signer: pemSigner({ keyPem: own?.keyPem ?? "", chainPem: own?.chainPem ?? "" }),
        chainPem: own?.chainPem ?? "",
      };
  const rootPem = own?.rootPem ?? lastOf(chainPem);
  if (!isDemo && /演示根证书/.test(certificatesIn(rootPem)[0]?.subject ?? ""))
    throw new Problem("signing-key-unusable", { why: "a demonstration's certificate outside a demonstration" });
  const stampRoots = timestamps?.rootFile ? [readFileSync(timestamps.rootFile, "utf8")] : [];
  const stamp = timestamps
    ? stampFrom({ url: timestamps.url, roots: stampRoots, random: house.random })
    : (own?.stamp ?? null);
  const crl = signingCrl ? derOf(readFileSync(signingCrl)) : own?.revocations;
  const certificates = [...laboratory.chain, ...(own?.stampChain ?? [])];
  return {
    laboratory,
    personal: (login) => personalSigner(house.settings.signingPeople, login, signing?.passphrase),
    stamp,
    evidence: crl ? { certificates: unique(certificates), revocations: [crl] } : null,
    roots: [rootPem, ...stampRoots],
    rootPem,
    ownTimestamps: own?.timestamps ?? null,
    validUntil: new Date(certificatesIn(chainPem)[0]?.validTo ?? 0),
  };
}

type Given = NonNullable<House["settings"]["signing"]>;

/** The laboratory's key as it was given: a PKCS#12 file, a PEM file with its chain, or a signing service. */
function givenKey({ place, chainFile, passphrase }: Given): { signer: Signer; chainPem: string } {
  if (/\.(p12|pfx)$/i.test(place)) return pkcs12Signer(readFileSync(place), passphrase);
  const chainPem = readFileSync(chainFile ?? "", "utf8");
  if (/^https?:/.test(place)) return { signer: remoteSigner({ url: place, token: passphrase, chainPem }), chainPem };
  return { signer: pemSigner({ keyPem: readFileSync(place, "utf8"), chainPem, passphrase }), chainPem };
}

function demoKeys(house: House, isDemo: boolean) {
  if (!isDemo) throw new Problem("signing-key-unusable", { why: "LIMS_SIGNING_KEY" });
  return openDemoKeys(house);
}

/** LOGIN.p12, or LOGIN.key.pem and LOGIN.chain.pem, in the folder of people's keys, under the house's passphrase. */
function personalSigner(folder: string | undefined, login: string, passphrase: string | undefined): Signer | null {
  if (folder === undefined || !/^[\w.-]+$/.test(login)) return null;
  const file = path.join(folder, `${login}.p12`);
  if (existsSync(file)) return pkcs12Signer(readFileSync(file), passphrase).signer;
  const keyFile = path.join(folder, `${login}.key.pem`);
  if (!existsSync(keyFile)) return null;
  const chainPem = readFileSync(path.join(folder, `${login}.chain.pem`), "utf8");
  return pemSigner({ keyPem: readFileSync(keyFile, "utf8"), chainPem, passphrase });
}

function unique(certificates: readonly Buffer[]): Buffer[] {
  return certificates.filter((one, at) => certificates.findIndex((other) => other.equals(one)) === at);
}

function derOf(bytes: Buffer): Buffer {
  const pem = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/.exec(bytes.toString("latin1"));
  return pem ? Buffer.from(pem[1] ?? "", "base64") : bytes;
}

function lastOf(chainPem: string): string {
  const all = chainPem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  const root = all.at(-1);
  if (!root) throw new Problem("signing-key-unusable", { why: "LIMS_SIGNING_CHAIN" });
  return `${root}\n`;
}
