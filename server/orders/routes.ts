import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { markNotified } from "./mark-notified.ts";
import { planTests } from "./plan-tests.ts";
import * as plan from "./plan-contract.ts";
import { listTemplates, removeTemplate, saveTemplate } from "./keep-templates.ts";
import { recallProduct } from "./recall-product.ts";
import * as reception from "./reception-contract.ts";
import { registerOrder } from "./register-order.ts";
import { listOrders, showOrder } from "./show-order.ts";

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
];
