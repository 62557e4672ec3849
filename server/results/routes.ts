import { serve, type Served } from "../platform/serve.ts";
import { checkResult, checkResults, reviewSample } from "./check-result.ts";
import * as contract from "./contract.ts";
import { enterSubcontracted } from "./enter-subcontracted.ts";
import { explainResult } from "./explain-result.ts";
import { listRunning } from "./list-running.ts";
import { countWaiting, listWaiting } from "./list-waiting.ts";
import { previewEdition } from "./preview-edition.ts";
import * as preview from "./preview-contract.ts";
import { listTrialItems } from "./list-trial-items.ts";
import * as trial from "./trial-contract.ts";
import { tryJudgement } from "./try-judgement.ts";
import * as pcr from "./pcr-contract.ts";
import * as controls from "./control-contract.ts";
import * as cultures from "./culture-contract.ts";
import * as curves from "./curve-contract.ts";
import { countPlates, countTubes } from "./keep-counts.ts";
import { beginStage, endStage, showCulture } from "./keep-culture.ts";
import { chooseCurve, keepCurve, listCurves, tryCurve, withdrawCurve } from "./keep-curves.ts";
import { addControlPoint, beginControl, justifyControlPoint, listControls, showControl } from "./keep-controls.ts";
import { endControl, reviseControl } from "./revise-control.ts";
import { recordPcrRun, withdrawPcrRun } from "./record-pcr-run.ts";
import { listPcrRuns, readPcrFile, readPcrText, showPcrRun } from "./show-pcr-run.ts";
import * as equipment from "./equipment-contract.ts";
import { takeOut, useEquipment } from "./use-equipment.ts";
import { sendBack } from "./send-back.ts";
import * as signing from "./sign-contract.ts";
import { listUnsigned, setSigning, signingSetting, signResults } from "./sign-result.ts";
import { showBench } from "./show-bench.ts";
import { showDesk } from "./show-desk.ts";
import { recordEquipmentUse, repeatDetermination, submitResult } from "./submit-result.ts";

export const results: Served[] = [
  serve(contract.showBench, showBench),
  serve(contract.recordEquipmentUse, recordEquipmentUse),
  serve(equipment.listRunning, listRunning),
  serve(equipment.useEquipment, useEquipment),
  serve(equipment.takeOut, takeOut),
  serve(contract.repeatDetermination, repeatDetermination),
  serve(contract.submitResult, submitResult),
  serve(signing.listUnsigned, listUnsigned),
  serve(signing.signResults, signResults),
  serve(signing.signingSetting, signingSetting),
  serve(signing.setSigning, setSigning),
  serve(contract.enterSubcontracted, enterSubcontracted),
  serve(contract.explainResult, explainResult),
  serve(preview.previewEdition, previewEdition),
  serve(trial.tryJudgement, tryJudgement),
  serve(trial.listTrialItems, listTrialItems),
  serve(pcr.listPcrRuns, listPcrRuns),
  serve(pcr.showPcrRun, showPcrRun),
  serve(pcr.recordPcrRun, recordPcrRun),
  serve(pcr.withdrawPcrRun, withdrawPcrRun),
  serve(pcr.readPcrFile, readPcrFile),
  serve(pcr.readPcrText, readPcrText),
  serve(controls.listControls, listControls),
  serve(controls.showControl, showControl),
  serve(controls.beginControl, beginControl),
  serve(controls.reviseControl, reviseControl),
  serve(controls.endControl, endControl),
  serve(controls.addControlPoint, addControlPoint),
  serve(controls.justifyControlPoint, justifyControlPoint),
  serve(cultures.showCulture, showCulture),
  serve(cultures.countPlates, countPlates),
  serve(cultures.countTubes, countTubes),
  serve(cultures.beginStage, beginStage),
  serve(cultures.endStage, endStage),
  serve(curves.listCurves, listCurves),
  serve(curves.tryCurve, tryCurve),
  serve(curves.keepCurve, keepCurve),
  serve(curves.withdrawCurve, withdrawCurve),
  serve(curves.chooseCurve, chooseCurve),
  serve(contract.listWaiting, listWaiting),
  serve(contract.countWaiting, countWaiting),
  serve(contract.showDesk, showDesk),
  serve(contract.checkResult, checkResult),
  serve(contract.checkResults, checkResults),
  serve(contract.reviewSample, reviewSample),
  serve(contract.sendBack, sendBack),
];
