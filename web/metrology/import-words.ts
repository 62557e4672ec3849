const zh = {
  title: "导入仪器台账",
  below: "从 Excel 或 CSV 导入。先逐行预览问题，全部改好后一次导入；有一行有问题就一行也不导入。",
  template: "下载模板",
  choose: "选择文件",
  cancel: "关闭",
  take: "导入",
  open: "导入台账",
  wrong: (all: number, wrong: number) => `${all} 行中有 ${wrong} 行需要修改，请在表格中改好后重新选择文件。`,
  good: (all: number) => `${all} 行都没有问题，可以导入。`,
  unknown: (names: string) => `未读取的列：${names}`,
  taken: (n: number) => `已导入 ${n} 台仪器。`,
};
const en: typeof zh = {
  title: "Import the register",
  below: "From Excel or CSV. Every row's problems are shown first; the file is taken as a whole or not at all.",
  template: "Template",
  choose: "Choose a file",
  cancel: "Close",
  take: "Import",
  open: "Import",
  wrong: (all, wrong) => `${wrong} of ${all} rows need a change; change them in the sheet and choose it again.`,
  good: (all) => `All ${all} rows are good.`,
  unknown: (names) => `Columns that were not read: ${names}`,
  taken: (n) => `${n} instruments taken.`,
};
export const importWords = { zh, en };
