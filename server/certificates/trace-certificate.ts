import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toFitness, withVerifications } from "../metrology/fitness.ts";
import { governingAt } from "../metrology/rules.ts";
import type { Context } from "../platform/context.ts";
import { loadWorks, readingsOf, type Work } from "../readings/load-work.ts";
import type * as contract from "../results/impact-contract.ts";
import { findCertificate } from "./change-state.ts";

type Rows = ReplyOf<typeof contract.traceCertificate>["rows"];
type Instruments = Rows[number]["instruments"];

/** What a certificate rests on: each instrument with the certificate it had on the days it was used, whoever used it, and the method. */
export async function traceCertificate(
  ctx: Context,
  { params }: InputOf<typeof contract.traceCertificate>,
): Promise<ReplyOf<typeof contract.traceCertificate>> {
  const row = await findCertificate(ctx, params.number);
  const tasks = await ctx.db.task.findMany({
    where: { sample: { onCertificates: { some: { certificateId: row.id } } } },
    include: { results: { where: { isCurrent: true }, select: { id: true, madeAt: true } } },
    orderBy: [{ sampleId: "asc" }, { ordinal: "asc" }],
  });
  const acts = await ctx.db.signature.findMany({
    where: { subjectId: { in: tasks.flatMap(({ id, results }) => [id, ...results.map((result) => result.id)]) } },
    orderBy: { signedAt: "asc" },
  });
  const rows: Rows = [];
  for (const work of await loadWorks(
    ctx,
    tasks.map(({ id }) => id),
  )) {
    const { task } = work;
    const takers = task.determinations.flatMap((d) => d.uses.map(({ claimedBy }) => claimedBy));
    const people = [task.analystName ?? "", ...takers, ...task.uses.map((u) => u.startedBy), task.checkedByName ?? ""];
    rows.push({
      item: task.method.item.name,
      method: `${task.method.code} ${task.method.clause}`,
      people: [...new Set(people)].filter(Boolean),
      signatures: acts
        .filter(({ subjectId, signedAt }) => {
          const [result] = tasks.find(({ id }) => id === task.id)?.results ?? [];
          return (
            subjectId === result?.id || (subjectId === task.id && result !== undefined && signedAt >= result.madeAt)
          );
        })
        .map(({ personName, meaning, signedAt }) => ({ by: personName, meaning, at: signedAt.toISOString() })),
      instruments: await instrumentsOf(ctx, work),
    });
  }
  return { rows };
}

/** One line for an instrument and a certificate: one that was verified again in the middle of the work stands there twice. */
async function instrumentsOf(ctx: Context, { task }: Work): Promise<Instruments> {
  const used = [
    ...task.determinations
      .flatMap(readingsOf)
      .flatMap(({ use, correction }) =>
        use.reading.instrumentId
          ? [{ id: use.reading.instrumentId, at: use.reading.takenAt, isCorrected: Boolean(correction?.corrected) }]
          : [],
      ),
    ...task.uses.map((u) => ({ id: u.instrumentId, at: u.startedAt, isCorrected: false })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const known = await ctx.db.instrument.findMany({
    where: { id: { in: used.map(({ id }) => id) } },
    include: withVerifications,
  });
  const lines = new Map<string, Instruments[number]>();
  for (const { id, at, isCorrected } of used) {
    const instrument = known.find((each) => each.id === id);
    if (!instrument) continue;
    const resting = governingAt(instrument.verifications, at);
    const { state, validUntil } = toFitness(instrument, at);
    const key = `${id} ${resting?.id ?? ""} ${state}`;
    const line = lines.get(key) ?? {
      number: instrument.number,
      name: `${instrument.name} ${instrument.model}`,
      at: at.toISOString(),
      state,
      certificate: resting?.certificateNumber ?? null,
      agency: resting?.agency ?? null,
      validUntil,
      isCorrected,
    };
    lines.set(key, { ...line, isCorrected: line.isCorrected || isCorrected });
  }
  return [...lines.values()];
}
