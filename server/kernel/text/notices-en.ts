import type { NoticeCode, NoticeText } from "../notices.ts";

/** Notices in English: a heading, and a sentence that says what to do. */
export const noticesEn: Record<NoticeCode, NoticeText> = {
  "sample-received": (p) => ({
    title: `Samples received: ${p["sample"]}`,
    text: `The samples of order ${p["order"]} were received. The certificate is expected by ${p["dueOn"]}.`,
  }),
  "certificate-issued": (p) => ({
    title: `Certificate issued: ${p["sample"]}`,
    text: `Certificate ${p["printedNumber"]} was issued and can be read and downloaded.`,
  }),
  "certificate-amended": (p) => ({
    title: `Certificate amended: ${p["sample"]}`,
    text: `Certificate ${p["printedNumber"]} takes the place of ${p["old"]}. Please use the old one no more and return its paper.`,
  }),
  "certificate-under-review": (p) => ({
    title: `Certificate under review: ${p["sample"]}`,
    text: `Certificate ${p["printedNumber"]} is under review. Please do not use it until the review is over.`,
  }),
  "certificate-restored": (p) => ({
    title: `Certificate valid again: ${p["sample"]}`,
    text: `The review of certificate ${p["printedNumber"]} is over; it is valid.`,
  }),
  "certificate-revoked": (p) => ({
    title: `Certificate revoked: ${p["sample"]}`,
    text: `Certificate ${p["printedNumber"]} was revoked. Please use it no more and return its paper.`,
  }),
  "supervisory-notified": (p) => ({
    title: `Supervisory certificate served: ${p["sample"]}`,
    text: `Certificate ${p["printedNumber"]} was served on ${p["on"]} and can be read now. How to ask for a re-inspection stands beside it.`,
  }),
  "objection-answered": (p) => ({
    title: `Objection answered: ${p["sample"]}`,
    text: `The laboratory answered your objection to certificate ${p["printedNumber"]}.`,
  }),
  "objection-raised": (p) => ({
    title: `Objection: ${p["printedNumber"]}`,
    text: `${p["by"]} objects to certificate ${p["printedNumber"]}. Please look into it and answer.`,
  }),
  "commission-submitted": (p) => ({
    title: `Commission: ${p["client"]}`,
    text: `${p["client"]} submitted commission ${p["number"]} (${p["samples"]} samples); the samples are to come.`,
  }),
  "commission-accepted": (p) => ({
    title: `Commission accepted: ${p["number"]}`,
    text: `The samples of commission ${p["number"]} came and it was accepted as order ${p["order"]}. The certificate is expected by ${p["dueOn"]}.`,
  }),
  "commission-refused": (p) => ({
    title: `Commission not accepted: ${p["number"]}`,
    text: `Commission ${p["number"]} was not accepted: ${p["reason"]}. What you wrote is still there; change it and submit it again.`,
  }),
  "verification-due": (p) => ({
    title:
      p["days"] === "0"
        ? `Verification ends today: ${p["instrument"]}`
        : `Verification ends within ${p["days"]} days: ${p["instrument"]}`,
    text: `The verification of ${p["instrument"]} (${p["place"]}, keeper ${p["keeper"]}) is valid through ${p["on"]}; from the next day on it is out of service. Please have it verified.`,
  }),
  "check-due": (p) => ({
    title:
      p["days"] === "0"
        ? `Intermediate check due today: ${p["instrument"]}`
        : `Intermediate check due within ${p["days"]} days: ${p["instrument"]}`,
    text: `The intermediate check "${p["check"]}" of ${p["instrument"]} (${p["place"]}, keeper ${p["keeper"]}) is due by ${p["on"]}, that day included. Please check and record it.`,
  }),
  "sample-unblinded": (p) => ({
    title: `A blind sample was looked behind: ${p["sample"]}`,
    text: `${p["by"]} looked behind sample ${p["sample"]}. Reason: ${p["reason"]}.`,
  }),
  "retention-due": (p) => ({
    title: `Retained samples due: ${p["count"]}`,
    text: `As of ${p["on"]}, ${p["count"]} retained containers may be disposed of. Please check the list and dispose of them.`,
  }),
  "labels-uncertain": (p) => ({
    title: `Labels may be missing: ${p["of"]}`,
    text: `${p["labels"]} labels for the printer "${p["printer"]}" were interrupted; how many came out is not known. Look at the printer, then say in "Print labels" that they lie there, or print them again.`,
  }),
  "mail-test": (p) => ({
    title: "Mail test",
    text: `This mail arrived, so the settings are right. Sent by ${p["by"]}.`,
  }),
};
