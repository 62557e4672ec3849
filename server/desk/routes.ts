import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { beginExport, cancelExport, exportFile, listExports } from "./ask-export.ts";
import { dropDraft, readDraft, saveDraft } from "./keep-draft.ts";
import * as lists from "./lists-contract.ts";
import { resolveScan } from "./resolve-scan.ts";
import { advanceClock, pressBalance } from "./run-demo.ts";
import { dropView, listViews, saveView } from "./saved-views.ts";
import { today } from "./today.ts";

export const desk: Served[] = [
  serve(contract.today, today),
  serve(contract.resolveScan, resolveScan),
  serve(contract.saveDraft, saveDraft),
  serve(contract.readDraft, readDraft),
  serve(contract.dropDraft, dropDraft),
  serve(lists.listViews, listViews),
  serve(lists.saveView, saveView),
  serve(lists.dropView, dropView),
  serve(lists.beginExport, beginExport),
  serve(lists.listExports, listExports),
  serve(lists.cancelExport, cancelExport),
  serve(lists.exportFile, exportFile),
  serve(contract.pressBalance, pressBalance),
  serve(contract.advanceClock, advanceClock),
];
