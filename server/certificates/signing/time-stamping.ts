import { createHash, X509Certificate } from "node:crypto";
import type { Stamp } from "./cms.ts";
import type { Signer } from "./signer.ts";
import {
  grantedResponse,
  makeTimestampToken,
  readTimestampRequest,
  readTimestampToken,
  timestampRequest,
  tokenInResponse,
} from "./timestamp-token.ts";
import { trustFault } from "./trust.ts";

export type TimestampService = {
  url: string;
  /** Whom the service's certificate must lead to, as PEM; empty: whoever answers is believed. */
  roots: readonly string[];
  random: (bytes: number) => Uint8Array;
  answerWithin?: number;
};

const tries = 3;

/** The service gave no time stamp that can be used. Issuing waits for it or goes on without, as was decided. */
export class StampAway extends Error {
  constructor(why: string) {
    super(`The time-stamp service gives no time stamp: ${why}`);
    this.name = "StampAway";
  }
}

/** Stamps from a service over HTTP (RFC 3161): asked again where it fails, and its answer checked before it is used. */
export function stampFrom({ url, roots, random, answerWithin = 10_000 }: TimestampService): Stamp {
  const trusted = roots.map((pem) => new X509Certificate(pem));
  return async (bytes) => {
    let last: unknown;
    for (let turn = 0; turn < tries; turn += 1) {
      try {
        return await askOnce(bytes);
      } catch (error) {
        last = error;
      }
    }
    throw new StampAway(last instanceof Error ? last.message : String(last));
  };

  async function askOnce(bytes: Buffer): Promise<Buffer> {
    const nonce = Buffer.from(random(8));
    nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
      body: new Uint8Array(timestampRequest(bytes, nonce)),
      signal: AbortSignal.timeout(answerWithin),
    });
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    const token = tokenInResponse(Buffer.from(await response.arrayBuffer()));
    const read = readTimestampToken(token);
    if (!read.imprint.equals(createHash("sha256").update(bytes).digest())) throw new Error("it stamped something else");
    if (!read.nonce?.subarray(2).equals(nonce)) throw new Error("its answer belongs to another question");
    const fault =
      trusted.length > 0 && trustFault(read.signer, read.certificates, trusted, read.at, { mayHoldOthers: true });
    if (fault) throw new Error(`its certificate is not trusted (${fault})`);
    return token;
  }
}

// an arc of ours for examples: nobody may take the development service's word for a time
const developmentPolicy = "2.25.311804137240811.1";

export type OwnTimestamps = { signer: Signer; now: () => Date; random: (bytes: number) => Uint8Array };

/** The development service within this process. */
export function ownStamp({ signer, now, random }: OwnTimestamps): Stamp {
  return (bytes) => {
    const imprint = createHash("sha256").update(bytes).digest();
    return makeTimestampToken(
      { imprint, nonce: null, at: now(), serial: random(16), policy: developmentPolicy },
      signer,
    );
  };
}

/** What the development service answers to a request over HTTP. Throws when the request cannot be read. */
export async function answerTimestampRequest(bytes: Buffer, { signer, now, random }: OwnTimestamps): Promise<Buffer> {
  const asked = readTimestampRequest(bytes);
  const token = await makeTimestampToken(
    { ...asked, at: now(), serial: random(16), policy: developmentPolicy },
    signer,
  );
  return grantedResponse(token);
}
