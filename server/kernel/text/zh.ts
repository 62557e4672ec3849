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
  gate: {
    "results-checked": "各项结果未全部校核",
    "results-reviewed": "样品尚未审核",
    "equipment-fit": "所用设备在使用时不合格、超期或缺失",
    "controls-passed": "质控失控尚未处理",
    "analysts-qualified": "检验人员当日没有该方法的授权",
    "in-scope": "项目或方法不在资质认定范围内",
    "limits-confirmed": "判定所用限量尚未核对原文",
    "text-printable": "有无法印出的字",
    "signing-key": "签名证书不可用或已到期",
  } as Readonly<Record<string, string>>,
  meaning: {
    check: "我已按原始记录和仪器读数校核本项结果。",
    review: "我已审核本样品全部结果和检验结论。",
    approve: "我批准签发本检验检测报告。",
    assess: "我已评估仪器失准对检验结果和报告的影响。",
    justify: "我已查明质控失控的原因并采取措施，同意继续检验。",
    amend: "我批准签发更正后的报告，原报告由其代替。",
    revoke: "我撤销本检验检测报告，自此不得再使用。",
    confirm_picture: "我已将此图片与本机构备案的印章、标志核对一致，同意用于报告。",
    publish: "我已将本版限量与标准原文核对，批准发布。",
  },
};
