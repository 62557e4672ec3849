import type { X509Certificate } from "node:crypto";

export type TrustFault = "untrusted" | "not-in-validity";

/** Walks from a certificate up to a root; every step issued, signed and within its dates at that moment. */
export function trustFault(
  own: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  at: Date,
  { mayHoldOthers }: { mayHoldOthers: boolean },
): TrustFault | null {
  const way = [own];
  for (let here = own; ;) {
    if (!isWithin(here, at)) return "not-in-validity";
    if (here !== own && roots.some((root) => isSame(root, here))) break;
    const child = here;
    const above = [...roots, ...others].filter(
      (one) => one.ca && child.checkIssued(one) && child.verify(one.publicKey),
    );
    // an authority that renewed its certificate with the same key stands there twice: the one that was valid then counts
    const parent = above.find((one) => isWithin(one, at)) ?? above[0];
    if (!parent || way.some((one) => isSame(one, parent))) return "untrusted";
    way.push(parent);
    here = parent;
  }
  // a certificate that is part of no way up has no business in our own files; services send what they like
  const isSigned = (one: X509Certificate) =>
    [...roots, ...others].some((ca) => one.checkIssued(ca) && one.verify(ca.publicKey));
  const isClean =
    mayHoldOthers ||
    others.every((one) => way.some((step) => isSame(step, one) || (isRenewed(step, one) && isSigned(one))));
  return isClean ? null : "untrusted";
}

function isWithin(one: X509Certificate, at: Date): boolean {
  return at >= new Date(one.validFrom) && at <= new Date(one.validTo);
}

/** Another certificate of the same authority for the same key. */
function isRenewed(a: X509Certificate, b: X509Certificate): boolean {
  const keyOf = (one: X509Certificate) => one.publicKey.export({ type: "spki", format: "der" });
  return a.ca && b.ca && a.subject === b.subject && keyOf(a).equals(keyOf(b));
}

function isSame(a: X509Certificate, b: X509Certificate): boolean {
  return a.fingerprint256 === b.fingerprint256;
}
