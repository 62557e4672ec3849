import { problemsZh } from "./problems-zh.ts";
import { becauseZh, missingZh } from "./verdicts-zh.ts";
import type { Text } from "./en.ts";

/** Chinese words that reach more than the screen: refusals, certificates, the command line. */
export const zh: Text = {
  problems: problemsZh,
  because: becauseZh,
  missing: missingZh,
  verdict: {
    pass: "符合",
    conditional_pass: "有条件符合",
    undetermined: "不判定",
    conditional_fail: "有条件不符合",
    fail: "不符合",
    not_judged: "不作判定",
  },
  source: { commissioned: "委托检验", supervisory: "监督抽检", risk_monitoring: "风险监测", reinspection: "复检" },
  container: { test: "检样", reserve: "备样" },
  unfit: {
    "never-verified": "没有检定或校准记录",
    overdue: "检定已过期",
    failed: "检定不合格",
    "verification-failed": "检定、校准不合格",
    "check-failed": "期间核查不合格",
    "out-of-service": "已停用",
    restricted: "限用",
  },
  meaning: {
    check: "我已按原始记录和仪器读数校核本项结果。",
    review: "我已审核本样品全部结果和检验结论。",
    approve: "我批准签发本检验检测报告。",
    publish: "我已将本版限量与标准原文核对，批准发布。",
  },
};
