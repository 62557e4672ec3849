import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { DeliveredReading } from "./contract.ts";
import type { ResultMapping } from "./mapping-contract.ts";
import { placeOf, putResult, type SentResult } from "./match-results.ts";
import { nobodys, placeReading } from "./place-reading.ts";
import type { Placing } from "./place-reading.ts";
import { mappingsOf } from "./result-mappings.ts";

type Instrument = { id: string; number: string; name: string; kind: string; laboratoryId: string };

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
  const kept = fresh.map((said) => ({ said, id: newId(ctx), instrument: instruments.get(said.instrumentNumber) }));
  await keepAll(ctx, kept, behindMs);
  const placed = await placeAll(ctx, kept, behindMs);
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

type Kept = { said: DeliveredReading; id: string; instrument: Instrument | undefined };

/** One statement for all rows: instruments stream and never wait. */
async function keepAll(ctx: Context, kept: readonly Kept[], behindMs: number): Promise<void> {
  const rows = kept.map(({ said, id, instrument }) => ({
    id,
    instrument: instrument?.id ?? null,
    sequence: said.sequence,
    raw: said.raw,
    kind: said.kind,
    // an instrument this gateway does not own may not feed results
    status: instrument ? said.status : "unknown",
    text: said.value ?? said.text,
    value: said.value,
    qualifier: said.qualifier ?? "=",
    unit: said.unit,
    stable: said.stable,
    driver: said.driver,
    details: said.details ?? null,
    within: said.within ?? null,
    from: said.journal?.from ?? null,
    bytes: said.journal?.bytes ?? null,
    file: said.file ?? null,
    taken: said.takenAt,
  }));
  await ctx.db.$executeRaw`
    insert into "Reading" (id, "laboratoryId", "instrumentId", "gatewayId", sequence, raw, kind, status, text, value,
      qualifier, unit, "isStable", driver, details, within, "journalFrom", "journalBytes", "fileId", "behindMs", "takenAt",
      "receivedAt", "isManual")
    select id, ${ctx.actor.laboratoryId}::uuid, instrument, ${ctx.actor.id}::uuid, sequence, decode(raw, 'base64'), kind,
      status, text, value, qualifier, unit, stable, driver, nullif(details, 'null'::jsonb), within, "from", bytes, file,
      ${Math.round(behindMs)}::int, taken, ${ctx.now()}, false
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, instrument uuid, sequence bigint, raw text,
      kind text, status text, text text, value numeric, qualifier text, unit text, stable boolean, driver text,
      details jsonb, within bigint, "from" bigint, bytes int, file text, taken timestamptz)`;
}

/** Puts the readings of claimed instruments in their steps; of the others the screens hear the newest of each. */
async function placeAll(ctx: Context, kept: readonly Kept[], behindMs: number): Promise<number> {
  const ids = [...new Set(kept.flatMap(({ instrument }) => (instrument ? [instrument.id] : [])))];
  const claims = await ctx.db.claim.findMany({ where: { instrumentId: { in: ids }, closedAt: null } });
  const claimed = new Set(claims.map(({ instrumentId }) => instrumentId));
  const newest = new Map<string, { said: DeliveredReading; outcome: Placing }>();
  const taken = new Set<string>();
  const mappings = new Map<string, ResultMapping[]>();
  for (const { said, instrument } of kept)
    if (instrument && said.details?.["sample"] !== undefined && !mappings.has(instrument.id))
      mappings.set(instrument.id, await mappingsOf(ctx, instrument.id));
  let placed = 0;
  for (const { said, id, instrument } of kept) {
    const own = instrument && mappings.get(instrument.id);
    if (instrument && own?.length && said.details?.["sample"] !== undefined) {
      if (await placeResult(ctx, { said, id, instrument }, own, taken)) placed += 1;
      continue; // an analyser's result goes where its number says, or waits
    }
    if (said.kind === "scan" || (said.kind === "message" && said.status === "reading")) continue;
    if (!instrument || !claimed.has(instrument.id)) {
      newest.set(said.instrumentNumber, { said, outcome: { ...nobodys, reason: instrument ? null : "unknown" } });
      continue;
    }
    const reading = await ctx.db.reading.findUniqueOrThrow({ where: { id } });
    const outcome = await placeReading(ctx, reading, instrument, behindMs);
    if (outcome.outcome === "placed") placed += 1;
    await tellReading(ctx, said, outcome);
  }
  for (const { said, outcome } of newest.values()) await tellReading(ctx, said, outcome);
  return placed;
}

/** A result that names its sample goes to it by the instrument's mapping, else it waits in the tray. */
async function placeResult(
  ctx: Context,
  { said, id, instrument }: { said: DeliveredReading; id: string; instrument: Instrument },
  mappings: readonly ResultMapping[],
  taken: Set<string>,
): Promise<boolean> {
  const sent: SentResult = {
    status: said.status,
    value: said.value,
    qualifier: said.qualifier ?? "=",
    unit: said.unit,
    text: said.text,
    takenAt: new Date(said.takenAt),
    details: said.details ?? {},
  };
  const place = await placeOf(ctx, sent, instrument, mappings, taken);
  if (typeof place === "string") return false;
  const kept = { id, takenAt: sent.takenAt, driver: said.driver, fileId: said.file ?? null };
  await putResult(ctx, kept, sent, instrument, place);
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: instrument.laboratoryId });
  return true;
}

async function tellReading(ctx: Context, said: DeliveredReading, outcome: Placing): Promise<void> {
  await ctx.tell({
    type: "reading",
    laboratoryId: ctx.actor.laboratoryId ?? "",
    instrument: said.instrumentNumber,
    text: `${said.value ?? said.text ?? ""} ${said.unit ?? ""}`.trim(),
    ...outcome,
  });
}

/** A UUID of version 7 (RFC 9562 5.7), as the database's own rows have: in the order of time. */
function newId(ctx: Context): string {
  const bytes = Buffer.from(ctx.house.random(16));
  bytes.writeUIntBE(ctx.now().getTime(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
