import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { MethodStep } from "../../server/catalogue/contract.ts";
import { importLimits, type ImportedLimits } from "../../server/catalogue/import-limits.ts";
import type { Context } from "../../server/platform/context.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import { directDrying } from "../../server/results/rules/moisture.ts";
import { ReportingRule } from "../../server/results/rules/report.ts";

export type SeededCatalogue = { limits: ImportedLimits; methods: string[] };

/** What every installation begins with: the collected limits of all editions, and two methods ready to be used. */
export async function seedCatalogue(ctx: Context): Promise<SeededCatalogue> {
  const limits = await importLimits(
    ctx,
    JSON.parse(readFileSync(path.join(projectRoot, "prisma/seed/limits.json"), "utf8")),
  );
  const made: string[] = [];
  for (const { item, ...method } of methods) {
    const { id: itemId } = await ctx.db.item.upsert({
      where: { name: item.name },
      create: item,
      update: {},
      select: { id: true },
    });
    // A method that is there is the laboratory's own by now; nothing of it is overwritten.
    if (await ctx.db.method.findUnique({ where: { code_itemId: { code: method.code, itemId } } })) continue;
    await ctx.db.method.create({ data: { ...method, itemId } });
    await ctx.note("method.published", `method ${method.code}`, {
      item: item.name,
      clause: method.clause,
      figures: "to be confirmed by the laboratory",
    });
    made.push(method.code);
  }
  return { limits, methods: made };
}

const untilConstant = { kind: "constant" as const, unit: "g" };

// LOD, LOQ and repeatability are those printed in the methods; a laboratory confirms them before first use (方法验证).
// The days in force of GB 5009.12-2023 were not read in the standard itself: medium confidence.
const methods = [
  {
    code: "GB 5009.3-2016",
    standard: "GB 5009.3",
    edition: "2016",
    title: "食品安全国家标准 食品中水分的测定",
    clause: "第一法 直接干燥法",
    item: { name: "水分", nameEn: "Moisture" },
    unit: "g/100 g",
    lod: null,
    loq: null,
    parallels: directDrying.parallels,
    repeatabilityPercent: directDrying.parallelsPercent,
    reporting: ReportingRule.parse(directDrying.reporting),
    formula: directDrying.formula,
    equipmentKinds: ["balance", "oven"],
    inForceFrom: "2017-03-01",
    inForceUntil: null,
    steps: z.array(MethodStep).parse([
      {
        key: "dish",
        name: "空皿恒重 m₃",
        nameEn: "Empty dish to constant weight, m₃",
        ...untilConstant,
        ...directDrying.emptyDish,
      },
      { key: "sample", name: "皿加试样 m₁", nameEn: "Dish with sample, m₁", kind: "single", unit: "g" },
      {
        key: "dried",
        name: "干燥后恒重 m₂",
        nameEn: "Dried to constant weight, m₂",
        ...untilConstant,
        ...directDrying.driedDish,
      },
    ]),
  },
  {
    code: "GB 5009.12-2023",
    standard: "GB 5009.12",
    edition: "2023",
    title: "食品安全国家标准 食品中铅的测定",
    clause: "第一法 石墨炉原子吸收光谱法",
    item: { name: "铅", nameEn: "Lead (as Pb)", cas: "7439-92-1" },
    unit: "mg/kg",
    lod: "0.02",
    loq: "0.04",
    parallels: 2,
    repeatabilityPercent: "20",
    reporting: ReportingRule.parse({ breaks: [{ from: "1", digits: 3 }, { digits: 2 }] }),
    formula: "content",
    equipmentKinds: ["aas"],
    inForceFrom: "2024-03-06",
    inForceUntil: null,
    steps: z
      .array(MethodStep)
      .parse([{ key: "content", name: "铅含量", nameEn: "Content of lead", kind: "value", unit: "mg/kg" }]),
  },
];
