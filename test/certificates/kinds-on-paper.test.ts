import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CertificateRow } from "../../server/certificates/contract.ts";
import { eventually } from "../setup/bench.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { aSampleAtTheBench, bench, password, told } from "../setup/story.ts";

const file = scratchFolder();
let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

describe.skipIf(isMissing("pdftotext"))("a certificate of results that are no single figures", () => {
  test("lists every unit of a plan with the plan, words, and what a ratio consists of", async () => {
    const plan = await issued(["菌落总数", "大肠菌群", "感官"], "肉及肉制品>酱卤肉制品类", {
      菌落总数: [["count", ["24727", "1200", "＜10", "430", "99"]]],
      大肠菌群: [["count", ["＜10", "15", "10", "＜10", "390"]]],
      感官: [["finding", ["符合感官要求"]]],
    });
    expect(plan).toContain("25000，1200，＜10，430，99");
    expect(plan).toContain("＜10，15，10，＜10，390");
    expect(plan).toContain("n=5,c=2,m=10,M=100CFU/g");
    expect(plan).toContain("n=5,c=2,m=10000,M=100000CFU/g");
    expect(plan).toContain("符合感官要求");
    expect(plan).toContain("大肠菌群");
    expect(plan).toContain("不符合");
    const sum = await issued(["三卤甲烷（总量）"], "生活饮用水", {
      "三卤甲烷（总量）": [
        ["chloroform", ["0.0396", "0.0396"]],
        ["bromodichloro", ["0.0252", "0.0252"]],
        ["dibromochloro", ["ND", "ND"]],
        ["bromoform", ["ND", "ND"]],
      ],
    });
    expect(sum).toContain("1.08");
    expect(sum).toContain("三氯甲烷0.040mg/L");
    expect(sum).toContain("三溴甲烷未检出（检出限：0.006mg/L）");
  }, 60_000);
});

type Typed = Record<string, [step: string, texts: string[]][]>;

/** Tests, signs and issues a sample; the text of its PDF without spaces and line ends. */
async function issued(items: string[], category: string, typed: Typed): Promise<string> {
  const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items, sample: { category } });
  const analyst = await lab.as("demo-analyst");
  for (const item of items) {
    const task = tasks[item] ?? "";
    const view = await bench(analyst, task);
    for (const kind of view.task.equipmentKinds.filter((k) => k === "incubator")) await incubate(task, kind);
    const chromatograph = await lab.db.instrument.findFirstOrThrow({ where: { kind: "chromatograph" } });
    const by = view.task.equipmentKinds.includes("chromatograph")
      ? { instrumentNumber: chromatograph.number, reason: "按工作站打印录入" }
      : {};
    for (const [step, texts] of typed[item] ?? [])
      for (const [i, d] of view.determinations.entries())
        told(await analyst.post(`/api/determinations/${d.id}/manual-readings`, { step, text: texts[i] ?? "", ...by }));
    told(await analyst.post(`/api/tasks/${task}/submit`));
    told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
  }
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sampleNumber}/review`, password));
  const signatory = await lab.as("demo-signatory");
  const { number } = told<CertificateRow>(await signatory.post(`/api/samples/${sampleNumber}/approve`, password));
  await eventually(
    `certificate ${number} is issued`,
    async () => (await lab.db.certificate.findUnique({ where: { number } }))?.state === "issued",
  );
  const pdf = await signatory.get(`/api/certificates/${number}/certificate.pdf`);
  writeFileSync(file(`${number}.pdf`), pdf.bytes);
  if (process.env["KEEP_PAPER"]) writeFileSync(`${process.env["KEEP_PAPER"]}/${number}.pdf`, pdf.bytes);
  return (await run("pdftotext", "-f", "3", file(`${number}.pdf`), "-")).out.replace(/\s/g, "");
}

async function incubate(task: string, kind: string): Promise<void> {
  const analyst = await lab.as("demo-analyst");
  const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind } });
  told(await analyst.post(`/api/tasks/${task}/equipment-uses`, { instrumentNumber: number, settings: "36 ℃" }));
  lab.clock.advance(46 * 60);
  told(await (await lab.as("demo-analyst")).post(`/api/tasks/${task}/equipment-uses`, { instrumentNumber: number }));
}
