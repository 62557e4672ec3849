import { toDay } from "../../server/kernel/time.ts";
import type { Context } from "../../server/platform/context.ts";
import { takeNumber } from "../../server/platform/numbers.ts";
import { demoEnterprises, demoLaboratories } from "./demo-cast.ts";

const jerky = "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）";
const sauced = "肉及肉制品>酱卤肉制品类";
const contaminants = "GB 2762-2025《食品安全国家标准 食品中污染物限量》";

/** What reception and the keeper of the invented centre have prepared: templates by product, the year's rules, where samples stand. */
export async function seedReception(
  ctx: Context,
  laboratoryId: string,
  methods: ReadonlyMap<string, string>,
): Promise<void> {
  await seedTemplates(ctx, laboratoryId, methods);
  await seedRules(ctx, laboratoryId, methods);
  await seedPlaces(ctx, laboratoryId);
}

async function seedTemplates(ctx: Context, laboratoryId: string, methods: ReadonlyMap<string, string>): Promise<void> {
  const template = (name: string, category: string, fields: object, items: readonly string[]) => ({
    laboratoryId,
    name,
    savedBy: "马丽娜",
    savedAt: ctx.now(),
    body: {
      fields: { category, stateOnArrival: "包装完好", producer: demoEnterprises.client.name, ...fields },
      tests: items.flatMap((item) => {
        const methodId = methods.get(item);
        return methodId ? [{ methodId, declaredLimit: null }] : [];
      }),
      judgingBasis: [contaminants],
    },
  });
  const dry = { specification: "250 g/袋", quantity: "3 袋", storage: "常温、避光、干燥", shelfLife: "9 个月" };
  const cold = { specification: "500 g/袋", quantity: "4 袋", storage: "0 ℃～4 ℃冷藏", shelfLife: "30 天" };
  await ctx.db.sampleTemplate.createMany({
    data: [
      template("牛肉干 常规", jerky, dry, ["水分", "铅", "菌落总数"]),
      template("酱牛肉 微生物", sauced, cold, ["菌落总数", "大肠菌群", "沙门氏菌", "金黄色葡萄球菌"]),
      template("酱牛肉 铅", sauced, cold, ["铅"]),
    ],
  });
}

/** Two foods of the year; drafted by one and confirmed by another, as everywhere. */
async function seedRules(ctx: Context, laboratoryId: string, methods: ReadonlyMap<string, string>): Promise<void> {
  const person = (login: string) => ctx.db.person.findUniqueOrThrow({ where: { login } });
  const [drafter, decider] = [await person("demo-manager"), await person("demo-quality")];
  const known = await ctx.db.method.findMany({ where: { id: { in: [...methods.values()] } }, include: { item: true } });
  const asked = [
    ["酱卤肉制品", sauced, ["铅", "菌落总数", "大肠菌群", "沙门氏菌"]],
    ["肉干", jerky, ["铅", "沙门氏菌"]],
  ] as const;
  const rows = asked.flatMap(([food, category, items]) =>
    items.flatMap((item) =>
      known
        .filter((method) => method.item.name === item)
        .map((method) => ({
          food,
          category,
          item,
          method: method.code,
          basis: item === "铅" ? "GB 2762-2025" : item === "沙门氏菌" ? "GB 29921-2021" : "GB 2726-2016",
          methodId: method.id,
          problems: [],
        })),
    ),
  );
  const year = Number(toDay(ctx.now()).slice(0, 4));
  await ctx.db.samplingRules.create({
    data: {
      laboratoryId,
      year,
      version: 1,
      title: "示范州食品安全监督抽检实施细则（演示）",
      inForceFrom: `${year}-01-01`,
      inForceUntil: `${year}-12-31`,
      state: "confirmed",
      rows: rows.map((row, i) => ({ line: i + 2, ...row })),
      draftedById: drafter.id,
      draftedBy: drafter.name,
      draftedAt: ctx.now(),
      decidedById: decider.id,
      decidedBy: decider.name,
      decidedAt: ctx.now(),
    },
  });
}

type Place = {
  kind: "room" | "fridge" | "shelf";
  name: string;
  temperature?: "ambient" | "chilled" | "frozen";
  capacity?: number;
};

async function seedPlaces(ctx: Context, laboratoryId: string): Promise<void> {
  const keep = async (place: Place, within: { id: string; path: string } | null) =>
    ctx.db.storagePlace.create({
      data: {
        ...place,
        number: (await takeNumber(ctx, "place", demoLaboratories.centre.code)).number,
        laboratoryId,
        parentId: within?.id ?? null,
        path: within ? `${within.path} / ${place.name}` : place.name,
      },
    });
  const room = await keep({ kind: "room", name: "样品室", temperature: "ambient" }, null);
  await keep({ kind: "shelf", name: "待检货架", capacity: 60 }, room);
  await keep({ kind: "shelf", name: "留样货架", capacity: 120 }, room);
  await keep({ kind: "fridge", name: "冷藏柜", temperature: "chilled", capacity: 40 }, room);
  await keep({ kind: "fridge", name: "冷冻柜", temperature: "frozen", capacity: 40 }, room);
}
