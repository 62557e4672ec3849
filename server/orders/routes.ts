import * as blind from "./blind-contract.ts";
import { blindSetting, setBlind, unblindSample } from "./blind-mode.ts";
import { serve, type Served } from "../platform/serve.ts";
import * as commission from "./commission-contract.ts";
import * as contract from "./contract.ts";
import { markNotified } from "./mark-notified.ts";
import { planTests } from "./plan-tests.ts";
import * as plan from "./plan-contract.ts";
import { listTemplates, removeTemplate, saveTemplate } from "./keep-templates.ts";
import { recallProduct } from "./recall-product.ts";
import * as reception from "./reception-contract.ts";
import { registerOrder } from "./register-order.ts";
import { listOrders, showOrder } from "./show-order.ts";

import { portalCategories, portalLaboratories, portalOffer } from "./offer-tests.ts";
import { listCommissions, myCommission, myCommissions, showCommission } from "./show-commission.ts";
import { refuseCommission, submitCommission, withdrawCommission } from "./submit-commission.ts";
import {
  dropExpected,
  importSheets,
  listExpected,
  listMappings,
  previewSheets,
  showExpected,
} from "./expect-sheets.ts";
import { decideRules, draftRules, listRules, previewRules } from "./keep-rules.ts";
import * as sampling from "./sampling-contract.ts";
import * as sheets from "./sheets-contract.ts";

export const orders: Served[] = [
  serve(sampling.listRules, listRules),
  serve(sampling.previewRules, previewRules),
  serve(sampling.draftRules, draftRules),
  serve(sampling.decideRules, decideRules),
  serve(sheets.listMappings, listMappings),
  serve(sheets.previewSheets, previewSheets),
  serve(sheets.importSheets, importSheets),
  serve(sheets.listExpected, listExpected),
  serve(sheets.showExpected, showExpected),
  serve(sheets.dropExpected, dropExpected),
  serve(plan.planTests, planTests),
  serve(reception.listTemplates, listTemplates),
  serve(reception.saveTemplate, saveTemplate),
  serve(reception.removeTemplate, removeTemplate),
  serve(reception.recallProduct, recallProduct),
  serve(contract.registerOrder, registerOrder),
  serve(contract.markNotified, markNotified),
  serve(contract.listOrders, listOrders),
  serve(contract.showOrder, showOrder),
  serve(commission.listCommissions, listCommissions),
  serve(commission.showCommission, showCommission),
  serve(commission.refuseCommission, refuseCommission),
  serve(commission.portalLaboratories, portalLaboratories),
  serve(commission.portalCategories, portalCategories),
  serve(commission.portalOffer, portalOffer),
  serve(commission.myCommissions, myCommissions),
  serve(commission.myCommission, myCommission),
  serve(commission.submitCommission, submitCommission),
  serve(commission.withdrawCommission, withdrawCommission),
  serve(blind.blindSetting, blindSetting),
  serve(blind.setBlind, setBlind),
  serve(blind.unblindSample, unblindSample),
];
