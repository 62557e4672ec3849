import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { DeliveredReading } from "./contract.ts";
import { placeReading } from "./place-reading.ts";

type Instrument = { id: string; number: string; name: string };

/**
 * Keeps what a gateway delivers, exactly once and in order: what lies at or below its mark is known already, what leaves
 * a hole is refused whole. A stable reading of a claimed instrument is placed; every other waits in the tray.
 */
export async function takeReadings(
  ctx: Context,
  { body }: InputOf<typeof contract.takeReadings>,
): Promise<ReplyOf<typeof contract.takeReadings>> {
  const rows = await ctx.db.$queryRaw<
    { upTo: bigint }[]
  >`select "upTo" from "Gateway" where id = ${ctx.actor.id}::uuid for update`;
  const mark = Number(rows[0]?.upTo ?? 0);
  const fresh = body.readings.filter((r) => r.sequence > mark).sort((a, b) => a.sequence - b.sequence);
  const hole = fresh.findIndex((r, index) => r.sequence !== mark + 1 + index);
  if (hole >= 0) throw new Problem("gateway-gap", { expected: mark + 1 + hole, received: fresh[hole]?.sequence });
  if (fresh.length === 0) return { upTo: mark };

  const instruments = await instrumentsOf(ctx, fresh);
  const behindMs = ctx.now().getTime() - new Date(body.gatewayNow).getTime();
  let placed = 0;
  for (const reading of fresh) {
    const instrument = instruments.get(reading.instrumentNumber);
    if (await keep(ctx, reading, instrument, behindMs)) placed++;
  }
  const upTo = mark + fresh.length;
  await ctx.db.gateway.update({
    where: { id: ctx.actor.id ?? "" },
    data: { upTo: BigInt(upTo), lastSeenAt: ctx.now() },
  });
  await ctx.note("readings.taken", `gateway ${ctx.actor.name}`, { from: mark + 1, upTo, placed });
  return { upTo };
}

async function instrumentsOf(ctx: Context, readings: DeliveredReading[]): Promise<Map<string, Instrument>> {
  const numbers = [...new Set(readings.map((r) => r.instrumentNumber))];
  const rows = await ctx.db.instrument.findMany({
    where: { number: { in: numbers }, gatewayId: ctx.actor.id, laboratoryId: ctx.actor.laboratoryId ?? "" },
  });
  return new Map(rows.map((i) => [i.number, i]));
}

async function keep(
  ctx: Context,
  said: DeliveredReading,
  instrument: Instrument | undefined,
  behindMs: number,
): Promise<boolean> {
  const laboratoryId = ctx.actor.laboratoryId ?? "";
  const reading = await ctx.db.reading.create({
    data: {
      laboratoryId,
      instrumentId: instrument?.id ?? null,
      gatewayId: ctx.actor.id,
      sequence: BigInt(said.sequence),
      raw: Buffer.from(said.raw, "base64"),
      kind: said.kind,
      // an instrument this gateway does not own may not feed results
      status: instrument ? said.status : "unknown",
      text: said.value ?? said.text,
      value: said.value,
      qualifier: said.qualifier ?? "=",
      unit: said.unit,
      isStable: said.stable,
      driver: said.driver,
      details: said.details,
      within: said.within === undefined ? null : BigInt(said.within),
      journalFrom: said.journal === undefined ? null : BigInt(said.journal.from),
      journalBytes: said.journal?.bytes ?? null,
      fileId: said.file ?? null,
      behindMs: Math.round(behindMs),
      takenAt: new Date(said.takenAt),
      receivedAt: ctx.now(),
    },
  });
  if (said.kind !== "weight" && said.status === "reading") return false;
  const outcome = instrument
    ? await placeReading(ctx, reading, instrument, behindMs)
    : { outcome: "unclaimed" as const, personId: null, taskId: null, reason: "unknown" };
  await ctx.tell({
    type: "reading",
    laboratoryId,
    instrument: said.instrumentNumber,
    text: `${said.value ?? said.text ?? ""} ${said.unit ?? ""}`.trim(),
    ...outcome,
  });
  return outcome.outcome === "placed";
}
