const zh = {
  views: { plates: "平板 / 试管", results: "结果" },
  unit: "件",
  count: "计数",
  countNow: "计数",
  refused: "未计数",
  first: "最低稀释度",
  runFirst: "先填培养基批号和对照，再计数；同一批只填一次。",
  plateKeys:
    "填菌落数，多不可计填“多”，蔓延填“蔓”；方向键移动，Enter 到下一件，离开一件即计数，可粘贴一块，Esc 放弃本件未存的改动",
  tubeKeys: "每个接种量填阳性管数 0～3；方向键移动，Enter 到下一件，离开一件即查表，可粘贴一块，Esc 放弃本件未存的改动",
  place: (ordinal: number, unit: number, head: string, nth: number) =>
    `位置 ${ordinal} 第 ${unit} 件 ${head} 第 ${nth} 皿`,
  of: (ordinal: number, unit: number) => `位置 ${ordinal} 第 ${unit} 件`,
};

const en: typeof zh = {
  views: { plates: "Plates / tubes", results: "Results" },
  unit: "Unit",
  count: "Count",
  countNow: "Count",
  refused: "Not counted",
  first: "Lowest dilution",
  runFirst: "Enter the medium's lot and its controls first; once for the batch.",
  plateKeys:
    "Colonies; “many” where uncountable, “spread” where overgrown. Arrows move, Enter to the next unit; a unit is counted when left; paste a block; Esc drops what is not kept",
  tubeKeys:
    "Positive tubes 0–3 for each amount. Arrows move, Enter to the next unit; a unit is looked up when left; paste a block; Esc drops what is not kept",
  place: (ordinal, unit, head, nth) => `position ${ordinal} unit ${unit} ${head} plate ${nth}`,
  of: (ordinal, unit) => `Position ${ordinal}, unit ${unit}`,
};

export const platesWords = { zh, en };
