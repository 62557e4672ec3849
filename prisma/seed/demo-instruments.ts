import type { InputOf } from "../../server/kernel/endpoint.ts";
import { monthsLater } from "../../server/kernel/months.ts";
import { addDays, toDay } from "../../server/kernel/time.ts";
import type * as contract from "../../server/metrology/contract.ts";
import { planCheck, recordCheck } from "../../server/metrology/keep-checks.ts";
import { recordVerification } from "../../server/metrology/record-verification.ts";
import { registerInstrument } from "../../server/metrology/register-instrument.ts";
import type { Context } from "../../server/platform/context.ts";

type Registered = InputOf<typeof contract.registerInstrument>["body"];
type Verified = Omit<InputOf<typeof contract.recordVerification>["body"], "on" | "certificateNumber" | "agency"> & {
  daysAgo: number;
  sheet: string;
};
type DemoInstrument = { key: string; at: "centre" | "county"; register: Registered; verify: Verified | null };

const agency = "示范州计量检定测试所";
const balance = {
  name: "电子天平",
  kind: "balance" as const,
  model: "ME204",
  maker: "梅特勒-托利多",
  range: "0 g～220 g，d=0.1 mg",
  accuracyClass: "Ⅰ",
  category: "other" as const,
  keeper: "陈志强",
  verifiedBy: "JJG 1036-2022",
  periodMonths: 12,
};

const demoInstruments: readonly DemoInstrument[] = [
  {
    key: "balance",
    at: "centre",
    register: { ...balance, serialNumber: "SIM-0001", place: "理化室 天平间" },
    verify: { kind: "verification", daysAgo: 100, sheet: "天检字第1001号", conclusion: "fit" },
  },
  {
    key: "oven",
    at: "centre",
    register: {
      name: "电热鼓风干燥箱",
      kind: "oven",
      model: "DHG-9070A",
      maker: "上海一恒",
      serialNumber: "OV-0102",
      range: "室温+10 ℃～200 ℃",
      category: "other",
      place: "理化室 烘箱间",
      keeper: "陈志强",
      verifiedBy: "JJF 1101-2019",
      periodMonths: 12,
    },
    verify: { kind: "calibration", daysAgo: 60, sheet: "温校字第0207号", conclusion: "fit" },
  },
  {
    key: "aas",
    at: "centre",
    register: {
      name: "原子吸收分光光度计",
      kind: "aas",
      model: "AA-示范 900",
      maker: "示范仪器厂",
      serialNumber: "AA-0007",
      range: "190 nm～900 nm",
      category: "other",
      place: "仪器室",
      keeper: "陈志强",
      verifiedBy: "JJG 694-2009",
      periodMonths: 24,
    },
    verify: { kind: "verification", daysAgo: 200, sheet: "化检字第0033号", conclusion: "fit" },
  },
  {
    // lapsed a month ago: to see a refusal
    key: "overdueBalance",
    at: "centre",
    register: { ...balance, model: "AL204", serialNumber: "B-2013-04", place: "理化室 天平间" },
    verify: { kind: "verification", daysAgo: 395, sheet: "天检字第0871号", conclusion: "fit" },
  },
  {
    // due within thirty days: to see a warning, and a restriction
    key: "spareOven",
    at: "centre",
    register: {
      name: "电热恒温干燥箱",
      kind: "oven",
      model: "202-0A",
      maker: "示范仪器厂",
      serialNumber: "OV-0044",
      range: "室温+10 ℃～250 ℃",
      category: "other",
      place: "样品前处理室",
      keeper: "陈志强",
      verifiedBy: "JJF 1101-2019",
      periodMonths: 12,
    },
    verify: {
      kind: "calibration",
      daysAgo: 345,
      sheet: "温校字第0011号",
      conclusion: "restricted",
      restriction: "仅用于器皿烘干，不用于恒重",
    },
  },
  {
    key: "countyBalance",
    at: "county",
    register: {
      ...balance,
      model: "BSA224S",
      maker: "示范仪器厂",
      serialNumber: "C-0001",
      place: "理化室",
      keeper: "唐玉梅",
    },
    verify: { kind: "verification", daysAgo: 30, sheet: "天检字第1044号", conclusion: "fit" },
  },
  ...[
    {
      key: "incubator",
      name: "生化培养箱",
      kind: "incubator" as const,
      model: "SPX-示范 250",
      serialNumber: "IN-0031",
      range: "5 ℃～60 ℃",
      place: "微生物室",
      verifiedBy: "JJF 1101-2019",
      sheet: "温校字第0218号",
    },
    {
      key: "pcr",
      name: "实时荧光定量 PCR 仪",
      kind: "pcr" as const,
      model: "QS-示范 5",
      serialNumber: "PC-0007",
      range: "96 孔",
      place: "分子生物学室",
      verifiedBy: "JJF 1527-2015",
      sheet: "分校字第0105号",
    },
    {
      key: "chromatograph",
      name: "高效液相色谱仪",
      kind: "chromatograph" as const,
      model: "LC-示范 20",
      serialNumber: "LC-0012",
      range: "190 nm～700 nm",
      place: "仪器室",
      verifiedBy: "JJG 705-2014",
      sheet: "化检字第0041号",
    },
    {
      key: "afs",
      name: "原子荧光光度计",
      kind: "afs" as const,
      model: "AFS-示范 930",
      serialNumber: "AFS-0003",
      range: "Hg、As",
      place: "仪器室",
      verifiedBy: "JJG 939-2009",
      sheet: "化检字第0042号",
    },
    {
      key: "spectrophotometer",
      name: "可见分光光度计",
      kind: "spectrophotometer" as const,
      model: "722-示范",
      serialNumber: "SP-0019",
      range: "325 nm～1000 nm",
      place: "理化室",
      verifiedBy: "JJG 178-2007",
      sheet: "化检字第0043号",
    },
    {
      key: "titrator",
      name: "自动电位滴定仪",
      kind: "titrator" as const,
      model: "ZD-示范 2",
      serialNumber: "TI-0005",
      range: "0 mL～20 mL",
      place: "理化室",
      verifiedBy: "JJG 814-2015",
      sheet: "化检字第0044号",
    },
  ].map(({ key, verifiedBy, sheet, ...said }): DemoInstrument => ({
    key,
    at: "centre",
    register: { ...said, maker: "示范仪器厂", category: "other", keeper: "陈志强", verifiedBy, periodMonths: 12 },
    verify: { kind: "calibration", daysAgo: 90, sheet, conclusion: "fit" },
  })),
  {
    // the laboratory's own standard, and one that the law has on its list: to see the rates against 100 % and 95 %
    key: "weights",
    at: "centre",
    register: {
      name: "标准砝码组",
      kind: "other",
      model: "F1 1 mg～200 g",
      maker: "示范仪器厂",
      serialNumber: "W-0001",
      range: "1 mg～200 g",
      accuracyClass: "F1",
      category: "measurement_standard",
      place: "理化室 天平间",
      keeper: "陈志强",
      verifiedBy: "JJG 99-2022",
      periodMonths: 12,
    },
    verify: { kind: "verification", daysAgo: 150, sheet: "砝检字第0310号", conclusion: "fit" },
  },
  {
    key: "gauge",
    at: "centre",
    register: {
      name: "灭菌器压力表",
      kind: "other",
      model: "Y-100",
      maker: "示范仪器厂",
      serialNumber: "PG-0003",
      range: "0 MPa～0.4 MPa",
      category: "compulsory",
      place: "微生物室",
      keeper: "陈志强",
      verifiedBy: "JJG 52-2013",
      periodMonths: 6,
    },
    verify: { kind: "verification", daysAgo: 120, sheet: "压检字第0512号", conclusion: "fit" },
  },
];

/** Registers the demonstration's instruments through the ordinary use cases; answers their numbers by key. */
export async function seedInstruments(
  ctx: Context,
  laboratories: Record<"centre" | "county", string>,
): Promise<Record<string, string>> {
  const today = toDay(ctx.now());
  const numbers: Record<string, string> = {};
  for (const { key, at, register, verify } of demoInstruments) {
    const acting: Context = {
      ...ctx,
      actor: { ...ctx.actor, name: register.keeper ?? "陈志强", laboratoryId: laboratories[at] },
    };
    const { number } = await registerInstrument(acting, { params: {}, query: {}, body: register });
    numbers[key] = number;
    if (!verify) continue;
    if (key === "spectrophotometer") await seedChecks(acting, number, today);
    const { daysAgo, sheet, ...said } = verify;
    const on = addDays(today, -daysAgo);
    await recordVerification(acting, {
      params: { number },
      query: {},
      body: { ...said, on, agency, certificateNumber: `${on.slice(0, 4)}${sheet}` },
    });
  }
  return numbers;
}

/** A control chart to look at, its next check due within the week. */
async function seedChecks(ctx: Context, number: string, today: string): Promise<void> {
  const { rows } = await planCheck(ctx, {
    params: { number },
    query: {},
    body: {
      name: "440 nm 吸光度",
      standard: "中性滤光片 ND-3",
      unit: "Abs",
      intervalMonths: 3,
      criterion: { kind: "chart", mean: "0.5012", sd: "0.0010" },
      firstDue: addDays(today, -350),
    },
  });
  const checks = { 355: "0.5010", 265: "0.5017", 176: "0.5006", 86: "0.5021" };
  for (const [daysAgo, value] of Object.entries(checks).sort(([a], [b]) => Number(b) - Number(a)))
    await recordCheck(ctx, {
      params: { planId: rows[0]?.id ?? "" },
      query: {},
      body: { on: addDays(today, -Number(daysAgo)), values: [value] },
    });
}

/** A day far enough ahead for authorisations that the demonstration should not outlive. */
export function yearsAhead(ctx: Context, years: number): string {
  return monthsLater(toDay(ctx.now()), 12 * years).on;
}
