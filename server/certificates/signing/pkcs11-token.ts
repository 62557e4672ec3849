// Speaks to a token or an HSM by its PKCS#11 library. Every call blocks until the token has answered, so the server runs this in
// a thread of its own (pkcs11-worker.ts).
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { der, derUnsigned, tag } from "./der.ts";
import type { SignatureAlgorithm } from "./signer.ts";
import type { TokenKey } from "./pkcs11-uri.ts";

export type TokenAsk = { key: TokenKey; pin: string; algorithm: SignatureAlgorithm; bytes: Uint8Array };

// The part of the package `pkcs11js` that is used. It is optional, so its own types may not be there.
type Handle = Buffer;
type Pkcs11 = {
  load(path: string): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): { label: string; serialNumber: string };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, user: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: { type: number; value: number | string | Buffer }[]): void;
  C_FindObjects(session: Handle, most: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_SignInit(session: Handle, mechanism: { mechanism: number }, key: Handle): void;
  C_Sign(session: Handle, bytes: Buffer, room: Buffer): Buffer;
};

const ck = { serialSession: 4, user: 1, privateKey: 3, class: 0, label: 3, id: 0x102, rsaSha256: 0x40, ecdsa: 0x1041 };
const alreadyLoggedIn = 0x100;
const alreadyInitialized = 0x191;

type Session = { module: string; session: Handle; key: Handle };

const modules = new Map<string, Pkcs11>();
const sessions = new Map<string, Session>();
const refused = new Set<string>();

/**
 * Signs with the key on the token; PKCS#1 v1.5, or ECDSA as DER. Where a session was lost, or a token came only now, the library is
 * started once more. A PIN that was refused is not tried again in this process: after a few tries tokens lock themselves.
 */
export function signOnToken(ask: TokenAsk): Buffer {
  const name = JSON.stringify([ask.key, ask.key.id?.toString("hex")]);
  const tried = createHash("sha256").update(`${name} ${ask.pin}`).digest("hex");
  if (refused.has(tried)) throw new PinRefused();
  try {
    return signNow(ask, name);
  } catch (error) {
    if (error instanceof PinRefused) refused.add(tried);
    if (error instanceof PinRefused || !modules.has(ask.key.module)) throw error;
    startAgain(ask.key.module);
    return signNow(ask, name);
  }
}

class PinRefused extends Error {
  constructor(options?: ErrorOptions) {
    super("the token does not take the PIN; correct it and start the server again", options);
  }
}

function signNow(ask: TokenAsk, name: string): Buffer {
  const opened = sessions.get(name) ?? open(ask.key, ask.pin);
  sessions.set(name, opened);
  return signWith(ask, opened);
}

function startAgain(module: string): void {
  for (const [name, session] of sessions) if (session.module === module) sessions.delete(name);
  try {
    modules.get(module)?.C_Finalize();
  } catch {
    // it was not running any more
  }
  modules.get(module)?.C_Initialize();
}

function signWith({ key: { module }, algorithm, bytes }: TokenAsk, { session, key }: Session): Buffer {
  const library = moduleAt(module);
  const isRsa = algorithm === "rsa-sha256";
  library.C_SignInit(session, { mechanism: isRsa ? ck.rsaSha256 : ck.ecdsa }, key);
  const signed = isRsa ? Buffer.from(bytes) : createHash("sha256").update(bytes).digest();
  const signature = library.C_Sign(session, signed, Buffer.alloc(1_024));
  return isRsa ? signature : ecdsaAsDer(signature);
}

/** A token gives r and s one after the other, a signature container wants them as two INTEGERs. */
export function ecdsaAsDer(raw: Buffer): Buffer {
  const half = raw.length / 2;
  return der(tag.sequence, derUnsigned(raw.subarray(0, half)), derUnsigned(raw.subarray(half)));
}

function open(wanted: TokenKey, pin: string): Session {
  const library = moduleAt(wanted.module);
  const slot = library.C_GetSlotList(true).find((one) => {
    const { label, serialNumber } = library.C_GetTokenInfo(one);
    const isNamed = wanted.token === undefined || label.trim() === wanted.token;
    return isNamed && (wanted.serial === undefined || serialNumber.trim() === wanted.serial);
  });
  if (!slot) throw new Error(`there is no token ${wanted.token ?? wanted.serial ?? ""} here`);
  const session = library.C_OpenSession(slot, ck.serialSession);
  try {
    logIn(library, session, pin);
    library.C_FindObjectsInit(session, [
      { type: ck.class, value: ck.privateKey },
      ...(wanted.object === undefined ? [] : [{ type: ck.label, value: wanted.object }]),
      ...(wanted.id === undefined ? [] : [{ type: ck.id, value: Buffer.from(wanted.id) }]),
    ]);
    const keys = library.C_FindObjects(session, 2);
    library.C_FindObjectsFinal(session);
    const [key] = keys;
    if (!key || keys.length > 1)
      throw new Error(key ? "several keys on the token have this name" : "the token has no such key");
    return { module: wanted.module, session, key };
  } catch (error) {
    library.C_CloseSession(session);
    throw error;
  }
}

function logIn(library: Pkcs11, session: Handle, pin: string): void {
  try {
    library.C_Login(session, ck.user, pin);
  } catch (error) {
    if ((error as { code?: number }).code !== alreadyLoggedIn) throw new PinRefused({ cause: error });
  }
}

function moduleAt(path: string): Pkcs11 {
  const known = modules.get(path);
  if (known) return known;
  const library = loadPackage();
  try {
    library.load(path);
    library.C_Initialize();
  } catch (error) {
    if ((error as { code?: number }).code !== alreadyInitialized)
      throw new Error(`the PKCS#11 library ${path} cannot be loaded`, { cause: error });
  }
  modules.set(path, library);
  return library;
}

function loadPackage(): Pkcs11 {
  try {
    const { PKCS11 } = createRequire(import.meta.url)("pkcs11js") as { PKCS11: new () => Pkcs11 };
    return new PKCS11();
  } catch (error) {
    throw new Error("tokens need the optional package pkcs11js, built once with: npm rebuild pkcs11js", {
      cause: error,
    });
  }
}
