import { groupNumber } from "../kernel/numbers.ts";
import type { Context } from "../platform/context.ts";
import { countOwnCertificates, newestCertificates } from "../portal/show-certificates.ts";
import { countOwnOrders, newestOrders } from "../portal/show-orders.ts";
import { card, mostShown, type Card } from "./card.ts";

/** The newest orders of the reader's enterprise. */
export async function ordersCard(ctx: Context, on: string): Promise<Card> {
  const [orders, count] = await Promise.all([newestOrders(ctx, mostShown), countOwnOrders(ctx)]);
  const rows = orders.map((o) => ({
    title: o.samples.map((s) => s.name).join("、"),
    detail: groupNumber(o.number),
    dueOn: null,
    link: "/portal",
  }));
  return card("my-orders", rows, on, count);
}

/** The newest certificates of the reader's enterprise. */
export async function certificatesCard(ctx: Context, on: string): Promise<Card> {
  const [certificates, count] = await Promise.all([newestCertificates(ctx, mostShown), countOwnCertificates(ctx)]);
  const rows = certificates.map((c) => ({
    title: c.sampleNames,
    detail: c.printedNumber,
    dueOn: null,
    link: "/portal/certificates",
  }));
  return card("my-certificates", rows, on, count);
}
