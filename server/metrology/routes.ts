import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { extendInterval, recordEvent, showHistory } from "./record-event.ts";
import * as life from "./life-contract.ts";
import { listInstruments, showInstrument } from "./list-instruments.ts";
import { recordVerification } from "./record-verification.ts";
import { registerInstrument } from "./register-instrument.ts";

/** The instrument's label is served by samples/routes.ts, where labels are drawn. */
export const metrology: Served[] = [
  serve(contract.listInstruments, listInstruments),
  serve(contract.showInstrument, showInstrument),
  serve(contract.registerInstrument, registerInstrument),
  serve(life.recordEvent, recordEvent),
  serve(life.extendInterval, extendInterval),
  serve(life.showHistory, showHistory),
  serve(contract.recordVerification, recordVerification),
];
