/** One word for each state of each thing, the same on screen, in spreadsheets and on paper. */
export const stateWords = {
  sample: {
    registered: { zh: "待检测", en: "Registered" },
    in_testing: { zh: "检测中", en: "In testing" },
    results_complete: { zh: "待校核", en: "Awaiting check" },
    under_review: { zh: "审核中", en: "Under review" },
    approved: { zh: "已批准", en: "Approved" },
    certified: { zh: "已出报告", en: "Certified" },
    rejected: { zh: "拒收", en: "Rejected" },
    on_hold: { zh: "暂停", en: "On hold" },
    cancelled: { zh: "已取消", en: "Cancelled" },
  },
  task: {
    pending: { zh: "待分派", en: "Unassigned" },
    assigned: { zh: "待检测", en: "Assigned" },
    in_progress: { zh: "检测中", en: "In progress" },
    completed: { zh: "待校核", en: "Awaiting check" },
    checked: { zh: "已校核", en: "Checked" },
    returned: { zh: "退回", en: "Returned" },
    retest: { zh: "复测", en: "Retest" },
  },
  container: {
    stored: { zh: "在库", en: "In store" },
    handed_out: { zh: "已领用", en: "Handed out" },
    disposed: { zh: "已处置", en: "Disposed of" },
    transferred: { zh: "已移交", en: "Transferred" },
  },
  certificate: {
    issuing: { zh: "签发中", en: "Being issued" },
    issued: { zh: "有效", en: "Valid" },
    under_review: { zh: "核查中", en: "Under review" },
    replaced: { zh: "已被代替", en: "Replaced" },
    revoked: { zh: "已撤销", en: "Revoked" },
    voided: { zh: "已作废", en: "Voided" },
  },
  instrument: {
    fit: { zh: "合格", en: "Fit" },
    restricted: { zh: "准用", en: "Restricted" },
    out_of_service: { zh: "停用", en: "Out of service" },
    due_soon: { zh: "临期", en: "Due soon" },
  },
  order: {
    open: { zh: "待受理", en: "Open" },
    accepted: { zh: "已受理", en: "Accepted" },
    completed: { zh: "已完成", en: "Completed" },
    cancelled: { zh: "已取消", en: "Cancelled" },
  },
} as const satisfies Record<string, Record<string, { zh: string; en: string }>>;
