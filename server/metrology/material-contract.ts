// 标准物质、标准溶液: what a laboratory has, until when it is good, since when it is open.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day } from "../kernel/time.ts";

const words = z.string().trim().min(1).max(200);
const reason = z.string().trim().min(2).max(300);
const id = z.object({ id: z.uuid() });

export const MaterialView = z.object({
  id: z.uuid(),
  kind: z.enum(["reference", "solution"]),
  name: z.string(),
  lot: z.string(),
  certificateNumber: z.string(),
  assigned: z.string(),
  receivedOn: z.string(),
  expiresOn: z.string(),
  openedOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  endReason: z.string().nullable(),
  /** Why it may not be used today. */
  fault: z.enum(["before-opening", "after-expiry", "ended"]).nullable(),
  uses: z.number(),
});
export type MaterialView = z.output<typeof MaterialView>;

export const listMaterials = endpoint({
  method: "GET",
  path: "/api/reference-materials",
  right: "instruments.read",
  summary: "Reference materials and standard solutions / 标准物质",
  reply: z.object({ rows: z.array(MaterialView) }),
});

export const registerMaterial = endpoint({
  method: "POST",
  path: "/api/reference-materials",
  right: "materials.change",
  summary: "Register a reference material or a standard solution / 登记标准物质",
  body: z.object({
    kind: z.enum(["reference", "solution"]),
    name: words,
    lot: words,
    /** Of a solution made here: the number of the record of its preparation. */
    certificateNumber: words,
    /** Value, unit and U as the certificate writes them. */
    assigned: words,
    receivedOn: day,
    expiresOn: day,
    openedOn: day.optional(),
  }),
  reply: MaterialView,
});

/** What the certificate says was typed wrong, or was revised; uses already recorded are judged by it too. */
export const changeMaterial = endpoint({
  method: "POST",
  path: "/api/reference-materials/:id",
  right: "materials.change",
  summary: "Correct a reference material / 更正标准物质",
  params: id,
  body: z.object({ certificateNumber: words, assigned: words, expiresOn: day, openedOn: day.nullable(), reason }),
  reply: MaterialView,
});

export const openMaterial = endpoint({
  method: "POST",
  path: "/api/reference-materials/:id/open",
  right: "bench.use",
  summary: "Open a reference material / 开封",
  params: id,
  reply: MaterialView,
});

export const endMaterial = endpoint({
  method: "POST",
  path: "/api/reference-materials/:id/end",
  right: "materials.change",
  summary: "A reference material is used up or given up / 停用标准物质",
  params: id,
  body: z.object({ reason }),
  reply: MaterialView,
});
