const zh = {
  orders: "我的委托",
  ordersBelow: (name: string) => `${name} 的委托进度。结果以正式报告为准。`,
  findOrder: "委托单编号、样品或批号",
  noOrders: "还没有委托。",
  notFound: "没有找到。请换一个词再试。",
  stage: { received: "已收样", in_testing: "检测中", in_review: "审核中", certified: "已出报告" },
  received: (on: string) => `${on} 收样`,
  due: (on: string) => `预计 ${on} 前完成`,
  certificate: "报告",
  certificates: "我的报告",
  find: "报告编号、样品或批号",
  noCertificates: "还没有签发的报告。签发后可在此下载。",
  downloadAll: "打包下载",
  replacedBy: (number: string) => `已由报告 ${number} 代替，请使用新报告。`,
  reinspection: "复检",
  servedOn: (on: string) => `监管部门 ${on} 送达。`,
  lastDay: (on: string, left: number) =>
    left === 0 ? `今天（${on}）是申请复检的最后一天。` : `可在 ${on} 前（含当日）申请复检，还有 ${left} 个工作日。`,
  notPossible: "不能申请复检：",
  refusals: {
    "nothing-failed": () => "报告没有不合格项目。",
    microbiology: () => "不合格项目都是微生物项目，按规定不予复检。",
    "shelf-life-past": (_: string, end: string) => `备样保质期到 ${end}，已经超过。`,
    late: (last: string) => `申请期限是收到检验结论后 7 个工作日，到 ${last} 为止。`,
    "certificate-withdrawn": () => "这份报告已被代替或撤销。",
  },
  askAuthority: "受理机关：",
  whichItems: (items: string) => `可申请复检的项目：${items}`,
  notThese: (items: string) => `微生物项目按规定不予复检：${items}`,
  shelfLifeUnknown: "系统不能从标签算出保质期；备样超过保质期的不予复检，请自行核对。",
  shelfLifeEnds: (on: string) => `备样保质期到 ${on}，复检须在此前进行。`,
  form: "下载复检申请书",
  otherObjections: "对抽样过程、样品真实性、检验方法或判定标准有异议的，也在 7 个工作日内向受理机关书面提出。",
};

const en: typeof zh = {
  orders: "My orders",
  ordersBelow: (name) => `How far the orders of ${name} are. Only the certificate itself is the result.`,
  findOrder: "Order number, sample or batch",
  noOrders: "No orders yet.",
  notFound: "Nothing found. Try another word.",
  stage: { received: "Received", in_testing: "In testing", in_review: "In review", certified: "Certified" },
  received: (on) => `received ${on}`,
  due: (on) => `expected by ${on}`,
  certificate: "Certificate",
  certificates: "My certificates",
  find: "Certificate number, sample or batch",
  noCertificates: "No certificates yet. They can be downloaded here once issued.",
  downloadAll: "Download as ZIP",
  replacedBy: (number) => `Replaced by certificate ${number}; please use that one.`,
  reinspection: "Re-inspection",
  servedOn: (on) => `Served by the authority on ${on}.`,
  lastDay: (on, left) =>
    left === 0
      ? `Today (${on}) is the last day to ask for a re-inspection.`
      : `A re-inspection may be asked for until ${on}: ${left} working day${left === 1 ? "" : "s"} left.`,
  notPossible: "No re-inspection is possible:",
  refusals: {
    "nothing-failed": () => "Nothing on the certificate failed.",
    microbiology: () => "Only microbiological items failed, which are never inspected again.",
    "shelf-life-past": (_, end) => `The shelf life of the reserve sample ended on ${end}.`,
    late: (last) => `It may be asked for within 7 working days of receiving the conclusion, which ended on ${last}.`,
    "certificate-withdrawn": () => "This certificate was replaced or revoked.",
  },
  askAuthority: "To be asked of:",
  whichItems: (items) => `Items that may be inspected again: ${items}`,
  notThese: (items) => `Microbiological items are never inspected again: ${items}`,
  shelfLifeUnknown:
    "The shelf life could not be read from the label; past it there is no re-inspection, so please check.",
  shelfLifeEnds: (on) => `The reserve sample keeps until ${on}; it must be inspected before.`,
  form: "Download the application",
  otherObjections:
    "Objections to the sampling, the sample's authenticity, the methods or the standards also go to that authority in writing within 7 working days.",
};

export const words = { zh, en };
