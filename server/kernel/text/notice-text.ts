import type { NoticeCode, NoticeParams } from "../notices.ts";
import { noticesEn } from "./notices-en.ts";
import { noticesZh } from "./notices-zh.ts";

/** A notice in a reader's language. */
export function noticeText(
  code: NoticeCode,
  params: NoticeParams,
  language: "zh" | "en",
): { title: string; text: string } {
  return (language === "zh" ? noticesZh : noticesEn)[code](params);
}
