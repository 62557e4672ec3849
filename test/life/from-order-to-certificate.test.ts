import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CertificateRow } from "../../server/certificates/contract.ts";
import type { DeskView } from "../../server/results/contract.ts";
import type { z } from "zod";
import { aSerialPair, hasSocat } from "../instruments/bench.ts";
import { eventually, openBench, type Bench } from "../setup/bench.ts";
import { openLab, runningClock, type Lab } from "../setup/lab.ts";
import { isMissing } from "../setup/outside-programs.ts";
import { aSampleAtTheBench, bench, password, told, typeValues } from "../setup/story.ts";

let lab: Lab;
let balance: Bench;
let unplug: () => Promise<void>;

beforeAll(async () => {
  if (!hasSocat) return;
  lab = await openLab({ clock: runningClock() });
  const cable = await aSerialPair();
  unplug = cable.unplug;
  const port = {
    kind: "serial" as const,
    path: cable.gateway,
    baudRate: 9600,
    dataBits: 8 as const,
    parity: "none" as const,
    stopBits: 1 as const,
  };
  balance = await openBench(lab, port, { kind: "serial", path: cable.instrument });
}, 120_000);

afterAll(async () => {
  await balance?.close();
  await unplug?.();
  await lab?.close();
}, 60_000);

test.skipIf(!hasSocat || isMissing("pdfsig", "pdftoppm", "zbarimg", "pdftotext"))(
  "beef jerky goes from the order to a signed certificate, with its weights over a serial line",
  { timeout: 240_000 },
  async () => {
    const { sampleNumber, container, tasks } = await aSampleAtTheBench(lab);
    const analyst = await lab.as("demo-analyst");
    const moisture = tasks["水分"] ?? "";
    const lead = tasks["铅"] ?? "";
    const oven = await lab.db.instrument.findFirstOrThrow({ where: { kind: "oven", model: "DHG-9070A" } });

    // dishes by their engraved numbers, then the balance: from here on the print key is enough
    const [first, second] = (await bench(analyst, moisture)).determinations;
    const sitting = { taskId: moisture, containerNumber: container, instrumentNumber: balance.balance };
    expect(await analyst.post("/api/claims", sitting)).toMatchObject({ status: 409, body: { code: "vessel-needed" } });
    told(await analyst.post(`/api/determinations/${first?.id}/vessel`, { vessel: "17" }));
    told(await analyst.post(`/api/determinations/${second?.id}/vessel`, { vessel: "18" }));
    told(await analyst.post("/api/claims", sitting));

    await balance.press("30.1202"); // dish 17, empty
    await balance.press("29.8716"); // dish 18, empty
    let now = await bench(analyst, moisture);
    expect(now.determinations.map((d) => d.steps[0]?.weighings.map((w) => w.text))).toEqual([["30.1202"], ["29.8716"]]);
    expect(now.determinations[0]?.steps[0]?.weighings[0]).toMatchObject({
      unit: "g",
      isManual: false,
      counts: true,
      raw: expect.stringContaining("30.1202 g\r\n"),
    });
    await balance.press("30.1203"); // at once again: too soon to be a second weighing
    now = await bench(analyst, moisture);
    expect(now.determinations[0]?.steps[0]).toMatchObject({
      isDone: false,
      weighings: [{ counts: true }, { counts: false, ignoredBecause: "too-soon" }],
    });

    told(
      await analyst.post(`/api/tasks/${moisture}/equipment-uses`, { instrumentNumber: oven.number, settings: "103 ℃" }),
    );
    await balance.advance(60);
    told(await analyst.post(`/api/tasks/${moisture}/equipment-uses`, { instrumentNumber: oven.number }));
    await balance.advance(35);
    told(await analyst.post("/api/claims", sitting));
    await balance.press("30.1201");
    await balance.press("29.8715");
    now = await bench(analyst, moisture);
    expect(now.determinations.map((d) => d.steps[0])).toMatchObject([
      { isDone: true, difference: "0.0001", used: "30.1201" },
      { isDone: true, used: "29.8715" },
    ]);
    await balance.press("34.1300"); // with sample, in the same sitting
    await balance.press("33.9020");

    const dry = async (weights: [string, string]) => {
      told(
        await analyst.post(`/api/tasks/${moisture}/equipment-uses`, {
          instrumentNumber: oven.number,
          settings: "103 ℃",
        }),
      );
      await balance.advance(60);
      told(await analyst.post(`/api/tasks/${moisture}/equipment-uses`, { instrumentNumber: oven.number }));
      await balance.advance(35);
      told(await analyst.post("/api/claims", sitting));
      for (const weight of weights) await balance.press(weight);
    };
    await dry(["33.4102", "33.1702"]);
    await dry(["33.3882", "33.1525"]); // more than 2 mg lighter: not constant yet
    expect((await bench(analyst, moisture)).outcome.isComplete).toBe(false);
    expect(await analyst.post(`/api/tasks/${moisture}/submit`)).toMatchObject({
      status: 422,
      body: { code: "result-incomplete" },
    });
    await dry(["33.3880", "33.1523"]);
    now = await bench(analyst, moisture);
    expect(now.next).toBeNull();
    expect(now.outcome).toMatchObject({
      isComplete: true,
      reported: "18.6",
      verdict: "pass",
      limits: [{ source: "declared", limitText: "≤20", verdict: "pass" }],
    });
    told(await analyst.post(`/api/tasks/${moisture}/submit`));

    // lead by hand, against GB 2762-2025 for what was made in October 2026
    const typed = await typeValues(lab, analyst, lead, ["0.123", "0.131"]);
    expect(typed.outcome).toMatchObject({
      reported: "0.13",
      verdict: "pass",
      decidingDate: { on: "2026-10-10", because: "production-date" },
      limits: [{ basis: expect.stringContaining("GB 2762-2025"), limitText: "≤0.3" }],
    });
    told(await analyst.post(`/api/tasks/${lead}/submit`));

    // check, send back, submit again, check → review → approve, each by another person
    const checker = await lab.as("demo-checker");
    expect(await checker.post(`/api/tasks/${lead}/check`, { password: "not the password" })).toMatchObject({
      status: 422,
      body: { code: "signature-refused" },
    });
    told(await checker.post(`/api/samples/${sampleNumber}/send-back`, { taskIds: [lead], reason: "请附谱图编号" }));
    expect((await bench(analyst, lead)).returns[0]).toMatchObject({ reason: "请附谱图编号", from: "check" });
    told(await analyst.post(`/api/tasks/${lead}/submit`, { reason: "已补谱图编号" }));
    for (const task of [moisture, lead]) told(await checker.post(`/api/tasks/${task}/check`, password));
    const reviewer = await lab.as("demo-reviewer");
    told(await reviewer.post(`/api/samples/${sampleNumber}/review`, password));
    const signatory = await lab.as("demo-signatory");
    const desk = told<DeskView>(await signatory.get(`/api/samples/${sampleNumber}/desk`));
    expect(desk.conclusion).toMatchObject({
      verdict: "pass",
      text: expect.stringContaining("经检验，来样所检项目符合"),
    });
    const approved = told<z.output<typeof CertificateRow>>(
      await signatory.post(`/api/samples/${sampleNumber}/approve`, password),
    );
    await eventually(
      "the certificate is issued",
      async () => (await lab.db.certificate.findUnique({ where: { number: approved.number } }))?.state === "issued",
      60_000,
    );

    // the enterprise fetches it; an independent program says both signatures are valid and one flipped byte that it is not
    const enterprise = await lab.as("demo-enterprise");
    const file = await enterprise.get(`/api/portal/certificates/${approved.number}/certificate.pdf`);
    expect(file.status).toBe(200);
    const folder = mkdtempSync(path.join(tmpdir(), "lims-story-"));
    const pdf = path.join(folder, "certificate.pdf");
    writeFileSync(pdf, file.bytes);
    const said = (f: string) => spawnSync("pdfsig", [f], { encoding: "utf8" }).stdout;
    expect(said(pdf).match(/Signature is Valid/g)).toHaveLength(2); // the signatory's and the laboratory's
    expect(said(pdf)).toMatch(/Total document signed/);
    const flipped = Buffer.from(file.bytes);
    const outside = flipped.indexOf("/T (laboratory)") + 5; // in the first revision, which both signatures cover
    flipped[outside] = (flipped[outside] ?? 0) ^ 1;
    writeFileSync(path.join(folder, "flipped.pdf"), flipped);
    expect(said(path.join(folder, "flipped.pdf"))).not.toMatch(/Signature is Valid/);
    const words = spawnSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" }).stdout.replace(/\s/g, "");
    for (const word of [
      approved.printedNumber,
      "风干牛肉干",
      "18.6",
      "≤20",
      "0.13",
      "≤0.3",
      "马晓燕",
      "王淑芬",
      "马文华",
      "以下空白",
      "产品明示标准",
    ])
      expect(words).toContain(word.replace(/\s/g, ""));

    // the QR code leads to the public answer; the number alone answers nothing
    spawnSync("pdftoppm", ["-png", "-r", "203", "-f", "1", "-l", "1", pdf, path.join(folder, "cover")]);
    const codes = spawnSync("sh", ["-c", `zbarimg -q --raw ${folder}/cover*.png`], { encoding: "utf8" }).stdout;
    const link = new URL(/https?:\S+/.exec(codes)?.[0] ?? "");
    expect(link.pathname).toBe("/verify");
    const number = link.searchParams.get("n");
    const code = link.searchParams.get("c");
    expect(number).toBe(approved.number);
    expect(told(await lab.nobody.post("/api/verify", { number, code }))).toMatchObject({
      state: "valid",
      sampleName: "风干牛肉干",
      printedNumber: approved.printedNumber,
    });
    expect(told(await lab.nobody.post("/api/verify", { number }))).toMatchObject({
      state: "enter-code",
      sampleName: null,
    });
    expect(told(await lab.nobody.post("/api/verify", { number, code: "AAAAAAAAAAAA" }))).toMatchObject({
      state: "unknown",
      printedNumber: null,
    });
    expect(
      await (await lab.as("demo-enterprise2")).get(`/api/portal/certificates/${approved.number}/certificate.pdf`),
    ).toMatchObject({ status: 404 });
  },
);
