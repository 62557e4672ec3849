// Where a signing key may lie: a PEM or PKCS#12 file, a PKCS#11 token, a signing service. All answer the same small interface.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { X509Certificate } from "node:crypto";
import { Problem } from "../kernel/problems.ts";
import type { House } from "../platform/context.ts";
import { certificatesIn, pemSigner } from "./signing/pem-signer.ts";
import { pkcs11Signer } from "./signing/pkcs11-signer.ts";
import { pkcs12Signer } from "./signing/pkcs12.ts";
import { remoteSigner } from "./signing/remote-signer.ts";
import type { Signer } from "./signing/signer.ts";

export type KeyPlace = "demo" | "file" | "token" | "service";

export type OpenKey = {
  signer: Signer;
  place: KeyPlace;
  /** The key's own certificate. */
  certificate: X509Certificate;
  chainPem: string;
  /** The last certificate of its chain, which a check has to trust. */
  rootPem: string;
};

type Given = NonNullable<House["settings"]["signing"]>;

/** The laboratory's key as it was given. A key that is there but cannot sign is refused at once, in words. */
export function openKey({ place, chainFile, passphrase }: Given): OpenKey {
  if (/\.(p12|pfx)$/i.test(place)) {
    const { signer, chainPem } = pkcs12Signer(readPart(place), passphrase);
    return opened("file", signer, chainPem);
  }
  const chainPem = readPart(chainFile ?? "").toString("utf8");
  if (!isAddress(place)) {
    const keyPem = readPart(place).toString("utf8");
    return opened("file", pemSigner({ keyPem, chainPem, passphrase }), chainPem);
  }
  return openAddress(place, chainPem, passphrase);
}

/** What was made for a demonstration. */
export function openDemoKey(keyPem: string, chainPem: string): OpenKey {
  return opened("demo", pemSigner({ keyPem, chainPem }), chainPem);
}

/**
 * A person's own key in the folder of people's keys, by login: LOGIN.p12, or LOGIN.key.pem, or LOGIN.uri which names a token's key or
 * a signing service; the last two with LOGIN.chain.pem. All under the house's passphrase.
 */
export function openPersonalKey(
  folder: string | undefined,
  login: string,
  passphrase: string | undefined,
): OpenKey | null {
  if (folder === undefined || !/^[\w.-]+$/.test(login)) return null;
  const file = (ending: string) => path.join(folder, `${login}.${ending}`);
  const chainFile = file("chain.pem");
  if (existsSync(file("p12"))) return openKey({ place: file("p12"), chainFile: undefined, passphrase });
  if (existsSync(file("key.pem"))) return openKey({ place: file("key.pem"), chainFile, passphrase });
  if (!existsSync(file("uri"))) return null;
  return openAddress(readPart(file("uri")).toString("utf8").trim(), readPart(chainFile).toString("utf8"), passphrase);
}

/** Files that a key is made of, to see when one was put in the place of another. */
export function filesOfKey({ place, chainFile }: Given): string[] {
  return [...(isAddress(place) ? [] : [place]), ...(chainFile ? [chainFile] : [])];
}

function openAddress(place: string, chainPem: string, passphrase: string | undefined): OpenKey {
  if (place.startsWith("pkcs11:"))
    return opened("token", pkcs11Signer({ uri: place, pin: passphrase, chainPem }), chainPem);
  if (!/^https?:/.test(place)) throw unusable(`${place.slice(0, 40)} is neither a token's key nor a signing service`);
  return opened("service", remoteSigner({ url: place, token: passphrase, chainPem }), chainPem);
}

function isAddress(place: string): boolean {
  return /^(https?|pkcs11):/.test(place);
}

function readPart(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unusable(`${file}: ${(error as NodeJS.ErrnoException).code ?? "cannot be read"}`);
  }
}

function opened(place: KeyPlace, signer: Signer, chainPem: string): OpenKey {
  const chain = certificatesIn(chainPem);
  const [certificate, root] = [chain[0], chain.at(-1)];
  if (!certificate || !root) throw unusable("the chain holds no certificate");
  return { signer, place, certificate, chainPem, rootPem: root.toString() };
}

function unusable(why: string): Problem {
  return new Problem("signing-key-unusable", { why });
}
