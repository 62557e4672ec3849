import { useCallback } from "react";
import { Problem } from "../server/kernel/problems.ts";
import type { RowProblem } from "../server/kernel/row-problems.ts";
import { problemText } from "../server/kernel/text/problem-text.ts";
import { rowProblemsText } from "../server/kernel/text/row-problem-text.ts";
import { isNoConnection } from "./api.ts";
import { usePreferences } from "./preferences.ts";
import type { Language } from "./preferences.ts";

const noConnection: Record<Language, string> = {
  zh: "没有连上服务器，本次没有提交。屏幕上的内容没有丢失，请检查网络，恢复后再试一次。",
  en: "The server could not be reached; nothing was submitted. What is on screen is not lost: check the network and try again.",
};
const unexpected: Record<Language, string> = {
  zh: "页面遇到意外情况，内容没有丢失。请再试一次；仍不行请刷新页面。",
  en: "Something unexpected happened on this page; nothing was lost. Try again, or reload the page.",
};

/** What went wrong, as a sentence in the reader's language. */
export function useErrorText(): (error: unknown) => string {
  const { language } = usePreferences();
  return useCallback(
    (error) => {
      if (error instanceof Problem) return problemText(error, language);
      return isNoConnection(error) ? noConnection[language] : unexpected[language];
    },
    [language],
  );
}

/** What is wrong with a row of a file, in the reader's language. */
export function useRowProblemsText(): (problems: readonly RowProblem[]) => string {
  const { language } = usePreferences();
  return useCallback((problems) => rowProblemsText(problems, language), [language]);
}
