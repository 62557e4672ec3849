import { z } from "zod";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { PortSettings, type GatewayConfiguration } from "./contract.ts";

/** What a gateway reads, on which ports, by the register of instruments. */
export async function gatewayConfiguration(ctx: Context): Promise<GatewayConfiguration> {
  const gateway = await ctx.db.gateway.findUnique({
    where: { id: ctx.actor.id ?? "" },
    include: { instruments: { where: { driver: { not: null } }, orderBy: { number: "asc" } } },
  });
  if (!gateway) throw new Problem("sign-in-needed");
  return {
    gatewayName: gateway.name,
    upTo: Number(gateway.upTo),
    clockAheadMinutes: ctx.house.clock.aheadMinutes(),
    watched: gateway.instruments
      .filter(({ watchUntil }) => watchUntil !== null && watchUntil > ctx.now())
      .map(({ number }) => number),
    instruments: gateway.instruments.flatMap((i) => {
      const port = PortSettings.safeParse(i.port);
      return port.success && i.driver !== null
        ? [
            {
              number: i.number,
              name: i.name,
              driver: i.driver,
              port: port.data,
              mode: i.mode === "stream" ? ("stream" as const) : ("listen" as const),
              live: i.isLive,
              profile: profileOf(i.profile),
            },
          ]
        : [];
    }),
  };
}

/** Passes shown weights on to the screens; they may be lost. */
export async function reportLive(
  ctx: Context,
  { body }: InputOf<typeof contract.reportLive>,
): Promise<Record<string, never>> {
  const laboratoryId = ctx.actor.laboratoryId ?? "";
  for (const shown of body.instruments) {
    const { live } = shown;
    await ctx.house.live.say({
      type: "display",
      laboratoryId,
      instrument: shown.number,
      state: shown.state,
      text: live?.text ?? null,
      value: live?.value ?? null,
      unit: live?.unit ?? null,
      stable: live?.stable ?? null,
    });
  }
  return {};
}

/** A stored profile is JSON already; this tells the compiler so. */
function profileOf(stored: unknown) {
  return stored === null ? undefined : z.json().parse(stored);
}
