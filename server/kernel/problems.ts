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
  "changed-meanwhile": 409,
  "server-error": 500,
  "storage-away": 503,
  // people
  "sign-in-needed": 401,
  "sign-in-refused": 401,
  "too-many-tries": 429,
  "not-allowed": 403,
  "csrf-refused": 403,
  "weak-password": 422,
  "wrong-password": 422,
  "signature-refused": 422,
  // numbers
  "check-digit-wrong": 422,
  "unknown-scan": 404,
  "credit-code-wrong": 422,
  "gtin-wrong": 422,
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
