import type { InputOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import { literally } from "../platform/literally.ts";
import type * as contract from "./contract.ts";
import type { ProductView } from "./contract.ts";

/** Products whose name holds what was typed, or whose barcode it is (EAN-13 and GTIN-14 are one number). */
export async function listProducts(
  ctx: Context,
  { query }: InputOf<typeof contract.listProducts>,
): Promise<{ rows: ProductView[] }> {
  const q = query.q?.normalize("NFKC").trim() ?? "";
  const digits = q.replace(/[\s-]/g, "");
  const isBarcode = /^\d{6,14}$/.test(digits);
  const where =
    q === ""
      ? {}
      : {
          OR: [
            { name: { contains: literally(q), mode: "insensitive" as const } },
            ...(isBarcode ? [{ gtin: { contains: digits.replace(/^0+/, "") } }] : []),
          ],
        };
  return { rows: await ctx.db.product.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], take: 50 }) };
}
