import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { gtinFault, plainGtin } from "../kernel/gtin.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { DeclaredLimit } from "./contract.ts";
import { listTemplates, stillUsable, usableTests } from "./keep-templates.ts";
import type * as contract from "./reception-contract.ts";
import { ProductFields, type ProductMemory, type TemplateTest } from "./reception-contract.ts";

/**
 * What is known of a barcode. The name and its facts come from the laboratory's template, else the catalogue, else its
 * last sample of the product; the tests from the template, else from that sample, as far as they may be ordered today.
 */
export async function recallProduct(
  ctx: Context,
  { query }: InputOf<typeof contract.recallProduct>,
): Promise<ReplyOf<typeof contract.recallProduct>> {
  if (gtinFault(query.gtin) !== null) throw new Problem("gtin-wrong", { gtin: query.gtin });
  const gtin = plainGtin(query.gtin);
  const last = await lastSample(ctx, gtin);
  const product = await ctx.db.product.findUnique({ where: { gtin } });
  const name = product?.name ?? last?.name;
  const { rows } = await listTemplates(ctx);
  const template =
    rows.find(({ fields }) => fields.gtin !== "" && plainGtin(fields.gtin) === gtin) ??
    rows.find((row) => row.name === name);
  if (template) {
    const { fields, tests, judgingBasis } = template;
    return { found: { from: "template", name: template.name, fields: { ...fields, gtin }, tests, judgingBasis } };
  }
  if (product)
    return {
      found: {
        from: "catalogue",
        name: product.name,
        fields: ProductFields.parse({
          ...last?.fields,
          gtin,
          category: product.category,
          ...(product.specification !== null && { specification: product.specification }),
          ...(product.producer !== null && { producer: product.producer }),
          ...(product.storage !== null && { storage: product.storage }),
        }),
        tests: last?.tests ?? [],
        judgingBasis: last?.judgingBasis ?? [],
      },
    };
  return { found: last };
}

async function lastSample(ctx: Context, gtin: string): Promise<ProductMemory | null> {
  const sample = await ctx.db.sample.findFirst({
    where: { laboratoryId: laboratoryOf(ctx), gtin },
    include: { order: true, tasks: { orderBy: { ordinal: "asc" } } },
    orderBy: { id: "desc" },
  });
  if (!sample) return null;
  const tests = sample.tasks.map((task): TemplateTest => {
    const declared = DeclaredLimit.safeParse(task.declaredLimit);
    return { methodId: task.methodId, declaredLimit: declared.data ?? null };
  });
  return {
    from: "sample",
    name: sample.name,
    fields: ProductFields.parse({
      gtin,
      category: sample.category,
      specification: sample.specification ?? "",
      trademark: sample.trademark ?? "",
      shelfLife: sample.shelfLife ?? "",
      producer: sample.producer ?? "",
      storage: sample.storage,
    }),
    tests: stillUsable(tests, await usableTests(ctx, tests)),
    judgingBasis: sample.order.judgingBasis,
  };
}
