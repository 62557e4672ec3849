import { receptionHelp } from "../orders/reception-help.ts";
import type { paths } from "../paths.ts";
import { custodyHelp } from "./custody-help.ts";

/** What a page is for and how it is used, in a few sentences; shown beside the page by the button 帮助 or the key ?. */
export type Help = { zh: readonly string[]; en: readonly string[] };

/** Every address of paths.ts has its help; `benchOf` opens the same page as `benches`. */
export const helpTexts: Record<Exclude<keyof typeof paths, "benchOf">, Help> = {
  ...receptionHelp,
  ...custodyHelp,
  today: {
    zh: [
      "今日列出等您处理的事，最急的在最前，点一行直接进入。",
      "红色数字是已超期的件数；没有卡片表示没有等您处理的事。",
      "任何页面都可以直接扫码，光标在哪里都不影响。",
    ],
    en: [
      "What waits for you, the most urgent first; a line leads straight into the work.",
      "A red number counts what is overdue.",
    ],
  },
  orders: {
    zh: [
      "按编号、委托单位、抽样单编号查找；来源、状态、日期可同时筛选。",
      "筛选和显示的列可以起名存为常用视图；导出在后台进行，离开本页也不会中断。",
    ],
    en: [
      "Find orders by number, client or sheet number; filter by source, state and day.",
      "Filters and columns can be kept as a view; an export goes on when you leave the page.",
    ],
  },
  order: {
    zh: [
      "一份委托的全部信息、样品和容器。点样品编号看检测进度。",
      "监督抽检的结论送达被抽样单位后，在这里登记“已送达”，被抽样单位才能看到报告。",
    ],
    en: ["One order with its samples and containers.", "Notification of the sampled enterprise is recorded here."],
  },
  samples: {
    zh: [
      "按编号（任意几位）、名称、批号、条码、委托单位查找样品；扫样品标签直接打开。",
      "状态和接收日期可同时筛选；常用视图、显示列、导出在右侧。",
    ],
    en: ["Find samples by any part of the number, name, batch, barcode or client; scanning a label opens the sample."],
  },
  sample: {
    zh: [
      "一个样品从接收到报告的全过程：容器在哪里、谁领用过、各项任务和结果、报告。",
      "领用和归还扫容器标签即可；备样封存，不能领用。",
      "补打标签按首次打印的原样打印，并留记录。",
    ],
    en: [
      "One sample from arrival to certificate: where its containers are and who had them, tasks, results, certificates.",
    ],
  },
  work: {
    zh: [
      "把任务分给当日有该方法授权（持证上岗）的检测员；没有授权的人不能选，旁边写明原因。",
      "多人检测时指定一名主检。琥珀色为临期，红色为超期。",
      "与客户商定的方法偏离在这里登记，会印在报告上。",
    ],
    en: ["Give tasks to analysts authorised for the method on that day; name one lead where several work on a sample."],
  },
  benches: {
    zh: [
      "我的任务，按应完成日期排列。扫容器标签直接打开对应的工作台。",
      "提交后没有签字的结果列在下面，勾选后输一次密码一并签字；签过字的结果，报告主检处印您的签名图片。",
    ],
    en: [
      "My tasks by due date. Scanning a container opens its bench.",
      "What was submitted without a signature stands below: tick it and sign all with one password.",
    ],
  },
  bench: {
    zh: [
      "先扫容器或称量皿，再扫仪器；之后仪器送来的下一个稳定读数归这个样品、这个平行、当前步骤。",
      "不稳定、单位不符、过载的读数会响低音，留在“待关联读数”里，不会丢失。",
      "天平、仪器检定过期时页首变红，读数不能进入结果，请换一台合格的仪器。",
      "手工录入须选仪器和原因；按 Ctrl+Enter 提交结果，提交前可撤销上一次称量。",
    ],
    en: [
      "Scan the container or vessel, then the instrument: the next stable reading belongs to that sample and step.",
      "Unstable readings, wrong units and overloads sound low and stay in the tray; nothing is lost.",
    ],
  },
  curves: {
    zh: ["粘贴标准系列，先看拟合线、相关系数和回算偏差，再保存；不合格、过期的曲线不能选用，超出最高点须稀释重测。"],
    en: ["Paste standards, look at line, r and residuals, then freeze; above its range, dilute and measure again."],
  },
  sheets: {
    zh: ["同一方法的样品和空白、平行、加标、控制样组成检测批。质控失控时整批不能提交，须由另一人查明原因并签名。"],
    en: [
      "Samples of one method with their blanks, duplicates, spikes and controls. A failed control stops the batch until somebody else signs.",
    ],
  },
  sheet: {
    zh: [
      "像电子表格一样录入：方向键移动，回车到下一格，可粘贴一列；每格随输随存，提交前可撤销。",
      "格子的角标表示读取、手工、计算或改动；两人同时改一格时两个值都显示，不会覆盖。",
    ],
    en: ["Type as in a spreadsheet, paste a column; where two people change one cell both values are shown."],
  },
  equipment: {
    zh: ["烘箱、培养箱、移液器等不发数据的设备：扫设备，再扫样品或容器，一次登记多个；写明设定值，取出时再扫一次。"],
    en: [
      "Equipment that sends nothing: scan it, then many samples at once, with its settings; scan again when they come out.",
    ],
  },
  waiting: {
    zh: ["等待校核、审核、批准的样品，最急的在最前。", "自己检测的样品不能自己校核、审核或批准。"],
    en: ["Samples that wait for check, review or approval. Nobody checks or approves work of their own."],
  },
  desk: {
    zh: [
      "中间是样品的全部结果，不寻常的排在最上：手工录入、复测、质控、方法偏离、接近限量、改动。",
      "逐项校核，或退回并写明原因。签名须再次输入密码，签名含义写在密码上方。",
      "“签发条件”列出还不满足的条件和由谁处理。",
    ],
    en: [
      "All results of a sample, what is unusual on top. Approve, or return a line with its reason; signing asks for your password.",
    ],
  },
  result: {
    zh: [
      "一个结果的来历：仪器原始读数、公式代入、修约、限量原文、判定规则、各版本和签名。",
      "结果提交时已冻结，标准或仪器记录之后变化会在这里注明。",
    ],
    en: [
      "How a result came about: readings, formula, rounding, limit, decision rule, versions and signatures, frozen at submission.",
    ],
  },
  certificates: {
    zh: [
      "按报告编号、样品、委托单位查找报告，按状态和签发日期筛选。",
      "报告不能修改，只能更正（出新报告）、撤销或转入核查。",
    ],
    en: [
      "Find certificates by number, sample or client; a certificate is never edited, only amended, revoked or put under review.",
    ],
  },
  certificate: {
    zh: [
      "报告文件、状态、签名和每一行结果的来历。",
      "右侧可以转入核查、恢复、更正、撤销；发放（领取、快递）和旧报告收回在这里登记。",
      "遗失补发得到的是同一个文件，并留记录。",
    ],
    en: ["The certificate, its state and signatures, what each line rests on, its copies and their return."],
  },
  signingKeys: {
    zh: [
      "报告用哪把密钥签名、有效到哪天、密钥存放在哪里；到期前 60、30、7 天提醒，到期后不再签发。",
      "换密钥时直接替换文件或更换密码卡，不必停机；等待签发的报告用新密钥自动继续，编号不变。",
      "旧报告仍按当时的密钥核验，用过的密钥列在下方。",
    ],
    en: [
      "Which keys sign, until when and where they are kept. 60, 30 and 7 days before the end it is told; afterwards nothing is issued.",
      "A key is changed by changing its files or its token while the server runs; reports that wait go on with the new key and the same numbers.",
    ],
  },
  certificateForm: {
    zh: [
      "本机构报告的标题、编号、说明、印章和标志。",
      "图片由一人上传、另一人核对签名后才启用；更改只影响以后签发的报告。",
    ],
    en: [
      "Title, numbers, notes, seal and marks of the laboratory's certificates; a picture is in use after a second person signed for it.",
    ],
  },
  instruments: {
    zh: [
      "全部仪器设备和现在的状态：合格（绿）、准用（黄，写明限制）、停用（红）。状态由检定记录推出，不能手改。",
      "可从表格导入，先逐行预览问题，确认后整体写入。",
    ],
    en: ["All instruments with their state, derived from verification records and never typed."],
  },
  instrument: {
    zh: [
      "一台仪器的身份、位置、证书、校准修正、期间核查、维修搬动、使用记录。",
      "新证书须由本机构确认是否满足方法要求；补录较早的证书会使其有效期内的读数恢复可用。",
      "检定结果通知书（不合格）一经登记立即停用，并进入失准影响评估。",
    ],
    en: ["One instrument: certificates with the laboratory's confirmation, checks, events, usage and connection."],
  },
  plan: {
    zh: [
      "按月和检定机构列出到期仪器，选中后加入送检批次。",
      "到期前 60、30、7 天和当天各提醒保管人和设备管理员一次；日历可以订阅。",
      "周期受检率：强检器具目标 95 %，计量标准 100 %；点数字看后面的仪器。",
    ],
    en: ["What is due by month and agency, rounds to the institute, reminders once each, and the verification rates."],
  },
  impact: {
    zh: [
      "仪器失准后，自上次合格检定以来用过它的每个结果，都按 ± 误差重新计算并判定，最接近翻转的排在最前。",
      "写明结论并签名；选中的报告转入核查，公众查询页立即显示。",
    ],
    en: [
      "Every result since the last good verification, recomputed with ± the error and judged again; sign, and recall certificates.",
    ],
  },
  gateways: {
    zh: ["仪器旁电脑上的网关：登记、连接状态、积压、磁盘。", "登记得到的一次性代码在那台电脑上输入一次即可。"],
    en: ["The gateways on the PCs beside the instruments: enrol them, see their state and backlog."],
  },
  materials: {
    zh: [
      "标准物质和标准溶液按名称、批号登记：证书号、定值、收到日期、有效期。计量管理员和技术负责人登记、更正、停用。",
      "检测员第一次使用前点“开封”；在工作台或检测批的“标准物质与环境”里选用，一次可用于多项任务。",
      "失效后或开封前的使用不能登记；事后更正日期的，签发前再核对一次，不符的不能签发。",
    ],
    en: [
      "Reference materials and standard solutions by name and lot; the metrologist and the technical manager register, correct and end them.",
      "The analyst opens a bottle here and chooses it at the bench or for a whole batch; a use out of its validity is refused, and looked at again before issue.",
    ],
  },
  limits: {
    zh: ["按产品类别、项目和日期查限量；日期默认按生产日期选版本。", "标“待核对”的行须有人对照标准原文确认。"],
    en: [
      "Limits by product, item and day; a row marked unconfirmed waits for somebody to compare it with the printed standard.",
    ],
  },
  compare: {
    zh: ["同一标准两个版本逐行对照，不同处标出。"],
    en: ["Two editions of a standard, row beside row."],
  },
  controls: {
    zh: [
      "质控图按 Westgard 规则判断。失控后该方法停止检测，由另一人查明原因并签名后才能继续。",
      "目标值、s、U 用“修订”改为下一版，只对以后的结果生效；已登记的点仍按当时的版本判定。",
      "点图上的点看当次的值和规则。",
    ],
    en: [
      "Control charts judged by Westgard's rules; a rejected control stops its method until somebody else signs why work may go on.",
      "Target, s and U are revised by a next version for results from then on; points that are there keep what they were judged by.",
    ],
  },
  pcr: {
    zh: ["实时荧光 PCR 的上机批。粘贴仪器导出的表格，或上传结果文件。", "阳性、阴性、内参对照不符时整批无效。"],
    en: ["Real-time PCR runs: paste the instrument's table or upload its file; failed controls make the run invalid."],
  },
  pcrRun: {
    zh: ["一次上机的全部孔位、对照和结论；灰区样品须从提取开始复做一次。"],
    en: ["All wells of a run with its controls and outcomes; a grey zone is repeated once from extraction."],
  },
  judging: {
    zh: ["输入数值和限量，看判定和每一步依据；这里的内容不会保存，也不进入任何报告。"],
    en: ["Type a figure and a limit and see the verdict with every step; nothing here is kept."],
  },
  editions: {
    zh: ["起草标准新版本、预览对在检样品的影响、由另一人签名发布。"],
    en: ["Draft a new edition, preview what it changes on open samples, have a second person publish it."],
  },
  edition: {
    zh: ["粘贴限量行，逐行核对；预览显示在检样品的限量和判定前后变化。", "起草人不能自己发布。"],
    en: ["Paste limit rows, check them, preview their effect; the drafter may not publish."],
  },
  methods: {
    zh: ["检验方法及其版本、检出限、定量限、平行要求、所需设备和测量不确定度。"],
    en: ["Methods with their editions, LOD and LOQ, required equipment and uncertainty."],
  },
  people: {
    zh: ["人员、角色和登录名。新密码由本人首次登录时修改。", "管理员不能改方法、限量和结果。"],
    en: ["People, roles and logins. An administrator has no say in methods, limits or results."],
  },
  notices: {
    zh: ["系统给您的通知，新的在前；点一条打开对应页面。"],
    en: ["What you were told, newest first; a notice opens its page."],
  },
  mail: {
    zh: ["待发和已发的邮件。没有配置邮件服务器时只有站内通知。", "发送失败的写明原因，会自动重试。"],
    en: ["Mails waiting and sent; a failed one says why and is tried again."],
  },
  verify: {
    zh: ["输入报告编号和校验码，或把 PDF 拖进来；文件只在浏览器里计算，不会上传。"],
    en: ["Type number and check code, or drop the PDF; it never leaves the browser."],
  },
  portal: {
    zh: ["本单位的委托和进度，批准前不显示结果。", "监督抽检的报告在主管部门通知后才能看到。"],
    en: ["Your orders and their progress; results appear after approval only."],
  },
  portalCertificates: {
    zh: ["本单位的报告，可按编号、样品查找，选中后打包下载；对委托检验的报告可以提出异议。"],
    en: ["Your certificates: search them, take several as a ZIP, object to one you commissioned."],
  },
  commissions: {
    zh: [
      "企业在网上填写的委托。样品送到时扫描其委托单或手机上的条码，收样登记即自动填好。",
      "内容不合适的可以不予受理，写明原因，企业会看到。",
    ],
    en: [
      "What enterprises asked for online; scanning their code when the samples come fills the reception form.",
      "One that does not fit is refused with the reason, which the enterprise reads.",
    ],
  },
  commission: {
    zh: ["核对企业的要求：受理则带入收样登记，登记后生效；不予受理须写原因。"],
    en: ["Take it over at reception, where it becomes an order when registered, or refuse it with the reason."],
  },
  portalCommissions: {
    zh: ["网上填写的委托及其状态。样品送到、受理员登记后才成为正式委托。"],
    en: ["What you commissioned online. It becomes an order when the samples came and reception registered them."],
  },
  newCommission: {
    zh: [
      "填写样品和检测项目，边填边存；提交后得到条码，打印委托单或出示手机，与样品一起送来。",
      "“常检项目”是该产品标准有限量的项目。",
    ],
    en: [
      "Say what the samples are and what to test; it is kept as you type. Bring the code with the samples.",
      "Usual items are those that a standard limits in this product.",
    ],
  },
  portalCommission: {
    zh: ["送样前可以撤回；未受理的可以看到原因，修改后重新提交。"],
    en: ["It may be taken back before the samples come; one refused says why and can be changed and submitted again."],
  },
  portalStaff: {
    zh: [
      "本单位可以登录的人员：新增、停用、重置密码都由本单位的管理员办理。",
      "系统给出的密码只显示一次，本人首次登录时修改；至少保留一名管理员。",
    ],
    en: [
      "Who of the enterprise may sign in; its administrator adds people, shuts them out and resets passwords.",
      "A made password is shown once and changed at the first sign-in; one administrator always remains.",
    ],
  },
  account: {
    zh: [
      "本人信息、密码、语言和明暗。",
      "签名图片由本人上传，技术负责人或质量负责人在“报告格式”核对启用；只印在本人签过名的报告上。",
    ],
    en: [
      "Your data, password, language and shade.",
      "A picture of your signature is printed only where you signed, once a manager compared it.",
    ],
  },
};
