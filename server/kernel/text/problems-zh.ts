import type { Details, ProblemCode } from "../problems.ts";
import { printedField } from "./printed-fields.ts";
import { wrongRowsText } from "./row-problem-text.ts";

const s = (value: unknown) => (Array.isArray(value) ? value.join("、") : String(value ?? ""));

const typedZh: Record<string, string> = {
  empty: "没有内容",
  thousands: "中的逗号有两种读法",
  negative: "不能为负",
  "too-long": "位数过多",
  "qualifier-unfit": "不是这一步能用的写法",
};

const noReinspectionZh: Record<string, string> = {
  "nothing-failed": "报告没有不合格项目",
  microbiology: "不合格项目都是微生物项目，按规定不予复检",
  "shelf-life-past": "备样已超过保质期",
  late: "已超过收到检验结论后 7 个工作日",
  "certificate-withdrawn": "报告已被代替或撤销",
};

const platesZh: Record<string, string> = {
  "blank-grew": "空白或培养基对照有生长，本次检测结果无效，须重做；已记入原始记录",
  "top-not-counted": "各平板均多不可计，须对最高稀释度计数",
  "all-spread": "平板均为蔓延菌落，无法计数，须重做",
  "no-plates": "没有平板计数",
  "dilution-twice": "同一稀释度填了两次",
  "combination-unlikely": "阳性管组合不在 MPN 表中，极少出现，须重做",
};

const curvesZh: Record<string, string> = {
  "too-few-levels": "至少需要三个不同浓度",
  "zero-has-no-weight": "加权拟合不能含零浓度点",
  "no-slope": "信号不随浓度变化",
  "r-low": "相关系数低于要求",
  "residual-high": "有标准点回算偏差超过要求",
  expired: "已过有效期",
  withdrawn: "已停用",
  "other-method": "属于另一方法",
  "method-has-none": "——该方法不用校准曲线",
};

const materialZh: Record<string, string> = {
  "before-opening": "还没有开封，请先登记开封日期",
  "after-expiry": "已过有效期，请换用有效的批号",
  ended: "已停用，请换用在用的批号",
};

const decidedZh: Record<string, string> = { accepted: "受理", refused: "被拒绝", withdrawn: "撤回" };

/** What a refusal says in Chinese: what happened, and what to do now. */
export const problemsZh = {
  "bad-request": (d: Details) => `填写的内容有误：${s(d.fields)}。请改正后再提交，已填内容未丢失。`,
  "not-json": () => "收到的内容不是有效的 JSON，未作任何更改。请检查请求格式后重发。",
  "too-large": (d: Details) => `内容过大，最多 ${s(d.most)}。请压缩或缩小后重试；其他内容未丢失。`,
  "wrong-media-type": (d: Details) => `不支持这种文件类型，请使用 ${s(d.types)}。`,
  "not-found": (d: Details) => `没有找到${d.what ? `：${s(d.what)}` : ""}。请核对编号，或确认属于本实验室。`,
  "no-such-endpoint": () => "没有这个地址。请从首页重新进入。",
  "already-exists": (d: Details) =>
    `已存在，不能重复登记${d.what ? `：${s(d.what)}` : ""}。请使用已有的那一条，或改正后再登记。`,
  "too-many-rows": (d: Details) =>
    `列表共 ${s(d.found)} 行，超过一个文件可容纳的 ${s(d.most)} 行。请按日期或状态缩小范围，或改用 CSV。`,
  "file-not-ready": () => "文件尚未生成完毕，请等进度条走满后再下载。",
  "changed-meanwhile": () => "同一内容正被他人更改，本次没有保存。请稍候再试，已填内容未丢失。",
  "server-error": (d: Details) => `服务器出错，本次没有保存。请重试；仍不行请把编号 ${s(d.request)} 告诉管理员。`,
  "storage-away": () => "数据库或文件库暂时连不上，本次没有保存。请稍后重试。",
  "sign-in-needed": () => "请先登录。",
  "sign-in-refused": () => "用户名或密码不对。请重新输入。",
  "too-many-tries": (d: Details) => `尝试次数过多，请在 ${s(d.seconds)} 秒后再试。`,
  "not-allowed": () => "您的岗位没有这项权限。需要时请联系系统管理员。",
  "csrf-refused": () => "页面已过期或请求来源不符，本次没有保存。请刷新页面后重试。",
  "password-change-needed": () => "您用的是他人代设的初始密码。请先修改密码，之后即可正常使用。",
  "weak-password": (d: Details) =>
    `密码太弱：至少 10 个字符，且不能与登录名或旧密码相同${d.reason ? `（${s(d.reason)}）` : ""}。`,
  "wrong-password": () => "当前密码不对，密码没有更改。",
  "signature-refused": () => "密码不对，没有签名。请重新输入您的登录密码。",
  "enterprise-of-others": () => "该企业在其他实验室也有委托，账号由能看到全部实验室的管理员办理。请联系州级中心。",
  "administrator-exists": (d: Details) =>
    `该企业已有自己的管理员（${s(d.names)}），请由其在“员工账号”中添加人员、重置密码。`,
  "last-administrator": () => "企业至少要有一名在用的管理员。请先指定另一名管理员。",
  "mail-not-configured": () =>
    "没有配置邮件服务器，消息只在系统内显示。需要发邮件时，请在服务器上设置 LIMS_SMTP_URL 和 LIMS_MAIL_FROM。",
  "check-digit-wrong": (d: Details) => `编号 ${s(d.number)} 的校验位不对，可能输错了一位。请重新扫描或核对。`,
  "unknown-scan": (d: Details) => `没有识别出这个条码：${s(d.code)}。请重新扫描，或确认属于本实验室。`,
  "credit-code-wrong": (d: Details) => `统一社会信用代码 ${s(d.code)} 有误（校验位或字符不对）。请对照营业执照核对。`,
  "gtin-wrong": (d: Details) => `商品条码 ${s(d.gtin)} 的校验位不对。请重新扫描。`,
  "sheet-number-needed": () => "监督抽检必须填写抽样单编号。",
  "commission-decided": (d: Details) =>
    `这份网上委托已${decidedZh[s(d.state)] ?? s(d.state)}，不能再受理、拒绝或撤回。请刷新页面查看；需要时重新提交一份。`,
  "commission-of-another": (d: Details) =>
    `这份网上委托由 ${s(d.client)} 提交，只能作为该企业的委托检验受理。请改正委托单位，或清空后重新扫描。`,
  "order-registered-before": (d: Details) =>
    `这张收样单已登记为委托单 ${s(d.order)}，之后又改过，没有重复登记。请打开该委托单核对；改动的内容或另来的样品，请“清空重填”后另行登记。`,
  "sheet-number-taken": (d: Details) => `抽样单编号 ${s(d.sheetNumber)} 已登记过（委托单 ${s(d.order)}）。请核对。`,
  "sampled-enterprise-needed": () => "监督抽检必须填写被抽样单位。",
  "seal-needed": (d: Details) => `样品“${s(d.sample)}”：监督抽检的检样和备样都要登记封条号和封条是否完好。`,
  "seal-broken": (d: Details) => `样品“${s(d.sample)}”的封条 ${s(d.seal)} 已破损，不能接收。请拒收并通知抽样单位。`,
  "reserve-needed": (d: Details) => `样品“${s(d.sample)}”：监督抽检必须同时有封好的检样和备样。`,
  "reserve-sealed": (d: Details) => `${s(d.number)} 是备样，实验室不得启封或领用。请扫描检样。`,
  "test-container-needed": (d: Details) => `样品“${s(d.sample)}”至少要有一份检样。`,
  "category-unknown": (d: Details) => `产品分类“${s(d.category)}”不在分类表中。请从列表选择。`,
  "method-not-in-force": (d: Details) => `方法 ${s(d.method)} 在 ${s(d.on)} 不是现行有效版本。请改选现行方法。`,
  "out-of-scope": (d: Details) =>
    `${s(d.items)} 不在本实验室的资质认定范围内，不能受理。请删去这些项目；委托检验经委托方同意的，可勾选“范围外项目单独出具不带标志的报告”后受理。`,
  "production-after-receipt": (d: Details) =>
    `样品“${s(d.sample)}”的生产日期 ${s(d.productionDate)} 晚于收样日期。请核对。`,
  "sampled-after-receipt": (d: Details) => `样品“${s(d.sample)}”的抽样日期 ${s(d.sampledOn)} 晚于收样日期。请核对。`,
  "due-before-receipt": (d: Details) => `要求完成日期 ${s(d.dueOn)} 早于收样日期 ${s(d.receivedOn)}。请改正。`,
  "factor-needs-source": () => "填写脱水率（浓缩率）、水分、脂肪或酒精度时必须大于 0（百分数小于 100），并写明来源。",
  "declared-unit-differs": (d: Details) =>
    `明示标准的单位 ${s(d.unit)} 与方法单位 ${s(d.expected)} 不一致，无法判定。请换算后填写。`,
  "simple-rule-only": (d: Details) =>
    `${s(d.source)}的结果与限量直接比较，只能用简单接受规则。请把判定规则改为“简单接受”后再登记。`,
  "uncertainty-needed": (d: Details) =>
    `所选判定规则要用测量不确定度，而以下方法还没有：${s(d.methods)}。请技术负责人先在“方法”页填写，或改用简单接受。`,
  "state-forbids": (d: Details) => `当前状态“${s(d.state)}”下不能这样做。请刷新页面查看最新状态。`,
  "not-the-holder": (d: Details) => `这份样品现由 ${s(d.holder)} 领用，请由本人或样品管理员归还。`,
  "scan-person-first": () => "请先扫描工牌或选择领用人，再扫描容器。还没有登记领用。",
  "split-exceeds": (d: Details) => `分出的数量（${s(d.parts)}）合计超过原有的 ${s(d.whole)}。请核对后重填，尚未分样。`,
  "too-many-containers": (d: Details) => `一个样品最多 ${s(d.most)} 个容器，编号已用完。请减少份数。`,
  "place-does-not-stand-there": (d: Details) =>
    `“${s(d.name)}”不能放在这里：房间里放冰箱、货架或盒，冰箱里放层架或盒，层架上放盒，盒自带格位。请改选上级位置。`,
  "place-full": (d: Details) => `${s(d.place)} 已满，一件也没有放入。请换一个位置。`,
  "place-closed": (d: Details) => `${s(d.place)} 已停用。请换一个位置。`,
  "place-not-empty": (d: Details) => `${s(d.place)} 里还有 ${s(d.count)} 个容器，不能停用。请先移走。`,
  "not-on-manifest": (d: Details) => `容器 ${s(d.number)} 不在移交单 ${s(d.transfer)} 上。请核对移交单和容器。`,
  "transfer-nowhere": () => "请选择接收的实验室，或写明系统外机构的名称；不能移交给本实验室。",
  "retention-runs": (d: Details) =>
    `${s(d.number)} 须留样至 ${s(d.until) || "检验结论作出之后"}，还不能处置。请从清单中移出。`,
  "retention-held": (d: Details) => `${s(d.number)} 暂缓处置（${s(d.reason)}）。解除后才能处置，请先从清单中移出。`,
  "container-elsewhere": (d: Details) => `容器 ${s(d.number)} 不在库（${s(d.state)}）。请先归还入库，或从清单中移出。`,
  "blind-name-tells": (d: Details) =>
    `盲样的“${s(d.name)}”里有“${s(d.word)}”，检测员会在标签和工作台看到。请改写，不要出现商标、条码和企业名称。`,
  "blind-sample": () =>
    "这是盲样，审核前不显示委托方信息。确有必要时，请在样品页“查看盲样信息”并写明理由，系统会留下记录。",
  "not-qualified": (d: Details) => `${s(d.person)} 没有 ${s(d.method)} 的有效上岗授权，不能承担。请改派其他人。`,
  "task-taken": (d: Details) => `这项任务刚被 ${s(d.analyst) || "他人"} 领取。请从任务池另选。`,
  "not-your-task": (d: Details) => `这项任务分派给了 ${s(d.analyst) || "他人"}，只有本人能操作。`,
  "container-not-of-sample": (d: Details) => `扫描的样品 ${s(d.number)} 不属于这项任务。请扫描对应的检样。`,
  "container-not-handed-out": (d: Details) => `检样 ${s(d.number)} 还没有由您领用。请先扫描领用。`,
  "scan-container-first": () => "请先扫描检样容器，再扫描天平。仪器没有关联，没有丢失任何读数。",
  "no-task-of-sample": (d: Details) => `样品“${s(d.sample)}”没有分派给您的检测任务。请联系检测室主任，或扫描其他容器。`,
  "claim-taken": (d: Details) => `${s(d.instrument)} 正由 ${s(d.person)} 使用。请换一台，或等对方结束关联。`,
  "no-open-step": () => "这项任务没有待称量的步骤。请查看还缺什么。",
  "step-unknown": (d: Details) => `方法中没有步骤“${s(d.step)}”。请刷新页面，按方法的步骤操作。`,
  "instrument-unfit": (d: Details) =>
    `${s(d.instrument)} 此时不可用：${s(d.reasons)}。读数会保留，但不能进入结果。请换用检定有效的仪器，或录入覆盖该时刻的检定证书。`,
  "instrument-restricted": (d: Details) =>
    `${s(d.instrument)} 是限用仪器（${s(d.restriction)}），不能用于此处${d.because === "method" ? "的方法" : "的量值"}。读数会保留，但不能进入结果。请换用不受此限的仪器。`,
  "instrument-kind-wrong": (d: Details) => `${s(d.instrument)} 不是这一步要用的设备。请扫描正确的仪器。`,
  "instrument-not-connected": (d: Details) => `${s(d.instrument)} 没有连接网关，不会自动送来读数。请用手工录入。`,
  "vessel-taken": (d: Details) => `皿号 ${s(d.vessel)} 正用于 ${s(d.sample)} 平行 ${s(d.parallel)}。请换一只称量皿。`,
  "vessel-bound": (d: Details) => `平行 ${s(d.parallel)} 已绑定皿号 ${s(d.vessel)}，且已有称量，不能更换。`,
  "vessel-needed": (d: Details) => `请先输入平行 ${s(d.parallel)} 的皿号，再称量。`,
  "reading-not-usable": (d: Details) => `这条读数不能使用：${s(d.reason)}。它会保留在待关联中。`,
  "reading-in-use": () => "这条读数已用于另一步。请先撤销再重新关联。",
  "unit-differs": (d: Details) =>
    `读数单位 ${s(d.unit)} 与步骤单位 ${s(d.expected)} 不一致。请在仪器上切换单位后重新打印。`,
  "reading-not-understood": (d: Details) =>
    `“${s(d.text)}”${typedZh[s(d.because)] ?? "不能识别"}。可以输入 12.340、3.2E3、＜10、＞300 或“未检出”（ND）。请改正后再录入。`,
  "word-not-of-method": (d: Details) => `“${s(d.text)}”不是本方法的结果用语。请从这些中选择：${s(d.choices)}。`,
  "units-only-in-plans": (d: Details) => `方法 ${s(d.method)} 不按采样方案检验，没有样品件数可调整。`,
  "unit-has-reading": (d: Details) => `第 ${s(d.unit)} 件已有结果记录，不能取消。请把件数改为不少于它。`,
  "container-used": (d: Details) =>
    `容器 ${s(d.number)} 已用于第 ${s(d.unit)} 件，一个容器只能是一件。请扫描本件的容器。`,
  "unit-bound": (d: Details) => `第 ${s(d.unit)} 件已有结果，不能换成别的容器。先撤销该结果，再扫描。`,
  "no-unit-left": (d: Details) => `各件都已有容器，${s(d.number)} 不属于其中任何一件。件数不足请先在工作台“调整件数”。`,
  "lod-unknown": (d: Details) => `方法 ${s(d.method)} 没有登记检出限，不能报“未检出”。请联系技术负责人。`,
  "equipment-in-use": (d: Details) => `${s(d.instrument)} 正用于本任务，请先取出。`,
  "result-unsigned": (d: Details) =>
    `${s(d.item)} 的检测人员尚未在原始记录上签字，还不能校核。请检测人员在“工作台”中签字。`,
  "result-not-yours": (d: Details) => `${s(d.item)} 由 ${s(d.by)} 提交，原始记录只能由其本人签字。`,
  "result-incomplete": (d: Details) => `还不能提交，尚缺：${s(d.missing)}。`,
  "parallels-disagree": (d: Details) => `两次平行测定相差 ${s(d.difference)}，超过允许的 ${s(d.allowed)}。请成对复测。`,
  "parallels-agree": () => "平行测定结果符合重复性要求，不需要复测；复测由规则决定，不能自行选择。",
  "nothing-changed": () => "结果有改动时必须写明原因。",
  "edition-row-wrong": (d: Details) =>
    `第 ${s(d.row)} 行（${s(d.item)}）的限量“${s(d.limit)}”看不懂。请写成 ≤0.3、≥18、＜10、6.5～8.5、不得检出、阴性 或 n=5,c=2,m=100,M=1000。`,
  "edition-row-twice": (d: Details) =>
    `第 ${s(d.row)} 行与第 ${s(d.before)} 行是同一分类、同一项目。请删去一行或改正。`,
  "drafter-may-not-publish": () => "起草人不能批准自己起草的换版。请由另一位技术负责人核对并发布。",
  "method-cannot-judge": (d: Details) => `方法的定量限高于限量，无法判定：${s(d.items)}。请换用更灵敏的方法。`,
  "character-not-printable": (d: Details) =>
    `“${printedField(d.field, "zh")}”中的字符“${s(d.character)}”（${s(d.codePoint)}）没有可用的字形，无法打印。请改用其他写法后重试。`,
  "batch-running": () => "您的上一批还在签发中，请等它完成或先停止，再签下一批。",
  "signing-key-unusable": (d: Details) =>
    `签名证书无法使用：${s(d.why)}。没有签发任何报告。请系统管理员检查签名密钥、口令和证书链。`,
  "validity-needed": () => "证书没有写明有效期，仪器也没有登记周期，算不出有效期至。请填写有效期，或先给仪器登记周期。",
  "needs-unmet": (d: Details) =>
    `证书数据不满足这些方法的计量要求：${s(d.needs)}。请确认为“准用”并排除这些方法或量程，或确认为“不合格”；修正后能满足的，请选择使用修正值。`,
  "restriction-needed": () => "结论为限用时必须写明限用范围。请填写后重试。",
  "date-in-future": (d: Details) => `日期 ${s(d.on)} 在今天之后。请对照单据或证书核对并改正。`,
  "gateway-gap": (d: Details) =>
    `读数序号不连续：应从 ${s(d.expected)} 开始，收到 ${s(d.received)}。未接收任何读数，请网关从断点重发。`,
  "enrol-code-wrong": () => "网关登记码不对、已用过或已过期。请系统管理员在“网关”页重新生成登记码。",
  "driver-unknown": (d: Details) => `没有名为“${s(d.driver)}”的驱动。请从列表中选择。`,
  "event-refused": (d: Details): string =>
    ({
      scrapped: "仪器已报废，不能再登记变动。",
      sealed: "仪器已封存。请先启封。",
      "not-sealed": "仪器没有封存，无需启封。",
      lent: "仪器已借出，还没有归还。请先登记归还。",
      "not-lent": "仪器没有借出，无需归还。",
      "plan-ended": "这项核查计划已停止。请另立计划。",
      "check-failed": "上一次核查不合格且尚未恢复，计划不能停止。请先核查合格或重新检定、校准。",
    })[s(d.because)] ?? "此时不能这样登记。请刷新页面查看仪器的状态。",
  "extension-refused": (d: Details): string =>
    d.because === "already-lapsed"
      ? "校准已到期，不能再延长。请停用并送检。"
      : d.because === "no-passed-check"
        ? "本次校准后没有合格的期间核查，不能延长。请先做期间核查。"
        : "只有非强制检定、经校准合格的仪器可以延长校准间隔。",
  "cell-changed": (d: Details) =>
    `${s(d.by) || "另一人"} 已改过这一格：现为 ${s(d.theirs) || "空"}，您录入的是 ${s(d.yours) || "空"}。没有覆盖；请选定保留哪一个。`,
  "cells-wrong": (d: Details) => `有单元格看不懂或不能录入：${s(d.cells)}。本次没有保存任何一格，请改正标红的格。`,
  "sheet-methods-differ": () => "一个检测批只能有一种方法。请只选同一方法的任务。",
  "sheet-analysts-differ": (d: Details) =>
    `一个检测批由一人检测：${s(d.analysts) || "有任务尚未分派"}。请先把任务分派给同一位检测员。`,
  "task-on-sheet": (d: Details) => `${s(d.sample)} 已在检测批 ${s(d.sheet)} 中。请先从那一批移出。`,
  "task-not-on-sheet": (d: Details) => `位置 ${s(d.position)} 不在本批。请刷新后重选。`,
  "position-has-values": () => "这个位置已有数据，不能移出。先撤销数据，或把整批撤销并写明理由。",
  "control-value-stands": () =>
    "质控样的测定值一经登记即上质控图，不能改写。如属录入错误，请由另一人在失控处理中说明。",
  "control-revised": (d: Details) =>
    `${s(d.by)} 刚修订过这张质控图（第 ${s(d.version)} 版，目标值 ${s(d.target)}）。没有覆盖；请看过新版再改。`,
  "control-failed-stays": (d: Details) =>
    `位置 ${s(d.position)} 的质控失控，处理前样品不能加入、移出，该质控和本批也不能移出或撤销。请由主管在失控处理中签名，或重测合格。`,
  "control-other-instrument": (d: Details) =>
    `这张质控图属于仪器 ${s(d.instrument)}，本次选的是 ${s(d.chosen)}。请改选图上的仪器，或为这台仪器另建质控图。`,
  "criteria-looser": (d: Details) =>
    `本批的质控要求比方法规定的宽：${s(d.criteria)}。放宽须由检测室主任或技术负责人编制本批，或改用方法规定的限值。`,
  "controls-not-for-kind": () => "定性和核酸扩增方法的对照随各自的记录登记，不在检测批中另设位置。",
  "sheet-nothing-open": () => "本批没有待提交的结果。",
  "plates-uncounted": (d: Details) => `这组平板不能计算：${platesZh[String(d.because)] ?? s(d.because)}。`,
  "culture-order": (d: Details) => `请先完成上一步：${s(d.stage)}。`,
  "culture-too-short": (d: Details) => `${s(d.stage)} 至少培养 ${s(d.hours)} 小时，最早 ${s(d.until)} 取出。`,
  "curve-unfit": (d: Details) => `不能拟合曲线：${curvesZh[String(d.because)] ?? s(d.because)}。`,
  "curve-not-accepted": (d: Details) =>
    `曲线不合格（${(Array.isArray(d.because) ? d.because : []).map((b) => curvesZh[String(b)] ?? String(b)).join("、")}），不能用于结果。请重做标准系列。`,
  "curve-unusable": (d: Details) => `曲线 ${s(d.number)} ${curvesZh[String(d.because)] ?? s(d.because)}，不能选用。`,
  "material-unfit": (d: Details) =>
    `标准物质 ${s(d.material)} 在 ${s(d.on)} ${materialZh[String(d.because)] ?? s(d.because)}。`,
  "control-rejected": (d: Details) =>
    `本方法质控失控，暂停提交：${(d.controls as string[] | undefined)?.join("；") ?? ""}。请查明原因，由主管签名处理后再提交。`,
  "label-too-small": (d: Details): string =>
    d.needs === "width"
      ? "标签太窄，条形码扫不出来：请加宽到 40 毫米以上，或改用二维码。"
      : d.needs === "height"
        ? "标签太小，二维码扫不出来：请加大尺寸。"
        : "内容太多，字会小得看不清：请减少几行、改小字号，或加大标签。",
  "printer-away": (d: Details) =>
    `打印机“${s(d.printer)}”没有响应（${s(d.why)}），标签没有打印。请检查打印机电源和网络，或改用 PDF 打印。`,
  "print-settled": (d: Details) => `这次打印不需要核实，或已由 ${s(d.by)} 核实；没有重复打印。请看打印记录。`,
  "gate-unmet": (d: Details) => `还不能签发：${(d.conditions as string[] | undefined)?.join("；") ?? ""}。`,
  "picture-unusable": () =>
    "这张图片不能用于报告。请上传 RGB 或灰度的 PNG、JPEG 图片（非 CMYK，不超过 2 MB，每边不小于 100 像素）。",
  "second-person-needed": () => "上传人本人不能核对启用，请由质量负责人或技术负责人中的另一人核对。",
  "own-scope": () => "签字领域不能由本人为自己授予或终止，请由另一位技术负责人办理。",
  "reinspection-not-possible": (d: Details) =>
    `不能申请复检：${(Array.isArray(d.reasons) ? d.reasons : []).map((code) => noReinspectionZh[String(code)] ?? s(code)).join("；")}。对抽样过程、检验方法等有异议的，请向组织抽检的监管部门提出。`,
  "results-changed": () => "重新检验的结果与本报告不同，不能恢复有效。请更正报告或撤销。",
  "one-certificate-each": () => "监督抽检一样一报告，不能合并出具。请取消“合并出具一份报告”。",
  "separation-on-certificate": (d: Details) =>
    `您在样品 ${s(d.samples)} 中做过检测或审核，不能批准这份合并报告。请由另一位授权签字人批准。`,
  "subcontract-forbidden": () => "只有委托检验可以分包；监督抽检、风险监测和复检的项目必须由本机构完成。",
  "subcontract-whole-sample": (d: Details) =>
    `样品 ${s(d.samples)} 的项目不能全部分包：报告至少要有一项是本机构检验的。请减少分包的项目，或由对方直接出具报告。`,
  "subcontract-out-of-scope": (d: Details) =>
    `${s(d.laboratory)} 的资质认定证书有效期至 ${s(d.until)}，不覆盖 ${s(d.on)}。请核对证书和能力附表，或改选其他机构。`,
  "subcontract-items-out-of-scope": (d: Details) =>
    `${s(d.laboratory)} 的能力附表在 ${s(d.on)} 没有登记：${s(d.items)}。请核对其能力附表，由技术负责人或质量负责人在“分包方名录”登记后再分包，或改选其他机构。`,
  "subcontract-report-missing": () => "还没有上传分包机构的报告。请先上传报告，结果只能从报告录入。",
  "task-subcontracted": (d: Details) => `${s(d.item)} 已分包给其他机构，不能在本机构分派。需要自己做时请先取消分包。`,
  "lod-needed": () => "结果为“未检出”时必须写明对方报告的检出限。请填写检出限。",
  "nothing-to-reissue": () => "本报告还没有发放过，谈不上补发。请按首次发放登记。",
  "nothing-amended": () => "更正后的报告与原报告内容相同。请先更正样品信息，或退回相关项目重新检验。",
  "file-without-rows": (d: Details) =>
    `在文件“${s(d.file)}”中没有找到表头和数据。请确认是 XLSX 或 CSV 表格、表头含所需各列；列名不同时请先指定列对应关系。`,
  "file-without-results": (d: Details) =>
    `在文件“${s(d.file)}”中没有找到结果。请检查仪器的驱动和驱动参数（列名、工作表），或用记事本/表格软件打开确认内容。`,
  "rows-wrong": (d: Details) => `文件中有问题，没有导入任何一行。${wrongRowsText(d["rows"], "zh")}`,
  "file-known": (d: Details) => `文件“${s(d.file)}”已导入过，没有重复导入。`,
  "profile-wrong": (d: Details) => `驱动参数不合适：${s(d.why)} 请改正后重试，原设置未改动。`,
  "demo-only": () => "此功能只在演示系统中提供。",
  "balance-away": () => "模拟天平没有响应。请确认演示程序仍在运行，然后重试。",
  "figure-wrong": (d: Details) => `“${s(d.text ?? d.value)}” 不是有效的数值。请按读数原样填写数字。`,
  "rounding-place-wrong": () => "修约间隔或位数不正确。请技术负责人检查方法的修约规则。",
  "formula-wrong": (d: Details) => `计算公式有误：${s(d.formula ?? d.expression)}。请技术负责人检查方法。`,
  "formula-value-missing": (d: Details) => `公式缺少数值：${s(d.name ?? d.names ?? d.variable)}。`,
  "formula-undefined": () => "按现有读数算不出结果（例如除以零）。请检查读数。",
  "item-unknown": (d: Details) => `没有检验项目“${s(d.item)}”。请从列表选择。`,
  "analyst-may-not-check": () => "您检测过这个项目，不能校核。请由另一名校核人校核。",
  "analyst-may-not-review": () => "您检测过这个样品，不能审核。请由其他审核人审核。",
  "analyst-may-not-approve": () => "您检测过这个样品，不能签发。请由其他授权签字人签发。",
  "reviewer-may-not-approve": () => "您审核过这个样品，不能再签发。请由其他授权签字人签发。",
  "checker-may-not-review": () => "您校核过这个样品；本实验室不允许校核人兼任审核。请由其他审核人审核。",
  "checker-may-not-test": () => "您校核过这个样品，不能再承担检测。请改派其他检测员。",
  "reviewer-may-not-test": () => "您审核过这个样品，不能再承担检测。请改派其他检测员。",
} satisfies Record<ProblemCode, (d: Details) => string>;
