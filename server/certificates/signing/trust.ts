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
    if (at < new Date(here.validFrom) || at > new Date(here.validTo)) return "not-in-validity";
    if (here !== own && roots.some((root) => isSame(root, here))) break;
    const child = here;
    const parent = [...roots, ...others].find((one) => one.ca && child.checkIssued(one) && child.verify(one.publicKey));
    if (!parent || way.some((one) => isSame(one, parent))) return "untrusted";
    way.push(parent);
    here = parent;
  }
  // a certificate that is part of no way up has no business in our own files; services send what they like
  const isClean = mayHoldOthers || others.every((one) => way.some((step) => isSame(step, one)));
  return isClean ? null : "untrusted";
}

function isSame(a: X509Certificate, b: X509Certificate): boolean {
  return a.fingerprint256 === b.fingerprint256;
}
