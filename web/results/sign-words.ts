const zh = {
  title: "已提交，待本人签字",
  isAsked: "本实验室规定：检测人员在原始记录上签字后才能校核。",
  notAsked: "在原始记录上签字后，报告的主检处才会印出您的签名图片；不签字也可以校核。",
  sign: (n: number) => (n > 1 ? `签字 · ${n} 项` : "签字"),
  signRecord: "在原始记录上签字",
  signTitle: "检测人员签字",
  all: "全选",
  signed: "已签字。",
  version: (n: number) => (n > 1 ? `第 ${n} 版` : ""),
  later: "先提交，稍后与其他结果一并签字",
  more: (n: number) => `另有 ${n} 项`,
  setting: "检测人员签字",
  settingOn: "检测人员签字后才能校核",
  settingBelow:
    "打开后，检测员提交结果时（或稍后在“工作台”中一并）用密码在原始记录上签字，未签字的结果不能校核。关闭时可签可不签：签了字的，报告主检处印签名图片，没签的印姓名。",
};

const en: typeof zh = {
  title: "Submitted, waiting for my signature",
  isAsked: "In this laboratory a result is checked only after its analyst has signed the original record.",
  notAsked:
    "Your signature appears on certificates only where you signed the original record; it may be checked without.",
  sign: (n) => (n > 1 ? `Sign ${n}` : "Sign"),
  signRecord: "Sign the original record",
  signTitle: "Sign the original record",
  all: "All",
  signed: "Signed.",
  version: (n) => (n > 1 ? `version ${n}` : ""),
  later: "Submit now, sign later together with others",
  more: (n) => `and ${n} more`,
  setting: "Analysts' signatures",
  settingOn: "Checked only after the analyst has signed",
  settingBelow:
    "While on, analysts sign original records with their password as they submit, or later together under “Bench”; what is not signed cannot be checked. While off they may: certificates carry the signature of who signed, and the name of who did not.",
};

export const signWords = { zh, en };
