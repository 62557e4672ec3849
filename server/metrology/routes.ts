import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { extendInterval } from "./extend-interval.ts";
import { recordEvent } from "./record-event.ts";
import { showHistory } from "./show-history.ts";
import * as life from "./life-contract.ts";
import { listInstruments, showInstrument } from "./list-instruments.ts";
import { listDocuments, setDocuments } from "./keep-documents.ts";
import * as plan from "./plan-contract.ts";
import { calendarAddress, calendarFeed, listDue, makeRound } from "./plan-verification.ts";
import { verificationRates, verificationRatesXlsx } from "./report-rates.ts";
import { recordVerification } from "./record-verification.ts";
import { registerInstrument } from "./register-instrument.ts";
import { showUsage, usageXlsx } from "./show-usage.ts";
import * as usage from "./usage-contract.ts";

/** The instrument's label is served by samples/routes.ts, where labels are drawn. */
export const metrology: Served[] = [
  serve(contract.listInstruments, listInstruments),
  serve(contract.showInstrument, showInstrument),
  serve(contract.registerInstrument, registerInstrument),
  serve(usage.showUsage, showUsage),
  serve(usage.usageXlsx, usageXlsx),
  serve(plan.listDue, listDue),
  serve(plan.makeRound, makeRound),
  serve(plan.calendarAddress, calendarAddress),
  serve(plan.calendarFeed, calendarFeed),
  serve(plan.verificationRates, verificationRates),
  serve(plan.verificationRatesXlsx, verificationRatesXlsx),
  serve(plan.listDocuments, listDocuments),
  serve(plan.setDocuments, setDocuments),
  serve(life.recordEvent, recordEvent),
  serve(life.extendInterval, extendInterval),
  serve(life.showHistory, showHistory),
  serve(contract.recordVerification, recordVerification),
];
