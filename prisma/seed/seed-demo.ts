import { hashOf } from "../../server/people/session.ts";
import { newGatewayKey } from "../../server/readings/gateway-keys.ts";
import { demoPassword } from "../../server/people/demo-accounts.ts";
import { hashPassword } from "../../server/people/password.ts";
import type { Context } from "../../server/platform/context.ts";
import {
  demoEnterprises,
  demoLaboratories,
  demoNotes,
  demoNotesEn,
  demoPeople,
  demoProducts,
  type DemoPerson,
} from "./demo-cast.ts";
import { connectBalance, demoGatewayName } from "./demo-gateway.ts";
import { seedInstruments, yearsAhead } from "./demo-instruments.ts";
import { seedMaterials } from "./demo-materials.ts";
import { seedPartner } from "./demo-partner.ts";
import { seedReception } from "./demo-reception.ts";

export type SeededDemo = {
  laboratories: { centre: string; county: string };
  people: string[];
  instruments: Record<string, string>;
};

const validFrom = "2024-03-06"; // since the newer of the two methods is in force

/** An invented centre and an invented county laboratory with people, scopes, enterprises, products and instruments. */
export async function seedDemo(ctx: Context): Promise<SeededDemo> {
  const laboratories = { centre: await keepLaboratory(ctx, "centre"), county: await keepLaboratory(ctx, "county") };
  const enterprises = await keepEnterprises(ctx);
  const methods = await methodsByItem(ctx);
  await ctx.db.scope.createMany({
    data: [
      ...[...methods.values()].map((methodId) => ({
        laboratoryId: laboratories.centre,
        methodId,
        validFrom,
        validUntil: yearsAhead(ctx, 5),
      })),
      { laboratoryId: laboratories.county, methodId: idOf(methods, "水分"), validFrom, validUntil: yearsAhead(ctx, 5) },
    ],
  });
  await keepPeople(ctx, laboratories, enterprises, methods);
  await ctx.db.product.createMany({ data: demoProducts.map((product) => ({ ...product })) });
  const instruments = await seedInstruments(ctx, laboratories);
  await seedMaterials(ctx, laboratories.centre);
  await seedPartner(ctx, laboratories.centre);
  await seedReception(ctx, laboratories.centre, methods);
  await ctx.db.gateway.create({
    data: { laboratoryId: laboratories.centre, name: demoGatewayName, keyHash: hashOf(newGatewayKey(ctx)) },
  });
  await connectBalance(ctx, { kind: "tcp", host: "127.0.0.1", port: 8001 });
  const people = demoPeople.map(({ login }) => login);
  await ctx.note("demo.seeded", "demonstration", { people, instruments });
  return { laboratories, people, instruments };
}

async function keepLaboratory(ctx: Context, which: keyof typeof demoLaboratories): Promise<string> {
  const { id } = await ctx.db.laboratory.create({
    data: { ...demoLaboratories[which], certificateNotes: demoNotes, certificateNotesEn: demoNotesEn },
    select: { id: true },
  });
  return id;
}

async function keepEnterprises(ctx: Context): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [key, enterprise] of Object.entries(demoEnterprises))
    ids.set(key, (await ctx.db.enterprise.create({ data: enterprise })).id);
  return ids;
}

async function methodsByItem(ctx: Context): Promise<Map<string, string>> {
  const rows = await ctx.db.method.findMany({ include: { item: true }, orderBy: { code: "asc" } });
  return new Map(rows.map((method) => [method.item.name, method.id]));
}

async function keepPeople(
  ctx: Context,
  laboratories: SeededDemo["laboratories"],
  enterprises: Map<string, string>,
  methods: Map<string, string>,
): Promise<void> {
  const passwordHash = await hashPassword(demoPassword); // one for all: it stands on the sign-in page
  const now = ctx.now().getTime();
  for (const [index, { login, name, roles, at, seesAll, mayTest }] of demoPeople.entries()) {
    const { id } = await ctx.db.person.create({
      data: {
        login,
        name,
        roles,
        passwordHash,
        seesAllLaboratories: seesAll ?? false,
        ...placeOf(at, laboratories, enterprises),
        createdAt: new Date(now + index), // lists of people keep this order
      },
      select: { id: true },
    });
    if (roles.includes("signatory"))
      await ctx.db.signatoryScope.create({ data: { personId: id, validFrom, validUntil: yearsAhead(ctx, 3) } });
    await ctx.db.qualification.createMany({
      data: methodsOf(methods, mayTest ?? []).map((methodId) => ({
        personId: id,
        methodId,
        validFrom,
        validUntil: yearsAhead(ctx, 3),
      })),
    });
  }
}

function methodsOf(methods: Map<string, string>, items: readonly string[] | "all"): string[] {
  return items === "all" ? [...methods.values()] : items.map((item) => idOf(methods, item));
}

function placeOf(
  at: DemoPerson["at"],
  laboratories: SeededDemo["laboratories"],
  enterprises: Map<string, string>,
): { laboratoryId?: string; enterpriseId?: string } {
  return typeof at === "string"
    ? { laboratoryId: laboratories[at] }
    : { enterpriseId: idOf(enterprises, at.enterprise) };
}

function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The demonstration has no ${key}.`);
  return id;
}
