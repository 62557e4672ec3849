import { groupNumber } from "../kernel/numbers.ts";
import { notify, peopleOf } from "../notices/notify.ts";
import type { Context } from "../platform/context.ts";
import { readerOf } from "./rules.ts";

type Registered = Parameters<typeof readerOf>[0] & { number: string; dueOn: string; laboratoryId: string };

/** The client hears that its samples arrived; of supervisory work and risk monitoring nobody does. */
export async function tellReceived(
  ctx: Context,
  order: Registered,
  samples: readonly { name: string }[],
): Promise<void> {
  const enterpriseId = readerOf(order);
  if (!enterpriseId) return;
  const names = [...new Set(samples.map(({ name }) => name))];
  await notify(ctx, {
    to: await peopleOf(ctx, enterpriseId),
    code: "sample-received",
    params: {
      sample: names.slice(0, 3).join("、") + (names.length > 3 ? " …" : ""),
      order: groupNumber(order.number),
      dueOn: order.dueOn,
    },
    link: `/portal?q=${order.number}`,
    laboratoryId: order.laboratoryId,
    mail: true,
  });
}
