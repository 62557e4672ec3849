// What makes reception quick: what is known of a product, and what is usually filled in for it.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { DeclaredLimit } from "./contract.ts";

const text = z.string().trim().max(200).default("");

/** What a template or an earlier sample fills in; an empty field leaves what stands there. */
export const ProductFields = z.object({
  category: text,
  specification: text,
  trademark: text,
  gtin: text,
  shelfLife: text,
  producer: text,
  quantity: text,
  stateOnArrival: text,
  storage: text,
});
export type ProductFields = z.output<typeof ProductFields>;

export const TemplateTest = z.object({ methodId: z.uuid(), declaredLimit: DeclaredLimit.nullable().default(null) });
export type TemplateTest = z.output<typeof TemplateTest>;

export const TemplateBody = z.object({
  fields: ProductFields,
  tests: z.array(TemplateTest).max(100),
  judgingBasis: z.array(z.string().trim().min(1).max(200)).max(20).default([]),
});
export type TemplateBody = z.output<typeof TemplateBody>;

const templateName = z.string().trim().min(1).max(200);

export const TemplateView = TemplateBody.extend({
  id: z.uuid(),
  name: z.string(),
  savedBy: z.string(),
  savedAt: z.string(),
  /** Items whose method was ended or left the scope since; they are left out when the template is taken. */
  ended: z.array(z.string()),
});
export type TemplateView = z.output<typeof TemplateView>;

export const listTemplates = endpoint({
  method: "GET",
  path: "/api/sample-templates",
  right: "orders.register",
  summary: "Templates by product / 样品模板",
  reply: z.object({ rows: z.array(TemplateView) }),
});

export const saveTemplate = endpoint({
  method: "POST",
  path: "/api/sample-templates",
  right: "orders.register",
  summary: "Keep a template; one of the same name is replaced / 保存样品模板",
  body: TemplateBody.extend({ name: templateName }),
  reply: TemplateView,
});

export const removeTemplate = endpoint({
  method: "POST",
  path: "/api/sample-templates/:id/remove",
  right: "orders.register",
  summary: "Remove a template / 删除样品模板",
  params: z.object({ id: z.uuid() }),
});

/** What is known of a barcode: from a template, the catalogue, or the laboratory's last sample of it. */
export const ProductMemory = TemplateBody.extend({
  name: z.string(),
  from: z.enum(["template", "catalogue", "sample"]),
});
export type ProductMemory = z.output<typeof ProductMemory>;

export const recallProduct = endpoint({
  method: "GET",
  path: "/api/product-memory",
  right: "orders.register",
  summary: "What is known of a product by its barcode / 按条码调出产品",
  query: z.object({ gtin: z.string().trim().max(20) }),
  reply: z.object({ found: ProductMemory.nullable() }),
});
