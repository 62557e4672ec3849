import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import { literally } from "../platform/literally.ts";
import { rareSamples } from "./rare-hits.ts";

const mostPlaces = 500;

/** `isMany`: so many samples hold the word that only a page of them is quick to find, not how many there are. */
type Sought = { where: Prisma.ContainerWhereInput; isMany: boolean };

/** Containers by their own number, by their sample's number, name or batch, or by where they lie: what is sought is found first, and the containers by it. */
export async function soughtContainers(ctx: Context, typed: string | undefined): Promise<Sought> {
  const q = typed?.trim() ?? "";
  if (q === "") return { where: {}, isMany: false };
  const digits = q.replace(/[\s-]/g, "");
  if (/^\d{18}$/.test(digits)) return { where: { number: digits }, isMany: false };
  const places = await ctx.db.storagePlace.findMany({
    where: { ...ownLaboratory(ctx), path: { contains: literally(q), mode: "insensitive" } },
    select: { id: true },
    take: mostPlaces,
  });
  const rare = await rareSamples(ctx, q);
  const ofSample: Prisma.ContainerWhereInput[] =
    rare === null
      ? [
          { sample: { name: { contains: literally(q), mode: "insensitive" } } },
          ...(/^\d{3,}$/.test(digits) ? [{ sample: { number: { contains: digits } } }] : []),
        ]
      : [{ sampleId: { in: rare } }];
  const there = places.length > 0 ? [{ placeId: { in: places.map(({ id }) => id) } }] : [];
  return { where: { OR: [...ofSample, ...there] }, isMany: rare === null };
}
