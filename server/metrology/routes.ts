import { serve, type Served } from "../platform/serve.ts";
import * as checks from "./check-contract.ts";
import * as contract from "./contract.ts";
import { extendInterval } from "./extend-interval.ts";
import * as files from "./file-contract.ts";
import { showNeeds } from "./find-needs.ts";
import { recordEvent } from "./record-event.ts";
import { showHistory } from "./show-history.ts";
import * as life from "./life-contract.ts";
import { listChoices, listInstruments, showInstrument } from "./list-instruments.ts";
import { endCheckPlan, listCheckPlans, planCheck, recordCheck } from "./keep-checks.ts";
import { listInstrumentFiles, putAwayInstrumentFile, showInstrumentFile, uploadInstrumentFile } from "./keep-files.ts";
import { printInstrumentLabel, setDueRule, showDueRule } from "./print-label.ts";
import { listDocuments, setDocuments } from "./keep-documents.ts";
import { changeMaterial, endMaterial, listMaterials, openMaterial, registerMaterial } from "./keep-materials.ts";
import * as materials from "./material-contract.ts";
import * as plan from "./plan-contract.ts";
import { listDueChecks } from "./list-due-checks.ts";
import { listDue, listReminders, planLoad } from "./list-due.ts";
import * as calendar from "./calendar-contract.ts";
import { calendarFeed, listFeeds, makeFeed, revokeFeed } from "./calendar-feeds.ts";
import * as rounds from "./rounds-contract.ts";
import { changeRound, listRounds, makeRound, roundBack, sendRound, withdrawRound } from "./keep-rounds.ts";
import { roundXlsx } from "./show-round.ts";
import * as rates from "./rates-contract.ts";
import { verificationRates, verificationRatesXlsx } from "./report-rates.ts";
import { recordVerification } from "./record-verification.ts";
import { registerInstrument } from "./register-instrument.ts";
import { showUsage, usageXlsx } from "./show-usage.ts";
import * as usage from "./usage-contract.ts";

/** The instrument's label is served by samples/routes.ts, where labels are drawn; lists and rates on paper by certificates/routes.ts. */
export const metrology: Served[] = [
  serve(contract.listInstruments, listInstruments),
  serve(contract.listChoices, listChoices),
  serve(contract.showInstrument, showInstrument),
  serve(contract.showNeeds, showNeeds),
  serve(contract.registerInstrument, registerInstrument),
  serve(usage.showUsage, showUsage),
  serve(usage.usageXlsx, usageXlsx),
  serve(plan.listDue, listDue),
  serve(plan.planLoad, planLoad),
  serve(plan.listReminders, listReminders),
  serve(rounds.listRounds, listRounds),
  serve(rounds.makeRound, makeRound),
  serve(rounds.changeRound, changeRound),
  serve(rounds.sendRound, sendRound),
  serve(rounds.roundBack, roundBack),
  serve(rounds.withdrawRound, withdrawRound),
  serve(rounds.roundXlsx, roundXlsx),
  serve(calendar.listFeeds, listFeeds),
  serve(calendar.makeFeed, makeFeed),
  serve(calendar.revokeFeed, revokeFeed),
  serve(calendar.calendarFeed, calendarFeed),
  serve(rates.verificationRates, verificationRates),
  serve(rates.verificationRatesXlsx, verificationRatesXlsx),
  serve(plan.listDocuments, listDocuments),
  serve(plan.setDocuments, setDocuments),
  serve(files.listInstrumentFiles, listInstrumentFiles),
  serve(files.uploadInstrumentFile, uploadInstrumentFile),
  serve(files.showInstrumentFile, showInstrumentFile),
  serve(files.putAwayInstrumentFile, putAwayInstrumentFile),
  serve(files.printInstrumentLabel, printInstrumentLabel),
  serve(files.showDueRule, showDueRule),
  serve(files.setDueRule, setDueRule),
  serve(materials.listMaterials, listMaterials),
  serve(materials.registerMaterial, registerMaterial),
  serve(materials.changeMaterial, changeMaterial),
  serve(materials.openMaterial, openMaterial),
  serve(materials.endMaterial, endMaterial),
  serve(checks.listCheckPlans, listCheckPlans),
  serve(checks.planCheck, planCheck),
  serve(checks.recordCheck, recordCheck),
  serve(checks.endCheckPlan, endCheckPlan),
  serve(checks.listDueChecks, listDueChecks),
  serve(life.recordEvent, recordEvent),
  serve(life.extendInterval, extendInterval),
  serve(life.showHistory, showHistory),
  serve(contract.recordVerification, recordVerification),
];
