import type { Details, ProblemCode } from "../problems.ts";
import { printedField } from "./printed-fields.ts";
import { wrongRowsText } from "./row-problem-text.ts";

const s = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value ?? ""));

const typedEn: Record<string, string> = {
  empty: "is empty",
  thousands: "has a comma that can be read in two ways",
  negative: "must not be negative",
  "too-long": "has too many digits",
  "qualifier-unfit": "cannot be said in this step",
};

const noReinspectionEn: Record<string, string> = {
  "nothing-failed": "nothing on the certificate failed",
  microbiology: "only microbiological items failed, which are never inspected again",
  "shelf-life-past": "the reserve sample is past its shelf life",
  late: "more than 7 working days have passed since the conclusion was received",
  "certificate-withdrawn": "the certificate was replaced or revoked",
};

const platesEn: Record<string, string> = {
  "blank-grew":
    "the blank or the medium grew, so this run is invalid and must be repeated; that stands on the raw record",
  "top-not-counted": "all plates have too many; count the highest dilution",
  "all-spread": "spreading growth on all plates; repeat",
  "no-plates": "no plates were counted",
  "dilution-twice": "one dilution was given twice",
  "combination-unlikely": "the table does not hold this combination of tubes; repeat",
};

const materialEn: Record<string, string> = {
  "before-opening": "not opened yet; record the day of opening first",
  "after-expiry": "expired; take a lot that is valid",
  ended: "no longer in use; take another lot",
};

const curvesEn: Record<string, string> = {
  "too-few-levels": "at least three different concentrations are needed",
  "zero-has-no-weight": "a weighted fit cannot hold a zero standard",
  "no-slope": "the signal does not follow the concentration",
  "r-low": "r below what is asked",
  "residual-high": "a standard is not found again within the allowed deviation",
  expired: "it has expired",
  withdrawn: "it was withdrawn",
  "other-method": "it belongs to another method",
  "method-has-none": "this method uses no curve",
};

/** What a refusal says in English: what happened, and what to do now. */
export const problemsEn = {
  "bad-request": (d: Details) =>
    `Some fields are not right: ${s(d.fields)}. Correct them and send again; nothing typed is lost.`,
  "not-json": () => "The body is not valid JSON; nothing was changed. Check the request and send it again.",
  "too-large": (d: Details) => `Too large: at most ${s(d.most)}. Make it smaller and try again; nothing else is lost.`,
  "wrong-media-type": (d: Details) => `This type of file is not taken; use ${s(d.types)}.`,
  "not-found": (d: Details) =>
    `Not found${d.what ? `: ${s(d.what)}` : ""}. Check the number, and that it belongs to your laboratory.`,
  "no-such-endpoint": () => "There is nothing at this address. Start again from the first page.",
  "already-exists": (d: Details) =>
    `Already registered${d.what ? `: ${s(d.what)}` : ""}. Use the one that is there, or correct this one.`,
  "too-many-rows": (d: Details) =>
    `The list has ${s(d.found)} rows, more than the ${s(d.most)} that fit into one file. Narrow it by date or state, or take CSV.`,
  "file-not-ready": () => "The file is not ready yet. Wait until the bar is full, then download it.",
  "changed-meanwhile": () =>
    "Somebody else was changing the same thing; nothing was saved. Try again in a moment; nothing typed is lost.",
  "server-error": (d: Details) =>
    `The server failed; nothing was saved. Try again, and if it stays, tell the administrator ${s(d.request)}.`,
  "storage-away": () => "The database or the file store cannot be reached; nothing was saved. Try again shortly.",
  "sign-in-needed": () => "Please sign in.",
  "sign-in-refused": () => "The name or the password is wrong. Please enter them again.",
  "too-many-tries": (d: Details) => `Too many tries; try again in ${s(d.seconds)} seconds.`,
  "not-allowed": () => "Your role has no right to do this. Ask the administrator if you need it.",
  "csrf-refused": () =>
    "The page is out of date or the request came from elsewhere; nothing was saved. Reload the page and try again.",
  "password-change-needed": () =>
    "Your password was given to you by somebody else. Change it first; then everything is open to you.",
  "weak-password": (d: Details) =>
    `The password is too weak: at least 10 characters, and neither the login nor the old one${d.reason ? ` (${s(d.reason)})` : ""}.`,
  "wrong-password": () => "The current password is wrong; the password was not changed.",
  "signature-refused": () => "The password is wrong; nothing was signed. Enter your own sign-in password again.",
  "enterprise-of-others": () =>
    "This enterprise has orders at other laboratories too; its accounts are opened by an administrator who sees all of them.",
  "administrator-exists": (d: Details) =>
    `This enterprise has an administrator of its own (${s(d.names)}), who adds people and resets passwords under its staff.`,
  "last-administrator": () => "An enterprise keeps at least one active administrator. Name another one first.",
  "mail-not-configured": () =>
    "No mail server is configured; notices stay in the application. For mail, set LIMS_SMTP_URL and LIMS_MAIL_FROM on the server.",
  "check-digit-wrong": (d: Details) =>
    `The check digit of ${s(d.number)} is wrong; a digit may be mistyped. Scan again or compare.`,
  "unknown-scan": (d: Details) =>
    `This code is not known: ${s(d.code)}. Scan it again, or see whether it belongs to your laboratory.`,
  "credit-code-wrong": (d: Details) =>
    `The unified social credit code ${s(d.code)} is wrong (a character or the check digit). Compare it with the business licence.`,
  "gtin-wrong": (d: Details) => `The check digit of the product barcode ${s(d.gtin)} is wrong. Scan it again.`,
  "sheet-number-needed": () => "Supervisory sampling needs the number of its sampling sheet.",
  "commission-decided": (d: Details) =>
    `This commission is ${s(d.state)} already: it can be neither taken over, refused nor withdrawn. Look again; submit a new one where needed.`,
  "commission-of-another": (d: Details) =>
    `This commission was submitted by ${s(d.client)} and is taken over only as commissioned work of that enterprise. Correct the client, or start anew and scan again.`,
  "order-registered-before": (d: Details) =>
    `This form was registered as order ${s(d.order)} and changed since; it was not registered twice. Open that order and compare; for other samples start anew.`,
  "sheet-number-taken": (d: Details) =>
    `Sampling sheet ${s(d.sheetNumber)} is registered already (order ${s(d.order)}). Please check.`,
  "sampled-enterprise-needed": () => "Supervisory sampling needs the sampled enterprise.",
  "seal-needed": (d: Details) =>
    `Sample "${s(d.sample)}": supervisory sampling needs the seal number of test and reserve container, and whether it is intact.`,
  "seal-broken": (d: Details) =>
    `Seal ${s(d.seal)} of sample "${s(d.sample)}" is broken; it cannot be received. Reject it and tell the sampling party.`,
  "reserve-needed": (d: Details) =>
    `Sample "${s(d.sample)}": supervisory sampling needs both a sealed test container and a sealed reserve.`,
  "reserve-sealed": (d: Details) =>
    `${s(d.number)} is a reserve sample; the laboratory never opens it. Scan the test container.`,
  "test-container-needed": (d: Details) => `Sample "${s(d.sample)}" needs at least one test container.`,
  "category-unknown": (d: Details) => `The category "${s(d.category)}" is not in the tree. Choose one from the list.`,
  "method-not-in-force": (d: Details) => `Method ${s(d.method)} is not in force on ${s(d.on)}. Choose the current one.`,
  "out-of-scope": (d: Details) =>
    `Out of this laboratory's scope: ${s(d.items)}. Remove these items; where a client agrees, tick that they are reported apart without marks.`,
  "production-after-receipt": (d: Details) =>
    `Sample "${s(d.sample)}" was produced on ${s(d.productionDate)}, after it was received. Please check.`,
  "sampled-after-receipt": (d: Details) =>
    `Sample "${s(d.sample)}" was taken on ${s(d.sampledOn)}, after it was received. Please check.`,
  "due-before-receipt": (d: Details) =>
    `The due day ${s(d.dueOn)} lies before the day of receipt ${s(d.receivedOn)}. Please correct it.`,
  "factor-needs-source": () => "A dehydration factor must be above 0 and say where it comes from.",
  "declared-unit-differs": (d: Details) =>
    `The declared limit is in ${s(d.unit)}, the method reports ${s(d.expected)}; they cannot be compared. Convert it first.`,
  "simple-rule-only": (d: Details) =>
    `Results of ${s(d.source)} are compared directly with the limit. Choose simple acceptance and register again.`,
  "uncertainty-needed": (d: Details) =>
    `The chosen rule needs a measurement uncertainty and these methods have none: ${s(d.methods)}. The technical manager enters it on the methods page, or choose simple acceptance.`,
  "state-forbids": (d: Details) =>
    `This cannot be done in state "${s(d.state)}". Reload the page to see where it stands.`,
  "not-the-holder": (d: Details) => `This container is with ${s(d.holder)}; they or the sample keeper hand it back.`,
  "scan-person-first": () => "Scan a card or choose a person first, then the container. Nothing was handed out yet.",
  "split-exceeds": (d: Details) =>
    `The parts (${s(d.parts)}) are more than the ${s(d.whole)} there were. Check the quantities; nothing was split.`,
  "too-many-containers": (d: Details) => `A sample has at most ${s(d.most)} containers. Make fewer parts.`,
  "place-does-not-stand-there": (d: Details) =>
    `"${s(d.name)}" cannot stand there: rooms hold fridges, shelves and boxes; fridges shelves and boxes; shelves boxes. Choose another place.`,
  "place-full": (d: Details) => `${s(d.place)} is full; nothing was put in. Choose another place.`,
  "place-closed": (d: Details) => `${s(d.place)} is closed. Choose another place.`,
  "place-not-empty": (d: Details) => `${s(d.place)} still holds ${s(d.count)} containers. Move them first.`,
  "not-on-manifest": (d: Details) =>
    `Container ${s(d.number)} is not on manifest ${s(d.transfer)}. Compare the manifest and the container.`,
  "transfer-nowhere": () => "Choose the receiving laboratory or name one outside the system; never one's own.",
  "retention-runs": (d: Details) =>
    `${s(d.number)} must be kept until ${s(d.until) || "after its conclusion"}. Take it off the list.`,
  "retention-held": (d: Details) =>
    `${s(d.number)} is held (${s(d.reason)}). Take it off the list until it is released.`,
  "container-elsewhere": (d: Details) =>
    `Container ${s(d.number)} is not in store (${s(d.state)}). Bring it back first, or take it off the list.`,
  "blind-name-tells": (d: Details) =>
    `"${s(d.name)}" of a blind sample says "${s(d.word)}", which analysts would read on labels and at the bench. Say it without brand or company.`,
  "blind-sample": () =>
    "A blind sample: whose it is stays hidden until the review. Where you must know, look behind it on the sample's page with a reason; that is recorded.",
  "not-qualified": (d: Details) => `${s(d.person)} is not authorised for ${s(d.method)}. Assign somebody who is.`,
  "task-taken": (d: Details) => `${s(d.analyst) || "Somebody"} has just taken this task. Choose another one.`,
  "not-your-task": (d: Details) => `This task belongs to ${s(d.analyst) || "somebody else"}; only they can work on it.`,
  "container-not-of-sample": (d: Details) =>
    `The scanned container ${s(d.number)} does not belong to this task. Scan the right one.`,
  "container-not-handed-out": (d: Details) =>
    `Container ${s(d.number)} has not been handed out to you. Scan it out first.`,
  "scan-container-first": () =>
    "Scan the sample container first, then the balance. Nothing was claimed and no reading is lost.",
  "no-task-of-sample": (d: Details) =>
    `No task of “${s(d.sample)}” is assigned to you. Ask the supervisor, or scan another container.`,
  "claim-taken": (d: Details) =>
    `${s(d.instrument)} is being used by ${s(d.person)}. Take another, or wait until they are done.`,
  "no-open-step": () => "No step of this task waits for a reading. See what is missing.",
  "step-unknown": (d: Details) =>
    `The method has no step "${s(d.step)}". Reload the page and follow the steps it shows.`,
  "instrument-unfit": (d: Details) =>
    `${s(d.instrument)} may not be used at this moment: ${s(d.reasons)}. Readings are kept but cannot enter a result. Use an instrument in verification, or enter a certificate that covers this moment.`,
  "instrument-restricted": (d: Details) =>
    `${s(d.instrument)} is restricted (${s(d.restriction)}) and may not be used for this ${d.because === "method" ? "method" : "value"}. Readings are kept but cannot enter a result. Use an instrument without this restriction.`,
  "instrument-kind-wrong": (d: Details) =>
    `${s(d.instrument)} is not the equipment of this step. Scan the right instrument.`,
  "instrument-not-connected": (d: Details) =>
    `${s(d.instrument)} is not connected to a gateway; it sends nothing by itself. Type the reading by hand.`,
  "vessel-taken": (d: Details) =>
    `Dish ${s(d.vessel)} is in use for ${s(d.sample)}, parallel ${s(d.parallel)}. Take another dish.`,
  "vessel-bound": (d: Details) =>
    `Parallel ${s(d.parallel)} has dish ${s(d.vessel)} and weighings; the dish cannot be changed.`,
  "vessel-needed": (d: Details) => `Enter the dish number of parallel ${s(d.parallel)} before weighing.`,
  "reading-not-usable": (d: Details) => `This reading cannot be used: ${s(d.reason)}. It stays in the tray.`,
  "reading-in-use": () => "This reading stands in another step. Undo it there first.",
  "unit-differs": (d: Details) =>
    `The reading is in ${s(d.unit)}, the step in ${s(d.expected)}. Switch the instrument's unit and print again.`,
  "reading-not-understood": (d: Details) =>
    `"${s(d.text)}" ${typedEn[s(d.because)] ?? "is not understood"}. Type 12.340, 3.2E3, <10, >300 or ND, then enter it again.`,
  "word-not-of-method": (d: Details) => `"${s(d.text)}" is no word of this method. Choose one of: ${s(d.choices)}.`,
  "units-only-in-plans": (d: Details) =>
    `Method ${s(d.method)} works without a sampling plan; there are no units to set.`,
  "unit-has-reading": (d: Details) =>
    `Unit ${s(d.unit)} has a result on record and stays. Set the number of units to at least that.`,
  "container-used": (d: Details) =>
    `Container ${s(d.number)} was used for unit ${s(d.unit)}; a container is one unit. Scan this unit's own container.`,
  "unit-bound": (d: Details) =>
    `Unit ${s(d.unit)} has a result and keeps its container. Undo that result first, then scan.`,
  "no-unit-left": (d: Details) =>
    `Every unit has its container, and ${s(d.number)} is none of them. Add units at the bench first if there are more.`,
  "lod-unknown": (d: Details) =>
    `Method ${s(d.method)} has no detection limit on record; "not detected" cannot be reported. Ask the technical manager.`,
  "equipment-in-use": (d: Details) => `${s(d.instrument)} is in use for this task; take the work out first.`,
  "result-unsigned": (d: Details) =>
    `${s(d.item)} cannot be checked before its analyst has signed the original record. Ask the analyst to sign it under “Bench”.`,
  "result-not-yours": (d: Details) =>
    `${s(d.item)} was submitted by ${s(d.by)}; only that person can sign its original record.`,
  "result-incomplete": (d: Details) => `Cannot be submitted yet; missing: ${s(d.missing)}.`,
  "parallels-disagree": (d: Details) =>
    `The parallels differ by ${s(d.difference)}, more than the allowed ${s(d.allowed)}. Repeat them as a pair.`,
  "parallels-agree": () => "The parallels agree; a repeat is asked for by rule, not by choice.",
  "nothing-changed": () => "A changed result needs its reason.",
  "edition-row-wrong": (d: Details) =>
    `The limit "${s(d.limit)}" in row ${s(d.row)} (${s(d.item)}) cannot be read. Write ≤0.3, ≥18, ＜10, 6.5～8.5, 不得检出, 阴性 or n=5,c=2,m=100,M=1000.`,
  "edition-row-twice": (d: Details) =>
    `Row ${s(d.row)} has the same category and item as row ${s(d.before)}. Take one out or correct it.`,
  "drafter-may-not-publish": () =>
    "Who drafted an edition may not publish it. Another technical manager has to check and publish it.",
  "method-cannot-judge": (d: Details) =>
    `The method's limit of quantification is above the limit, so it cannot judge: ${s(d.items)}. Choose a more sensitive method.`,
  "character-not-printable": (d: Details) =>
    `The character "${s(d.character)}" (${s(d.codePoint)}) in "${printedField(d.field, "en")}" is in none of the fonts and cannot be printed. Write it in another way and try again.`,
  "batch-running": () => "Your last batch is still being worked through. Wait for it or stop it, then sign the next.",
  "signing-key-unusable": (d: Details) =>
    `The signing certificate cannot be used: ${s(d.why)}. Nothing was issued. The administrator should check the signing key, its passphrase and the chain.`,
  "validity-needed": () =>
    "The certificate states no validity and the instrument has no period, so no due date can be computed. Give the date, or register a period first.",
  "needs-unmet": (d: Details) =>
    `The certificate does not meet what these methods need: ${s(d.needs)}. Confirm it as restricted and exclude these methods or this range, or as unfit; where corrections would mend it, choose to use them.`,
  "restriction-needed": () => "A restricted instrument needs its restriction written out. Fill it in and try again.",
  "date-in-future": (d: Details) => `The day ${s(d.on)} lies ahead. Compare it with the paper and correct it.`,
  "gateway-gap": (d: Details) =>
    `The readings have a gap: expected ${s(d.expected)}, got ${s(d.received)}. None were taken; deliver from the gap.`,
  "enrol-code-wrong": () =>
    "This code is wrong, used or out of date. Ask the administrator for a new one on the page of gateways.",
  "driver-unknown": (d: Details) => `There is no driver "${s(d.driver)}". Choose one of the list.`,
  "event-refused": (d: Details): string =>
    ({
      scrapped: "The instrument was scrapped; nothing more can be recorded of it.",
      sealed: "The instrument is sealed already. Unseal it first.",
      "not-sealed": "The instrument is not sealed, so there is nothing to unseal.",
      lent: "The instrument is lent and not back yet. Record its return first.",
      "not-lent": "The instrument is not lent, so there is nothing to return.",
      "plan-ended": "This plan of checks has ended. Make a new one.",
      "check-failed":
        "The last check failed and nothing has passed since. Check or calibrate it again before the plan ends.",
    })[s(d.because)] ?? "This cannot be recorded now. Reload the page and look at the instrument's state.",
  "extension-refused": (d: Details): string =>
    d.because === "already-lapsed"
      ? "The calibration has lapsed and cannot be extended. Take the instrument out of service and send it."
      : d.because === "no-passed-check"
        ? "No intermediate check has passed since this calibration. Do one first."
        : "Only calibrated instruments that are not under compulsory verification can be extended.",
  "cell-changed": (d: Details) =>
    `${s(d.by) || "Somebody else"} changed this cell: it holds ${s(d.theirs) || "nothing"}, you typed ${s(d.yours) || "nothing"}. Nothing was overwritten; choose which stays.`,
  "cells-wrong": (d: Details) =>
    `Some cells cannot be understood or typed: ${s(d.cells)}. Nothing was saved; mend the cells in red.`,
  "sheet-methods-differ": () => "A batch has one method. Choose tasks of the same method.",
  "sheet-analysts-differ": (d: Details) =>
    `A batch has one analyst: ${s(d.analysts) || "some tasks are unassigned"}. Assign the tasks to one analyst first.`,
  "task-on-sheet": (d: Details) => `${s(d.sample)} stands on batch ${s(d.sheet)}. Take it off there first.`,
  "task-not-on-sheet": (d: Details) => `Position ${s(d.position)} is not of this batch. Reload and choose again.`,
  "position-has-values": () =>
    "This position has figures and stays. Undo the figures, or give the whole batch up with a reason.",
  "control-value-stands": () =>
    "A control's value goes to its chart and stands. If it was mistyped, somebody else says so in the justification.",
  "control-revised": (d: Details) =>
    `${s(d.by)} has revised this chart meanwhile (version ${s(d.version)}, target ${s(d.target)}). Nothing was overwritten; look at it before you change it.`,
  "control-failed-stays": (d: Details) =>
    `The control at position ${s(d.position)} has failed: it and its batch stay, and no sample joins or leaves, whatever stands there now. Let a supervisor sign its justification, or measure it again until it passes.`,
  "control-other-instrument": (d: Details) =>
    `This chart belongs to ${s(d.instrument)}, not to ${s(d.chosen)}. Choose the chart's instrument, or begin a chart for this one.`,
  "criteria-looser": (d: Details) =>
    `Looser than the method asks for: ${s(d.criteria)}. Keep to the method, or let the supervisor or the technical manager make this batch.`,
  "controls-not-for-kind": () =>
    "Qualitative and PCR methods keep their controls with their own records, not as positions.",
  "sheet-nothing-open": () => "Nothing in this batch waits to be submitted.",
  "plates-uncounted": (d: Details) => `These plates give no count: ${platesEn[String(d.because)] ?? s(d.because)}.`,
  "culture-order": (d: Details) => `Finish the stage before first: ${s(d.stage)}.`,
  "culture-too-short": (d: Details) =>
    `${s(d.stage)} lasts at least ${s(d.hours)} hours; it may be taken out from ${s(d.until)}.`,
  "curve-unfit": (d: Details) => `No curve can be fitted: ${curvesEn[String(d.because)] ?? s(d.because)}.`,
  "curve-not-accepted": (d: Details) =>
    `The curve is not accepted (${(Array.isArray(d.because) ? d.because : []).map((b) => curvesEn[String(b)] ?? String(b)).join(", ")}) and gives no results. Measure the standards again.`,
  "material-unfit": (d: Details) =>
    `Reference material ${s(d.material)} on ${s(d.on)}: ${materialEn[String(d.because)] ?? s(d.because)}.`,
  "curve-unusable": (d: Details) =>
    `Curve ${s(d.number)} cannot be chosen: ${curvesEn[String(d.because)] ?? s(d.because)}.`,
  "control-rejected": (d: Details) =>
    `A control of this method was rejected: ${(d.controls as string[] | undefined)?.join("; ") ?? ""}. Find the cause; a supervisor signs before results are submitted.`,
  "label-too-small": (d: Details): string =>
    d.needs === "width"
      ? "The label is too narrow for its bar code: make it wider than 40 mm, or choose a square symbol."
      : d.needs === "height"
        ? "The label is too small for its symbol: make it larger."
        : "Too much on the label, the letters would be too small: take lines off, choose smaller ones, or a larger label.",
  "printer-away": (d: Details) =>
    `The printer "${s(d.printer)}" does not answer (${s(d.why)}); nothing was printed. Check its power and network, or print the PDF.`,
  "print-settled": (d: Details) =>
    `This print needs no answer, or ${s(d.by)} gave it; nothing was printed twice. See the record of prints.`,
  "gate-unmet": (d: Details) =>
    `It cannot be issued yet: ${(d.conditionsEn as string[] | undefined)?.join("; ") ?? ""}.`,
  "picture-unusable": () =>
    "This picture cannot be printed. Give an RGB or grey PNG or JPEG (not CMYK, at most 2 MB, at least 100 pixels each way).",
  "second-person-needed": () => "Who uploaded it cannot put it into use. Ask another person to compare and confirm it.",
  "own-scope": () => "Nobody grants or ends what they themselves may sign for. Ask another technical manager.",
  "reinspection-not-possible": (d: Details) =>
    `No re-inspection can be asked for: ${(Array.isArray(d.reasons) ? d.reasons : []).map((code) => noReinspectionEn[String(code)] ?? s(code)).join("; ")}. Objections to the sampling or the methods go to the authority that ordered it.`,
  "results-changed": () => "The results that were done again differ from this certificate. Amend it or revoke it.",
  "one-certificate-each": () =>
    "Every supervisory sample has a certificate of its own. Take back the wish for one certificate of all samples.",
  "separation-on-certificate": (d: Details) =>
    `You tested or reviewed the sample ${s(d.samples)}, so you may not approve this certificate of several samples. Another signatory has to.`,
  "subcontract-forbidden": () =>
    "Only commissioned work may be given to another laboratory; work of an authority and re-inspections are done here.",
  "subcontract-whole-sample": (d: Details) =>
    `Not everything of the sample ${s(d.samples)} may be given away: the certificate has to say at least one thing that we tested. Choose fewer items.`,
  "subcontract-out-of-scope": (d: Details) =>
    `The accreditation of ${s(d.laboratory)} ends on ${s(d.until)} and does not cover ${s(d.on)}. Check its certificate and scope, or choose another laboratory.`,
  "subcontract-items-out-of-scope": (d: Details) =>
    `On ${s(d.on)} the scope of ${s(d.laboratory)} on record does not cover: ${s(d.items)}. Check its scope and have it recorded under “Partner laboratories”, or choose another laboratory.`,
  "subcontract-report-missing": () =>
    "The other laboratory's report is not here yet. Upload it first; results are taken from it alone.",
  "task-subcontracted": (d: Details) =>
    `${s(d.item)} was given to another laboratory and is not assigned here. Take that back first to do it here.`,
  "lod-needed": () => "Not detected is never said without its limit of detection. Give the one of the other report.",
  "nothing-to-reissue": () => "No copy of this certificate has left the house yet. Record it as the first one.",
  "nothing-amended": () =>
    "The amended certificate would say the same. Correct the sample's data or send results back first.",
  "file-without-rows": (d: Details) =>
    `No header with rows was found in “${s(d.file)}”. Make sure it is an XLSX or CSV table with the columns needed; where headings differ, assign the columns first.`,
  "file-without-results": (d: Details) =>
    `No results were found in "${s(d.file)}". Check the instrument's driver and its settings (columns, sheet).`,
  "rows-wrong": (d: Details) => `The file has problems; no row was taken. ${wrongRowsText(d["rows"], "en")}`,
  "file-known": (d: Details) => `The file "${s(d.file)}" was taken before; nothing was taken twice.`,
  "profile-wrong": (d: Details) => `The driver's settings do not fit: ${s(d.why)} Nothing was changed.`,
  "demo-only": () => "This exists only in the demonstration.",
  "balance-away": () => "The simulated balance does not answer. See that the demonstration is running, then try again.",
  "figure-wrong": (d: Details) => `"${s(d.text ?? d.value)}" is not a figure. Type the digits exactly as read.`,
  "rounding-place-wrong": () =>
    "The rounding interval or number of digits is not right. Ask the technical manager to look at the method's reporting rule.",
  "formula-wrong": (d: Details) =>
    `The formula is not right: ${s(d.formula ?? d.expression)}. Ask the technical manager to look at the method.`,
  "formula-value-missing": (d: Details) => `The formula lacks a value: ${s(d.name ?? d.names ?? d.variable)}.`,
  "formula-undefined": () => "The readings give no result (a division by zero, say). Check the readings.",
  "item-unknown": (d: Details) => `There is no item "${s(d.item)}". Choose one from the list.`,
  "analyst-may-not-check": () => "You did this work and cannot check it. Another checker has to.",
  "analyst-may-not-review": () => "You tested this sample and cannot review it. Another reviewer has to.",
  "analyst-may-not-approve": () => "You tested this sample and cannot approve it. Another signatory has to.",
  "reviewer-may-not-approve": () => "You reviewed this sample and cannot approve it too. Another signatory has to.",
  "checker-may-not-review": () =>
    "You checked this sample; this laboratory does not let the checker review. Another reviewer has to.",
  "checker-may-not-test": () => "You checked this sample and cannot test it. Assign another analyst.",
  "reviewer-may-not-test": () => "You reviewed this sample and cannot test it. Assign another analyst.",
} satisfies Record<ProblemCode, (d: Details) => string>;
