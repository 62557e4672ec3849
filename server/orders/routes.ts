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

export const orders: Served[] = [
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
];
