// The stages of an order, and when its certificate is due.
import { addWorkingDays, type HolidayTable } from "../kernel/working-days.ts";

export const orderStates = ["open", "accepted", "completed", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];

export const orderMoves = {
  open: ["accepted", "cancelled"],
  accepted: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
} as const satisfies Record<OrderState, readonly OrderState[]>;

export function orderMayMove(from: OrderState, to: OrderState): boolean {
  const list: readonly OrderState[] = orderMoves[from];
  return list.includes(to);
}

/**
 * The enterprise that may know of an order: who commissioned it; of supervisory sampling the sampled enterprise, once the authority
 * has marked it notified (已送达); of risk monitoring none.
 */
export function readerOf(order: {
  source: string;
  clientId: string;
  sampledEnterpriseId?: string | null;
  notifiedAt: Date | null;
}): string | null {
  switch (order.source) {
    case "commissioned":
    case "reinspection":
      return order.clientId;
    case "supervisory":
      return order.notifiedAt === null ? null : (order.sampledEnterpriseId ?? null);
    default:
      return null;
  }
}

export const reportWithinWorkingDays = 20;

/** Due on the day agreed, else 20 working days after receipt. */
export function orderDueOn(receivedOn: string, agreedOn: string | null | undefined, table: HolidayTable): string {
  return agreedOn ?? addWorkingDays(receivedOn, reportWithinWorkingDays, table);
}
