import writeExcelFile from "write-excel-file/node";
import type { FileReply } from "../serve.ts";

/** A cell of a workbook: text stays text, also where it looks like a number; figures are figures. */
export type WorkbookCell = { value: string; type: StringConstructor } | { value: number; type: NumberConstructor };
export const cell = (value: string | number): WorkbookCell =>
  typeof value === "number" ? { value, type: Number } : { value, type: String };

export type WorkbookSheet = {
  sheet: string;
  head: readonly string[];
  rows: readonly (readonly WorkbookCell[])[];
  widths?: readonly number[];
};

/** A workbook for downloading: each sheet with its heads in bold, which stay while one scrolls. */
export async function workbook(name: string, sheets: readonly WorkbookSheet[]): Promise<FileReply> {
  const bytes = await writeExcelFile(
    sheets.map(({ sheet, head, rows, widths }) => ({
      sheet,
      data: [head.map((value) => ({ value, fontWeight: "bold" as const })), ...rows.map((row) => [...row])],
      columns: (widths ?? head.map(() => 18)).map((width) => ({ width })),
      stickyRowsCount: 1,
    })),
  ).toBuffer();
  return {
    bytes: Buffer.from(bytes),
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    name,
    asAttachment: true,
  };
}
