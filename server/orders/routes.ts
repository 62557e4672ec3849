import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { markNotified } from "./mark-notified.ts";
import { planTests } from "./plan-tests.ts";
import * as plan from "./plan-contract.ts";
import { registerOrder } from "./register-order.ts";
import { listOrders, showOrder } from "./show-order.ts";

export const orders: Served[] = [
  serve(plan.planTests, planTests),
  serve(contract.registerOrder, registerOrder),
  serve(contract.markNotified, markNotified),
  serve(contract.listOrders, listOrders),
  serve(contract.showOrder, showOrder),
];
