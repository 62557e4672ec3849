import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { listInstruments, showInstrument } from "./list-instruments.ts";
import { recordVerification } from "./record-verification.ts";
import { registerInstrument } from "./register-instrument.ts";

/** The instrument's label is served by samples/routes.ts, where labels are drawn. */
export const metrology: Served[] = [
  serve(contract.listInstruments, listInstruments),
  serve(contract.showInstrument, showInstrument),
  serve(contract.registerInstrument, registerInstrument),
  serve(contract.recordVerification, recordVerification),
];
