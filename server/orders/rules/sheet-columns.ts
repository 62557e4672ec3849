// The headings under which spreadsheets of the national sampling system, and of provinces, have what reception wants to know.
import type { SheetColumns, SheetField } from "../sheets-contract.ts";

const usual: Record<SheetField, readonly string[]> = {
  sheetNumber: ["抽样单编号", "抽样编号", "抽样单号", "样品抽样单编号"],
  name: ["样品名称", "食品名称", "样品"],
  food: [
    "食品细类",
    "食品细类（四级）",
    "食品次亚类",
    "食品次亚类（三级）",
    "食品亚类",
    "食品亚类（二级）",
    "食品大类",
    "食品大类（一级）",
  ],
  category: ["产品分类", "限量分类"],
  specification: ["规格型号", "样品规格", "规格"],
  trademark: ["商标", "样品商标"],
  gtin: ["商品条码", "样品条码", "条形码"],
  batchNumber: ["样品批号", "批号"],
  productionDate: ["生产日期", "生产/加工/购进日期", "样品生产日期", "日期"],
  shelfLife: ["保质期", "样品保质期"],
  producer: ["标称生产企业名称", "生产企业名称", "生产者名称", "生产企业"],
  quantity: ["抽样数量", "样品数量", "抽样数量（含备样）"],
  reserveQuantity: ["备样数量", "备份样品数量"],
  storage: ["储存条件", "贮存条件", "样品储存条件", "抽样时样品的储存条件"],
  sampledOn: ["抽样日期", "抽样时间"],
  samplingPlace: ["抽样地点", "抽样环节"],
  samplers: ["抽样人员", "抽样人"],
  sampledName: ["被抽样单位名称", "被抽样单位"],
  sampledCreditCode: ["被抽样单位统一社会信用代码", "统一社会信用代码", "社会信用代码", "营业执照号"],
  sampledAddress: ["被抽样单位地址", "单位地址", "被抽样单位详细地址"],
  sampledContact: ["联系人", "被抽样单位联系人"],
  sampledPhone: ["联系电话", "电话", "被抽样单位联系电话"],
  testSeal: ["检样封条号", "封条号", "封样编号"],
  reserveSeal: ["备样封条号"],
};

/** Without these no row can be read. */
export const neededFields = ["sheetNumber", "name", "sampledName", "sampledCreditCode"] as const;

/** The columns of a file: as a person assigned them, else by their usual headings; an empty one is left out on purpose. */
export function columnsOf(headings: readonly string[], assigned: SheetColumns): SheetColumns {
  const found = (Object.entries(usual) as [SheetField, readonly string[]][]).flatMap(([field, names]) => {
    const own = assigned[field];
    const heading = own === undefined ? names.find((name) => headings.includes(name)) : own;
    return heading !== undefined && (heading === "" || headings.includes(heading)) ? [[field, heading]] : [];
  });
  return Object.fromEntries(found) as SheetColumns;
}

/** Whether a line is the header of such a file: it has the number of the sheet, under its usual name or the assigned one. */
export function isSheetHead(cells: readonly string[], assigned: SheetColumns): boolean {
  return cells.some((cell) => cell !== "" && (cell === assigned.sheetNumber || usual.sheetNumber.includes(cell)));
}

/** The narrowest food category of a row: the file has them from the widest to the narrowest, each in a column. */
export function foodsOf(headings: readonly string[], cells: readonly string[], columns: SheetColumns): string[] {
  const names = [...(columns.food ? [columns.food] : []), ...usual.food];
  return [...new Set(names)].flatMap((name) => {
    const said = cells[headings.indexOf(name)]?.trim() ?? "";
    return said === "" || said === "/" ? [] : [said];
  });
}
