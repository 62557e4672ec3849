/** Everything a person may be told by a notice or a mail. Its sentence stands in text/notices-zh.ts and text/notices-en.ts. */
export const noticeCodes = [
  "sample-received",
  "certificate-issued",
  "certificate-amended",
  "certificate-under-review",
  "certificate-restored",
  "certificate-revoked",
  "supervisory-notified",
  "objection-answered",
  "objection-raised",
  "commission-submitted",
  "commission-accepted",
  "commission-refused",
  "verification-due",
  "check-due",
  "retention-due",
  "sample-unblinded",
  "labels-uncertain",
  "mail-test",
] as const;

export type NoticeCode = (typeof noticeCodes)[number];
/** What the sentence names: numbers, names and days as they are read. Never a result. */
export type NoticeParams = Readonly<Record<string, string>>;
/** A heading of few words, and a sentence that says what to do. */
export type NoticeText = (params: NoticeParams) => { title: string; text: string };
