/** Every refusal of the house: its stable code and the HTTP status that goes with it. Sentences stand in text/. */
export const problems = {
  // about the request itself
  "bad-request": 400,
  "not-json": 400,
  "too-large": 413,
  "wrong-media-type": 415,
  "not-found": 404,
  "no-such-endpoint": 404,
  "already-exists": 409,
  "too-many-rows": 422,
  "file-not-ready": 409,
  "changed-meanwhile": 409,
  "server-error": 500,
  "storage-away": 503,
  // people
  "sign-in-needed": 401,
  "sign-in-refused": 401,
  "too-many-tries": 429,
  "not-allowed": 403,
  "csrf-refused": 403,
  "password-change-needed": 403,
  "weak-password": 422,
  "wrong-password": 422,
  "signature-refused": 422,
  "mail-not-configured": 409,
  "enterprise-of-others": 409,
  "administrator-exists": 409,
  "last-administrator": 409,
  // numbers
  "check-digit-wrong": 422,
  "unknown-scan": 404,
  "credit-code-wrong": 422,
  "gtin-wrong": 422,
  // figures and formulas
  "figure-wrong": 422,
  "rounding-place-wrong": 422,
  "formula-wrong": 422,
  "formula-value-missing": 422,
  "formula-undefined": 422,
  // catalogue
  "category-unknown": 422,
  "item-unknown": 422,
  "edition-row-wrong": 422,
  "edition-row-twice": 422,
  "drafter-may-not-publish": 403,
  "method-cannot-judge": 422,
  // who may act on one sample
  "analyst-may-not-check": 403,
  "analyst-may-not-review": 403,
  "analyst-may-not-approve": 403,
  "reviewer-may-not-approve": 403,
  "checker-may-not-review": 403,
  "checker-may-not-test": 403,
  "reviewer-may-not-test": 403,
  // orders and samples
  "sheet-number-needed": 422,
  "sheet-number-taken": 409,
  "sampled-enterprise-needed": 422,
  "seal-needed": 422,
  "seal-broken": 422,
  "reserve-needed": 422,
  "reserve-sealed": 409,
  "test-container-needed": 422,
  "method-not-in-force": 422,
  "out-of-scope": 422,
  "production-after-receipt": 422,
  "sampled-after-receipt": 422,
  "due-before-receipt": 422,
  "factor-needs-source": 422,
  "declared-unit-differs": 422,
  "simple-rule-only": 422,
  "uncertainty-needed": 422,
  "state-forbids": 409,
  "not-the-holder": 409,
  "scan-person-first": 409,
  "split-exceeds": 422,
  "too-many-containers": 409,
  "place-does-not-stand-there": 422,
  "place-full": 409,
  "place-closed": 409,
  "place-not-empty": 409,
  "not-on-manifest": 422,
  "transfer-nowhere": 422,
  "retention-runs": 409,
  "retention-held": 409,
  "container-elsewhere": 409,
  "blind-sample": 403,
  // work and bench
  "not-qualified": 422,
  "not-your-task": 403,
  "container-not-of-sample": 422,
  "container-not-handed-out": 409,
  "scan-container-first": 409,
  "no-task-of-sample": 409,
  "claim-taken": 409,
  "no-open-step": 409,
  "step-unknown": 422,
  "instrument-unfit": 409,
  "instrument-kind-wrong": 422,
  "instrument-not-connected": 409,
  "vessel-taken": 409,
  "vessel-bound": 409,
  "vessel-needed": 409,
  "reading-not-usable": 409,
  "reading-in-use": 409,
  "unit-differs": 422,
  "lod-unknown": 422,
  "reading-not-understood": 422,
  "word-not-of-method": 422,
  "units-only-in-plans": 422,
  "unit-has-reading": 409,
  "equipment-in-use": 409,
  "result-incomplete": 422,
  "parallels-disagree": 409,
  "parallels-agree": 409,
  "nothing-changed": 422,
  // batches
  "cell-changed": 409,
  "cells-wrong": 422,
  "sheet-methods-differ": 422,
  "sheet-analysts-differ": 422,
  "task-on-sheet": 409,
  "task-not-on-sheet": 422,
  "position-has-values": 409,
  "control-value-stands": 409,
  "controls-not-for-kind": 422,
  "sheet-nothing-open": 409,
  // plates, tubes, cultures, curves
  "plates-uncounted": 422,
  "culture-order": 409,
  "culture-too-short": 409,
  "curve-unfit": 422,
  "curve-not-accepted": 409,
  "curve-unusable": 409,
  // check, review, approve
  "gate-unmet": 409,
  "batch-running": 409,
  "printer-away": 503,
  "control-rejected": 409,
  "nothing-amended": 422,
  "nothing-to-reissue": 422,
  "reinspection-not-possible": 409,
  "results-changed": 409,
  "picture-unusable": 422,
  "second-person-needed": 409,
  // paper and signatures
  "character-not-printable": 422,
  "signing-key-unusable": 503,
  // measuring instruments
  "validity-needed": 422,
  "restriction-needed": 422,
  "date-in-future": 422,
  "extension-refused": 409,
  // gateways
  "gateway-gap": 409,
  "enrol-code-wrong": 422,
  "driver-unknown": 422,
  "profile-wrong": 422,
  "file-without-results": 422,
  "file-known": 409,
  "rows-wrong": 422,
  // demonstration
  "demo-only": 404,
  "balance-away": 503,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problems;
export type Details = Record<string, unknown>;

/** A refusal: what was asked is understood and not done; nothing was changed. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: Details;
  constructor(code: ProblemCode, details: Details = {}) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.details = details;
  }
  get status(): number {
    return problems[this.code];
  }
}
