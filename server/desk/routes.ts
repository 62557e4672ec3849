import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { dropDraft, readDraft, saveDraft } from "./keep-draft.ts";
import { resolveScan } from "./resolve-scan.ts";
import { advanceClock, pressBalance } from "./run-demo.ts";
import { today } from "./today.ts";

export const desk: Served[] = [
  serve(contract.today, today),
  serve(contract.resolveScan, resolveScan),
  serve(contract.saveDraft, saveDraft),
  serve(contract.readDraft, readDraft),
  serve(contract.dropDraft, dropDraft),
  serve(contract.pressBalance, pressBalance),
  serve(contract.advanceClock, advanceClock),
];
