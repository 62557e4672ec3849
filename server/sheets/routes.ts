import { serve, type Served } from "../platform/serve.ts";
import { addRemark, keepAttachment, showAttachment } from "./add-remark.ts";
import * as contract from "./contract.ts";
import * as positions from "./positions-contract.ts";
import { addPositions, makeSheet, removePosition, withdrawSheet } from "./make-sheet.ts";
import * as counts from "./counts-contract.ts";
import { saveCells } from "./save-cells.ts";
import { saveCounts } from "./save-counts.ts";
import { listCandidates, listSheets, showRow, showSheet } from "./show-sheet.ts";
import { showTrend } from "./show-trend.ts";
import { justifyPosition, submitSheet } from "./submit-sheet.ts";
import { undoCell } from "./undo-cell.ts";
import { worksheet } from "./worksheet.ts";

export const sheets: Served[] = [
  serve(contract.listSheets, listSheets),
  serve(positions.listCandidates, listCandidates),
  serve(positions.makeSheet, makeSheet),
  serve(contract.showSheet, showSheet),
  serve(contract.showRow, showRow),
  serve(positions.addPositions, addPositions),
  serve(positions.removePosition, removePosition),
  serve(positions.withdrawSheet, withdrawSheet),
  serve(contract.saveCells, saveCells),
  serve(counts.saveCounts, saveCounts),
  serve(contract.undoCell, undoCell),
  serve(contract.submitSheet, submitSheet),
  serve(contract.justifyPosition, justifyPosition),
  serve(contract.addRemark, addRemark),
  serve(contract.keepAttachment, keepAttachment),
  serve(contract.showAttachment, showAttachment),
  serve(contract.worksheet, worksheet),
  serve(contract.showTrend, showTrend),
];
