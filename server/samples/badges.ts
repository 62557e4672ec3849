import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { zh } from "../kernel/text/zh.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { roleRights, type Role } from "../people/roles.ts";
import type { Context } from "../platform/context.ts";
import { takeNumber } from "../platform/numbers.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./contract.ts";
import { renderLabelPdf } from "./label/render-label-pdf.ts";

const movers = (Object.keys(roleRights) as Role[]).filter((role) => roleRights[role].includes("containers.move"));

/** Everybody of the laboratory who may have a container, with the number on their card. */
export async function listBadges(ctx: Context): Promise<ReplyOf<typeof contract.listBadges>> {
  const rows = await ctx.db.person.findMany({
    where: { laboratoryId: laboratoryOf(ctx), isActive: true, roles: { hasSome: movers } },
    orderBy: { name: "asc" },
    select: { id: true, login: true, name: true, roles: true, badge: true },
  });
  return { rows };
}

/** Gives a card number to everybody who has none, or a new one in place of a lost card. */
export async function giveBadges(
  ctx: Context,
  { body }: InputOf<typeof contract.giveBadges>,
): Promise<ReplyOf<typeof contract.giveBadges>> {
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const { rows } = await listBadges(ctx);
  const wanting = rows.filter((row) => (body.replace ? row.id === body.replace : row.badge === null));
  for (const person of wanting) {
    const { number } = await takeNumber(ctx, "badge", laboratory.code);
    await ctx.db.person.update({ where: { id: person.id }, data: { badge: number } });
  }
  await ctx.note("badges.given", `laboratory ${laboratory.code}`, { people: wanting.map(({ name }) => name) });
  return listBadges(ctx);
}

/** The cards as labels. */
export async function badgesPdf(ctx: Context): Promise<FileReply> {
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const { rows } = await listBadges(ctx);
  const labels = rows.flatMap((person) =>
    person.badge === null
      ? []
      : [
          {
            number: person.badge,
            short: person.name,
            name: zh.badge,
            kindText: zh.badge,
            storage: null,
            laboratoryName: laboratory.name,
            detail: "",
          },
        ],
  );
  if (labels.length === 0) throw new Problem("not-found", { what: zh.badge });
  return { bytes: await renderLabelPdf(labels, "50x30"), mediaType: "application/pdf", name: `${zh.badge}.pdf` };
}
