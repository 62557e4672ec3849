const zh = {
  title: "两版对照",
  below: "同一标准的两个版本，逐行对照。",
  standard: "标准",
  older: "旧版",
  newer: "新版",
  item: "项目",
  category: "产品分类",
  onlyDifferent: "只看有差异的",
  changed: "变化",
  change: { figure: "数值改动", wording: "措辞改动", added: "新增", dropped: "删去", unchanged: "不变" },
  direction: { stricter: "▼ 更严", looser: "▲ 放宽" },
  elsewhere: "该版归入：",
};

const en: typeof zh = {
  title: "Two editions",
  below: "Two editions of a standard, row beside row.",
  standard: "Standard",
  older: "Older",
  newer: "Newer",
  item: "Item",
  category: "Category",
  onlyDifferent: "Only what differs",
  changed: "Change",
  change: { figure: "figure", wording: "wording", added: "added", dropped: "dropped", unchanged: "unchanged" },
  direction: { stricter: "▼ stricter", looser: "▲ looser" },
  elsewhere: "there under:",
};

export const compareWords = { zh, en };
