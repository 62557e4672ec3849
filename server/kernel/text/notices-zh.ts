import type { NoticeCode, NoticeText } from "../notices.ts";

/** Notices in Chinese: a heading, and a sentence that says what to do. */
export const noticesZh: Record<NoticeCode, NoticeText> = {
  "sample-received": (p) => ({
    title: `样品已收到：${p["sample"]}`,
    text: `委托单 ${p["order"]} 的样品已收到登记，报告预计 ${p["dueOn"]} 前出具。`,
  }),
  "certificate-issued": (p) => ({
    title: `报告已出具：${p["sample"]}`,
    text: `报告 ${p["printedNumber"]} 已签发，可以查看和下载。`,
  }),
  "certificate-amended": (p) => ({
    title: `报告已更正：${p["sample"]}`,
    text: `报告 ${p["printedNumber"]} 已出具，代替原报告 ${p["old"]}。请停止使用原报告，并将纸质件交回。`,
  }),
  "certificate-under-review": (p) => ({
    title: `报告核查中：${p["sample"]}`,
    text: `报告 ${p["printedNumber"]} 已转入核查，核查结束前请暂停使用。`,
  }),
  "certificate-restored": (p) => ({
    title: `报告恢复有效：${p["sample"]}`,
    text: `报告 ${p["printedNumber"]} 核查结束，恢复有效，可以继续使用。`,
  }),
  "certificate-revoked": (p) => ({
    title: `报告已撤销：${p["sample"]}`,
    text: `报告 ${p["printedNumber"]} 已撤销，请立即停止使用，并将纸质件交回。`,
  }),
  "supervisory-notified": (p) => ({
    title: `监督抽检报告已送达：${p["sample"]}`,
    text: `报告 ${p["printedNumber"]} 已于 ${p["on"]} 送达，现在可以查看。对检验结论有异议的，见该报告的复检说明。`,
  }),
  "objection-answered": (p) => ({
    title: `异议已答复：${p["sample"]}`,
    text: `实验室已答复您对报告 ${p["printedNumber"]} 提出的异议。`,
  }),
  "objection-raised": (p) => ({
    title: `收到异议：${p["printedNumber"]}`,
    text: `${p["by"]} 对报告 ${p["printedNumber"]} 提出异议，请核查后答复。`,
  }),
  "commission-submitted": (p) => ({
    title: `网上委托：${p["client"]}`,
    text: `${p["client"]} 提交了委托 ${p["number"]}（${p["samples"]} 个样品），等待送样。`,
  }),
  "commission-accepted": (p) => ({
    title: `委托已受理：${p["number"]}`,
    text: `网上委托 ${p["number"]} 的样品已收到并受理，委托单编号 ${p["order"]}，报告预计 ${p["dueOn"]} 前出具。`,
  }),
  "commission-refused": (p) => ({
    title: `委托未受理：${p["number"]}`,
    text: `网上委托 ${p["number"]} 未受理，原因：${p["reason"]}。内容还在，修改后可以重新提交。`,
  }),
  "verification-due": (p) => ({
    title: p["days"] === "0" ? `检定今天到期：${p["instrument"]}` : `检定 ${p["days"]} 天内到期：${p["instrument"]}`,
    text: `${p["instrument"]}（${p["place"]}，保管人 ${p["keeper"]}）的检定有效期至 ${p["on"]}，次日起停用。请安排送检。`,
  }),
  "check-due": (p) => ({
    title:
      p["days"] === "0" ? `期间核查今天到期：${p["instrument"]}` : `期间核查 ${p["days"]} 天内到期：${p["instrument"]}`,
    text: `${p["instrument"]}（${p["place"]}，保管人 ${p["keeper"]}）的期间核查“${p["check"]}”应在 ${p["on"]} 前（含当日）完成。请按计划核查并登记。`,
  }),
  "sample-unblinded": (p) => ({
    title: `盲样信息被查看：${p["sample"]}`,
    text: `${p["by"]} 查看了样品 ${p["sample"]} 的委托方信息，理由：${p["reason"]}。`,
  }),
  "retention-due": (p) => ({
    title: `留样到期：${p["count"]} 件`,
    text: `截至 ${p["on"]}，有 ${p["count"]} 件留样已满保存期且无暂缓，请核对并处置。`,
  }),
  "labels-uncertain": (p) => ({
    title: `标签可能没有打完：${p["of"]}`,
    text: `送往打印机“${p["printer"]}”的 ${p["labels"]} 张标签中途断开，系统不知道打出了几张。请看一下打印机，再在“打印标签”里点“已打出”或“没有，重打”。`,
  }),
  "mail-test": (p) => ({
    title: "邮件测试",
    text: `收到这封邮件，说明发信设置正确。由 ${p["by"]} 发出。`,
  }),
};
