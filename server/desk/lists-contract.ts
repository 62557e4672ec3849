import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";

export const ListName = z.enum(["samples", "orders", "certificates", "tasks"]);
export type ListName = z.output<typeof ListName>;

type Column = { readonly key: string; readonly zh: string; readonly en: string };

/** What each list can show, in this order; the keys are fields of its rows. */
export const listColumns: Record<ListName, readonly Column[]> = {
  samples: [
    { key: "number", zh: "样品编号", en: "Number" },
    { key: "name", zh: "样品名称", en: "Name" },
    { key: "client", zh: "委托单位", en: "Client" },
    { key: "orderNumber", zh: "委托单号", en: "Order" },
    { key: "receivedAt", zh: "接收时间", en: "Received" },
    { key: "dueOn", zh: "应完成日期", en: "Due" },
    { key: "state", zh: "状态", en: "State" },
  ],
  orders: [
    { key: "number", zh: "委托单号", en: "Number" },
    { key: "client", zh: "委托单位", en: "Client" },
    { key: "sampledEnterprise", zh: "被抽样单位", en: "Sampled enterprise" },
    { key: "source", zh: "任务来源", en: "Source" },
    { key: "samples", zh: "样品数", en: "Samples" },
    { key: "receivedOn", zh: "受理日期", en: "Received" },
    { key: "dueOn", zh: "应完成日期", en: "Due" },
    { key: "state", zh: "状态", en: "State" },
  ],
  certificates: [
    { key: "printedNumber", zh: "报告编号", en: "Certificate" },
    { key: "number", zh: "系统编号", en: "System number" },
    { key: "sampleNumber", zh: "样品编号", en: "Sample number" },
    { key: "sampleName", zh: "样品名称", en: "Sample" },
    { key: "client", zh: "委托单位", en: "Client" },
    { key: "state", zh: "状态", en: "State" },
    { key: "approvedBy", zh: "批准人", en: "Approved by" },
    { key: "issuedAt", zh: "签发时间", en: "Issued" },
  ],
  tasks: [
    { key: "sampleNumber", zh: "样品编号", en: "Sample number" },
    { key: "sampleName", zh: "样品名称", en: "Sample" },
    { key: "item", zh: "项目", en: "Item" },
    { key: "method", zh: "方法", en: "Method" },
    { key: "clause", zh: "条款", en: "Clause" },
    { key: "state", zh: "状态", en: "State" },
    { key: "analyst", zh: "检测员", en: "Analyst" },
    { key: "dueOn", zh: "期限", en: "Due" },
  ],
};

/** Rows that one file may hold: a spreadsheet beyond these opens nowhere well. */
export const mostRows = { xlsx: 50_000, csv: 500_000 } as const;

const SavedView = z.object({ id: z.uuid(), name: z.string(), search: z.string() });
export type SavedView = z.output<typeof SavedView>;

export const listViews = endpoint({
  method: "GET",
  path: "/api/views",
  right: "signed-in",
  summary: "My saved views of a list / 我的常用视图",
  query: z.object({ list: ListName }),
  reply: z.object({ rows: z.array(SavedView) }),
});

/** A view of the same name takes the place of the earlier one. */
export const saveView = endpoint({
  method: "POST",
  path: "/api/views",
  right: "signed-in",
  summary: "Keep a view of a list under a name / 保存常用视图",
  body: z.object({ list: ListName, name: z.string().trim().min(1).max(30), search: z.string().max(1000) }),
  reply: SavedView,
  trail: "none",
});

export const dropView = endpoint({
  method: "POST",
  path: "/api/views/:viewId/drop",
  right: "signed-in",
  summary: "Forget a saved view / 删除常用视图",
  params: z.object({ viewId: z.uuid() }),
  trail: "none",
});

export const ExportView = z.object({
  id: z.uuid(),
  list: ListName,
  format: z.enum(["xlsx", "csv"]),
  state: z.enum(["waiting", "running", "done", "cancelled", "failed"]),
  done: z.number(),
  total: z.number().nullable(),
  fault: z.string().nullable(),
});
export type ExportView = z.output<typeof ExportView>;

/** Begins the making of a file from a list as it is filtered; it goes on when the page is left. */
export const beginExport = endpoint({
  method: "POST",
  path: "/api/exports",
  right: "signed-in",
  summary: "Export a list as it is filtered / 导出列表",
  body: z.object({
    list: ListName,
    query: z.record(z.string(), z.string()),
    columns: z.array(z.string()).min(1).max(30),
    format: z.enum(["xlsx", "csv"]),
    language: z.enum(["zh", "en"]),
  }),
  reply: ExportView,
});

export const listExports = endpoint({
  method: "GET",
  path: "/api/exports",
  right: "signed-in",
  summary: "My exports of the last days / 我的导出",
  query: z.object({ list: ListName }),
  reply: z.object({ rows: z.array(ExportView) }),
});

export const cancelExport = endpoint({
  method: "POST",
  path: "/api/exports/:exportId/cancel",
  right: "signed-in",
  summary: "Stop an export / 取消导出",
  params: z.object({ exportId: z.uuid() }),
  reply: ExportView,
  trail: "none",
});

export const exportFile = endpoint({
  method: "GET",
  path: "/api/exports/:exportId/file",
  right: "signed-in",
  summary: "The finished file / 下载导出文件",
  params: z.object({ exportId: z.uuid() }),
  file: true,
});
