import type { OpenKey } from "./key-places.ts";
import { certificatesIn } from "./signing/pem-signer.ts";
import { commonNameOf } from "./signing/verify-pdf.ts";

export type Validity = {
  from: Date;
  until: Date;
  /** The certificate that ends first: the key's own, or one above it. */
  endsBy: string;
  isOwn: boolean;
};

/**
 * When a key can sign so that it is trusted: as long as its own certificate and every one above it are valid. An authority's
 * certificate may well end before those it gave out.
 */
export function validityOf({ certificate, chainPem, rootPem }: OpenKey): Validity {
  const chain = [certificate, ...certificatesIn(chainPem), ...certificatesIn(rootPem)];
  const first = chain.reduce((a, b) => (new Date(b.validTo) < new Date(a.validTo) ? b : a));
  const last = chain.reduce((a, b) => (new Date(b.validFrom) > new Date(a.validFrom) ? b : a));
  return {
    from: new Date(last.validFrom),
    until: new Date(first.validTo),
    endsBy: commonNameOf(first),
    isOwn: first.fingerprint256 === certificate.fingerprint256,
  };
}

/** Why a key signs nothing now, in words that say what to renew; null where it does. */
export function refusalOfValidity(key: OpenKey, now: Date, toDay: (at: Date) => string): string | null {
  const { from, until, endsBy } = validityOf(key);
  if (until < now) return `${endsBy} ended on ${toDay(until)}`;
  return from > now ? `${commonNameOf(key.certificate)} is valid only from ${toDay(from)}` : null;
}
