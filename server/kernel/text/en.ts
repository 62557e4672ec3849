import { problemsEn } from "./problems-en.ts";
import { becauseEn, missingEn } from "./verdicts-en.ts";

/** English words that reach more than the screen; every other language has the same shape. */
export const en = {
  problems: problemsEn,
  because: becauseEn,
  missing: missingEn,
  verdict: {
    pass: "Complies",
    conditional_pass: "Complies conditionally",
    undetermined: "Undetermined",
    conditional_fail: "Conditionally does not comply",
    fail: "Does not comply",
    not_judged: "Not judged",
  },
  source: {
    commissioned: "Commissioned test",
    supervisory: "Supervisory sampling",
    risk_monitoring: "Risk monitoring",
    reinspection: "Re-inspection",
  },
  container: { test: "Test portion", reserve: "Reserve" },
  place: { room: "Room", fridge: "Fridge", shelf: "Shelf", box: "Box", cell: "Cell" },
  temperature: { ambient: "ambient", chilled: "chilled", frozen: "frozen" },
  badge: "Card",
  transferPurpose: {
    reinspection: "Reserve for re-inspection",
    testing: "For testing",
    keeping: "To be kept",
    return: "Returned",
  },
  disposalState: { prepared: "waits for the second signature", done: "disposed of", withdrawn: "withdrawn" },
  retentionRule: {
    pass: "three months after a pass",
    fail: "six months after a failure",
    "shelf-life": "shelf life ended",
    none: "rejected or cancelled, without a conclusion",
  },
  holdKind: { reinspection: "re-inspection", objection: "objection", case: "case", other: "other" },
  unfit: {
    "never-verified": "no verification on record",
    overdue: "verification overdue",
    failed: "verification failed",
    "verification-failed": "verification failed",
    "check-failed": "intermediate check failed",
    "out-of-service": "out of service",
    restricted: "restricted",
  } as Record<string, string>,
  gate: {
    "results-checked": "not every result is checked",
    "results-reviewed": "the sample is not reviewed",
    "equipment-fit": "equipment was unfit, overdue or missing when it was used",
    "materials-valid": "a reference material was used after its expiry or before its opening",
    "environment-within": "the room was outside what the method allows, or was not recorded",
    "controls-passed": "a rejected control is not justified",
    "analysts-qualified": "an analyst was not authorised for the method that day",
    "in-scope": "an item or method is outside the accredited scope",
    "signatory-in-scope": "an item is outside what the signatory may sign for",
    "subcontracts-sound":
      "another laboratory's report is missing, or its accreditation did not cover the item on its day",
    "limits-confirmed": "limits used are not yet compared with the printed standard",
    "text-printable": "a character cannot be printed",
    "signing-key": "the signing certificate cannot be used or has ended",
  } as Readonly<Record<string, string>>,
  meaning: {
    submit: "I made this original record; it is true and complete, and its result goes to the check.",
    check: "I have checked this result against the raw record and the readings.",
    review: "I have reviewed all results and the verdict of this sample.",
    approve: "I approve this certificate and its issue.",
    assess: "I have assessed what the finding means for results and certificates.",
    justify: "I have found why the control was rejected and what was done; work may go on.",
    amend: "I approve the amended certificate, which takes the place of the earlier one.",
    revoke: "I revoke this certificate; it must not be used from now on.",
    confirm_picture: "I have compared this picture with the laboratory's registered seal or mark and put it into use.",
    confirm_signature:
      "I have compared this picture with the person's specimen signature; it may be printed where they signed.",
    dispose: "I have checked every retained sample on this list: each is due, none is held; I agree to their disposal.",
    witness: "I was there, compared list and samples, and witness that they were disposed of as recorded.",
    take_over: "I have gone through the equipment in use and the open work, and take over.",
    confirm_rules:
      "I have compared this version of the sampling rules with the authority's paper and decide on its use.",
    publish: "I have compared the limits of this edition with the printed standard and publish it.",
  },
};

export type Text = typeof en;
