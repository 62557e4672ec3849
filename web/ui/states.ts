import type { Tone } from "../theme.ts";

export type StateOf = "sample" | "task" | "container" | "certificate" | "instrument" | "order";
export type StateLook = { tone: Tone; zh: string; en: string };

/** One colour, one word for each state of each thing; the icon follows the colour. */
export const stateLooks: Record<StateOf, Record<string, StateLook>> = {
  sample: {
    registered: { tone: "waiting", zh: "待检测", en: "Registered" },
    in_testing: { tone: "running", zh: "检测中", en: "In testing" },
    results_complete: { tone: "attention", zh: "待校核", en: "Awaiting check" },
    under_review: { tone: "attention", zh: "审核中", en: "Under review" },
    approved: { tone: "running", zh: "已批准", en: "Approved" },
    certified: { tone: "good", zh: "已出报告", en: "Certified" },
    rejected: { tone: "bad", zh: "拒收", en: "Rejected" },
    on_hold: { tone: "attention", zh: "暂停", en: "On hold" },
    cancelled: { tone: "waiting", zh: "已取消", en: "Cancelled" },
  },
  task: {
    pending: { tone: "waiting", zh: "待分派", en: "Unassigned" },
    assigned: { tone: "waiting", zh: "待检测", en: "Assigned" },
    in_progress: { tone: "running", zh: "检测中", en: "In progress" },
    completed: { tone: "attention", zh: "待校核", en: "Awaiting check" },
    checked: { tone: "good", zh: "已校核", en: "Checked" },
    returned: { tone: "returned", zh: "退回", en: "Returned" },
    retest: { tone: "returned", zh: "复测", en: "Retest" },
  },
  container: {
    stored: { tone: "good", zh: "在库", en: "In store" },
    handed_out: { tone: "running", zh: "已领用", en: "Handed out" },
    disposed: { tone: "waiting", zh: "已处置", en: "Disposed of" },
    transferred: { tone: "waiting", zh: "已移交", en: "Transferred" },
  },
  certificate: {
    issuing: { tone: "running", zh: "签发中", en: "Being issued" },
    issued: { tone: "good", zh: "有效", en: "Valid" },
    under_review: { tone: "attention", zh: "核查中", en: "Under review" },
    replaced: { tone: "bad", zh: "已被代替", en: "Replaced" },
    revoked: { tone: "bad", zh: "已撤销", en: "Revoked" },
    voided: { tone: "bad", zh: "已作废", en: "Voided" },
  },
  instrument: {
    fit: { tone: "good", zh: "合格", en: "Fit" },
    restricted: { tone: "attention", zh: "准用", en: "Restricted" },
    out_of_service: { tone: "bad", zh: "停用", en: "Out of service" },
    due_soon: { tone: "attention", zh: "临期", en: "Due soon" },
  },
  order: {
    open: { tone: "waiting", zh: "待受理", en: "Open" },
    accepted: { tone: "running", zh: "已受理", en: "Accepted" },
    completed: { tone: "good", zh: "已完成", en: "Completed" },
    cancelled: { tone: "waiting", zh: "已取消", en: "Cancelled" },
  },
};
