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

/**
 * Whether results are held against the standards in force: not for risk monitoring, and not where a client agreed on no basis (仅提供实测数据，
 * 不作判定). What an authority sends is judged by law, named or not.
 */
export function isJudgedByStandards(order: { source: string; judgingBasis: readonly string[] }): boolean {
  if (order.source === "commissioned") return order.judgingBasis.length > 0;
  return order.source !== "risk_monitoring";
}
