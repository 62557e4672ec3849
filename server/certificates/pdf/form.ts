// The measures and colours that all pages of a certificate share (A4, points), and the words of the form itself.
import type { CertificateVerdict } from "../content.ts";

export const page = { width: 595.28, height: 841.89, left: 51, right: 544.28, top: 104, bottom: 786 } as const;
export const bodyWidth = page.right - page.left;

export const ink = {
  text: "#16181d",
  soft: "#5b6270",
  line: "#4a505c",
  hair: "#c9ced6",
  label: "#f1f3f6",
  fail: "#a8071a",
  seal: "#d0121b",
} as const;

export const verdictWords: Record<CertificateVerdict, string> = {
  pass: "符合",
  conditional_pass: "有条件符合",
  undetermined: "不判定",
  conditional_fail: "有条件不符合",
  fail: "不符合",
  not_judged: "—",
};

/** What stands where nothing was told, so that nothing can be added by hand later. */
export const nothing = "—";

/** `2026 年 11 月 23 日` */
export function longDay(on: string): string {
  const [year = "", month = "", date = ""] = on.split("-");
  return `${year} 年 ${month} 月 ${date} 日`;
}
