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

type Whose = { source: string; clientId: string; sampledEnterpriseId?: string | null };

/** Whose order it is: who commissioned it; of supervisory sampling the sampled enterprise; of risk monitoring nobody's. */
export function ownerOf({ source, clientId, sampledEnterpriseId }: Whose): string | null {
  switch (source) {
    case "commissioned":
    case "reinspection":
      return clientId;
    case "supervisory":
      return sampledEnterpriseId ?? null;
    default:
      return null;
  }
}

/** The enterprise that may know of an order: its owner; of supervisory sampling once the authority has marked it notified (已送达). */
export function readerOf(order: Whose & { notifiedAt: Date | null }): string | null {
  return order.source === "supervisory" && order.notifiedAt === null ? null : ownerOf(order);
}

export const reportWithinWorkingDays = 20;

/** Due on the day agreed, else 20 working days after receipt. */
export function orderDueOn(receivedOn: string, agreedOn: string | null | undefined, table: HolidayTable): string {
  return agreedOn ?? addWorkingDays(receivedOn, reportWithinWorkingDays, table);
}
