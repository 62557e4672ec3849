import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import { draftOf, findChange, refusalToPublish, viewOf } from "./edition-changes.ts";
import type { EditionChangeView } from "./editions-contract.ts";
import type * as contract from "./editions-contract.ts";
import { importLimits } from "./import-limits.ts";
import { loadLimits } from "./load-limits.ts";
import { composeEdition, endRows, isReplaced } from "./rules/compose-edition.ts";

/**
 * A drafted edition enters the catalogue by a second person's signature; the edition it replaces gets its last day.
 * Verdicts already given keep what they were given by.
 */
export async function publishEdition(
  ctx: Context,
  { params, body }: InputOf<typeof contract.publishEdition>,
): Promise<EditionChangeView> {
  const change = await findChange(ctx, params.id);
  const refusal = refusalToPublish(ctx, change);
  if (refusal) throw new Problem(refusal, { state: change.state });
  const signed = await sign(ctx, "publish", "edition", change.id, body.password);
  const draft = draftOf(change);
  const known = await loadLimits(ctx);
  const old = known.filter((row) => isReplaced(draft, row));
  await importLimits(ctx, [...endRows(draft, old), ...composeEdition(draft, known)]);
  const standard = await ctx.db.standard.findUniqueOrThrow({ where: { number: draft.standard } });
  await ctx.db.edition.update({
    where: { standardId_version: { standardId: standard.id, version: draft.version } },
    data: { mayFollowFrom: draft.mayFollowFrom ?? null, oldMayFollowUntil: draft.oldMayFollowUntil ?? null },
  });
  const published = await ctx.db.editionChange.update({
    where: { id: change.id },
    data: {
      state: "published",
      decidedById: ctx.actor.id,
      decidedBy: ctx.actor.name,
      decidedAt: ctx.now(),
      decision: body.remarks,
    },
  });
  await ctx.note("edition.published", `edition ${draft.standard}-${draft.version}`, {
    draftedBy: change.draftedBy,
    rows: draft.rows.length,
    supersedes: draft.supersedes ?? null,
    remarks: body.remarks,
    signature: signed.id,
  });
  await ctx.tell({ type: "changed", topics: ["editions", "bench", "desk"], laboratoryId: null });
  return viewOf(ctx, published);
}
