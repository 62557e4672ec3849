// The stages of a certificate. It is never edited: one that must change goes under review and is replaced or revoked.

export const certificateStates = ["issuing", "issued", "under_review", "replaced", "revoked", "voided"] as const;
export type CertificateState = (typeof certificateStates)[number];

export const certificateMoves = {
  issuing: ["issued", "voided"], // voided: the number is used up, the certificate never left the house
  issued: ["under_review"],
  under_review: ["issued", "replaced", "revoked"],
  replaced: [],
  revoked: [],
  voided: [],
} as const satisfies Record<CertificateState, readonly CertificateState[]>;

export function certificateMayMove(from: CertificateState, to: CertificateState): boolean {
  const list: readonly CertificateState[] = certificateMoves[from];
  return list.includes(to);
}

/** What anybody with the check code may see: everything that ever left the house, also what is withdrawn. */
export function isPublic(state: CertificateState): boolean {
  return state !== "issuing" && state !== "voided";
}

/** A client objects to what it commissioned and what stands; a supervisory result is contested before the authority. */
export function mayObject(state: CertificateState, source: string): boolean {
  return (state === "issued" || state === "under_review") && (source === "commissioned" || source === "reinspection");
}
