import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context, House } from "../platform/context.ts";
import type * as contract from "./contract.ts";

const clockKey = "demo-clock-minutes";
const balanceKey = "demo-balance";

/** Remembers where the simulated balance is controlled, for every process. */
export async function keepBalanceControl(house: House, address: string): Promise<void> {
  await house.db.setting.upsert({
    where: { key: balanceKey },
    create: { key: balanceKey, value: address },
    update: { value: address },
  });
}

/** Puts a weight on the simulated balance and presses its print key; the reading takes the same way as any other. */
export async function pressBalance(
  ctx: Context,
  { body }: InputOf<typeof contract.pressBalance>,
): Promise<Record<string, never>> {
  const control = ctx.house.settings.isDemo ? await ctx.db.setting.findUnique({ where: { key: balanceKey } }) : null;
  if (typeof control?.value !== "string") throw new Problem("demo-only");
  const answer = await fetch(`${control.value}/press`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ grams: body.grams }),
    signal: AbortSignal.timeout(15_000),
  }).catch(() => null);
  if (!answer?.ok) throw new Problem("balance-away");
  return {};
}

/** Moves the demonstration's clock ahead over drying hours; for every process, and only in a demonstration. */
export async function advanceClock(
  ctx: Context,
  { body }: InputOf<typeof contract.advanceClock>,
): Promise<ReplyOf<typeof contract.advanceClock>> {
  if (!ctx.house.settings.isDemo || ctx.actor.laboratoryId === null) throw new Problem("demo-only");
  const minutes = (await readAhead(ctx.house)) + body.minutes;
  await ctx.db.setting.upsert({
    where: { key: clockKey },
    create: { key: clockKey, value: minutes },
    update: { value: minutes },
  });
  await ctx.note("demo.clock-advanced", "demonstration", { by: body.minutes, ahead: minutes });
  await ctx.tell({ type: "changed", topics: ["clock"], laboratoryId: null });
  ctx.house.clock.setAhead(minutes);
  return { demoMinutes: minutes };
}

/** Follows the demonstration's clock as other processes move it. */
export async function followDemoClock(house: House): Promise<void> {
  if (!house.settings.isDemo) return;
  house.clock.setAhead(await readAhead(house));
  house.live.hear((event) => {
    if (event.type === "changed" && event.topics.includes("clock"))
      void readAhead(house).then(
        (minutes) => house.clock.setAhead(minutes),
        () => undefined, // the database is away for a moment: the clock stays as it is
      );
  });
}

async function readAhead(house: House): Promise<number> {
  const row = await house.db.setting.findUnique({ where: { key: clockKey } });
  return typeof row?.value === "number" ? row.value : 0;
}
