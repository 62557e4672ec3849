import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../server/kernel/time.ts";
import type { CheckPlanView } from "../../server/metrology/check-contract.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import type { InstrumentFileView } from "../../server/metrology/file-contract.ts";
import type { ImpactView } from "../../server/results/impact-contract.ts";
import { openRegister, type Register } from "../setup/instruments.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { told } from "../setup/story.ts";

// What happens to an instrument between its certificates: documents, labels, loans, failures, intermediate checks, sealing.

let lab: Lab;
let metrologist: Client;
let analyst: Client;
let certify: Register["certify"];
let register: Register["register"];
let today: Register["today"];
let fresh: Register["fresh"];
beforeAll(async () => {
  lab = await openLab();
  ({ metrologist, certify, register, today, fresh } = await openRegister(lab));
  analyst = await lab.as("demo-analyst");
});
afterAll(() => lab.close());

describe("documents, labels and loans", () => {
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const pdf = Buffer.from("%PDF-1.4\n%%EOF\n");
  const send = (person: Client, number: string, kind: string, bytes: Buffer, type: string, more = "") =>
    person.post(
      `/api/instruments/${number}/files?kind=${kind}&name=${encodeURIComponent("扫描件.pdf")}${more}`,
      bytes,
      {
        "content-type": type,
      },
    );

  test("a scanned certificate is kept by its hash, belongs to its record, and opens; what it claims to be it must be", async () => {
    const { number } = await register();
    const file = told<InstrumentFileView>(await send(metrologist, number, "certificate", pdf, "application/pdf"));
    const view = told<InstrumentView>(await certify(number, { fileIds: [file.id] }));
    const { rows } = told<{ rows: InstrumentFileView[] }>(await analyst.get(`/api/instruments/${number}/files`));
    expect(rows).toMatchObject([
      { id: file.id, verificationId: view.verifications[0]?.id, mediaType: "application/pdf" },
    ]);
    const opened = await analyst.get(`/api/instrument-files/${file.id}`);
    expect([opened.status, opened.bytes.equals(pdf)]).toEqual([200, true]);
    expect(await (await lab.as("demo-county")).get(`/api/instrument-files/${file.id}`)).toMatchObject({ status: 404 });
    expect(await send(metrologist, number, "certificate", png, "application/pdf")).toMatchObject({ status: 415 });
    expect(await send(metrologist, number, "photo", pdf, "application/pdf")).toMatchObject({ status: 415 });
    expect(await send(analyst, number, "photo", png, "image/png")).toMatchObject({ status: 403 });
    // a scan stands with one record only
    expect(await certify(number, { fileIds: [file.id] })).toMatchObject({ status: 404 });
    const photo = told<InstrumentFileView>(await send(metrologist, number, "photo", png, "image/png"));
    expect(told<InstrumentView>(await metrologist.get(`/api/instruments/${number}`)).photoId).toBe(photo.id);
    told(await metrologist.post(`/api/instrument-files/${photo.id}/put-away`, { reason: "传错文件" }));
    expect(told<InstrumentView>(await metrologist.get(`/api/instruments/${number}`)).photoId).toBeNull();
  });

  test("a label whose instrument changed its state since it was printed is to be replaced", async () => {
    const { number } = await register();
    told(await certify(number));
    const printed = told<InstrumentView>(await metrologist.post(`/api/instruments/${number}/labels`));
    expect(printed.label).toMatchObject({ isCurrent: true });
    expect(printed.label?.said).toContain("有效期至");
    told(await metrologist.post(`/api/instruments/${number}/events`, { kind: "breakdown", reason: "不能开机" }));
    const broken = told<InstrumentView>(await metrologist.get(`/api/instruments/${number}`));
    expect(broken).toMatchObject({ fitness: { state: "out_of_service" }, label: { isCurrent: false } });
    expect(told<InstrumentView>(await metrologist.post(`/api/instruments/${number}/labels`)).label?.isCurrent).toBe(
      true,
    );
  });

  test("a loan names who and until when, is overdue after it, and ends with a return and a check", async () => {
    const { number } = await register();
    told(await certify(number));
    const event = (body: object) => metrologist.post(`/api/instruments/${number}/events`, body);
    expect(await event({ kind: "return", reason: "归还" })).toMatchObject({
      status: 409,
      body: { code: "event-refused" },
    });
    const dueBack = addDays(today(), 3);
    expect(await event({ kind: "loan", reason: "现场检测", dueBack })).toMatchObject({ status: 400 }); // to whom?
    const lent = told<InstrumentView>(await event({ kind: "loan", reason: "现场检测", to: "临夏县检测中心", dueBack }));
    expect(lent).toMatchObject({
      fitness: { state: "out_of_service" },
      loan: { to: "临夏县检测中心", dueBack, isOverdue: false },
    });
    expect(await event({ kind: "loan", reason: "再借", to: "别处", dueBack })).toMatchObject({ status: 409 });
    lab.clock.advance(4 * 24 * 60);
    const stale = told<InstrumentView>(await metrologist.get(`/api/instruments/${number}`));
    expect(stale.loan).toMatchObject({ isOverdue: true });
    const check = { kind: "intermediate_check", certificateNumber: `核查 ${fresh()}` };
    told(await certify(number, check)); // a check elsewhere says nothing of how it comes back
    expect(told<InstrumentView>(await event({ kind: "return", reason: "归还" }))).toMatchObject({
      loan: null,
      fitness: { state: "out_of_service" },
    });
    lab.clock.advance(1);
    expect(
      told<InstrumentView>(await certify(number, { ...check, certificateNumber: `核查 ${fresh()}` })).fitness.state,
    ).toBe("fit");
    const history = told<{ events: { kind: string; dueBack: string | null }[] }>(
      await metrologist.get(`/api/instruments/${number}/history`),
    );
    expect(history.events.map((e) => [e.kind, e.dueBack])).toEqual([
      ["loan", dueBack],
      ["return", null],
    ]);
  });
});

describe("notices of failure and intermediate checks", () => {
  test("a notice of failure takes it out at once and opens an assessment until that is signed", async () => {
    const { number } = await register();
    told(await certify(number, { on: addDays(today(), -30) }));
    const notice = {
      kind: "verification",
      isFailureNotice: true,
      unit: "g",
      points: [{ at: "100", found: "+0.0100" }],
    };
    expect(await certify(number, { ...notice, conclusion: "fit" })).toMatchObject({ status: 400 });
    const view = told<InstrumentView>(await certify(number, { ...notice, conclusion: "unfit" }));
    expect(view).toMatchObject({
      fitness: { state: "out_of_service", reasons: ["verification-failed"] },
      verifications: [{ isFailureNotice: true, isAssessed: false }, { isAssessed: null }],
    });
    const id = view.verifications[0]?.id;
    const signing = { conclusion: "期间没有使用该仪器。", question: [], password: "demo-lims-2026" };
    told<ImpactView>(await metrologist.post(`/api/verifications/${id}/impact`, signing));
    expect(told<InstrumentView>(await metrologist.get(`/api/instruments/${number}`)).verifications[0]?.isAssessed).toBe(
      true,
    );
  });

  test("out of tolerance as found is a finding too, though it was adjusted and passes", async () => {
    const { number } = await register();
    const points = [{ at: "100", found: "+0.0020", left: "+0.0001" }];
    expect(told<InstrumentView>(await certify(number, { unit: "g", points }))).toMatchObject({
      fitness: { state: "fit" },
      verifications: [{ wasFoundOut: true, isAssessed: false }],
    });
  });

  test("a planned check is due by its interval, judged by its criterion, and one that fails takes the instrument out until it passes", async () => {
    const { number } = await register();
    told(await certify(number));
    const criterion = { kind: "difference", reference: "100.0000", delta: "0.0010" };
    const plan = {
      name: "100 g 示值",
      standard: "E2 级砝码 100 g",
      unit: "g",
      intervalMonths: 3,
      criterion,
      firstDue: addDays(today(), 10),
    };
    expect(await analyst.post(`/api/instruments/${number}/check-plans`, plan)).toMatchObject({ status: 403 });
    const made = told<{ rows: CheckPlanView[] }>(
      await metrologist.post(`/api/instruments/${number}/check-plans`, plan),
    );
    expect(made.rows).toMatchObject([{ dueOn: plan.firstDue, warning: "30", checks: [] }]);
    const id = made.rows[0]?.id;
    const due = told<{ rows: { number: string; dueOn: string }[] }>(await analyst.get("/api/intermediate-checks"));
    expect(due.rows.find((row) => row.number === number)).toMatchObject({ dueOn: plan.firstDue });

    const check = (values: string[]) => metrologist.post(`/api/check-plans/${id}/checks`, { on: today(), values });
    const good = told<{ rows: CheckPlanView[] }>(await check(["100.0004", "100.0006"]));
    expect(good.rows[0]).toMatchObject({ checks: [{ passes: true, zone: "in", deviation: "+0.0005" }], warning: null });
    lab.clock.advance(60);
    const bad = told<{ rows: CheckPlanView[] }>(await check(["100.0015"]));
    expect(bad.rows[0]?.checks[1]).toMatchObject({
      passes: false,
      arithmetic: ["|100.0015 − 100| = 0.0015 ＞ Δ = 0.0010"],
    });
    const out = told<InstrumentView>(await metrologist.get(`/api/instruments/${number}`));
    expect(out).toMatchObject({
      fitness: { state: "out_of_service", reasons: ["check-failed"] },
      verifications: [
        { kind: "intermediate_check", isAssessed: false, points: [{ at: "100.0000", found: "+0.0015" }] },
        {},
        {},
      ],
    });
    const impact = told<ImpactView>(await metrologist.get(`/api/verifications/${out.verifications[0]?.id}/impact`));
    expect(impact).toMatchObject({ hasErrors: true, verification: { conclusion: "unfit" } });
    expect(await metrologist.post(`/api/check-plans/${id}/end`, { reason: "不再核查" })).toMatchObject({ status: 409 });
    // another check cannot speak for it
    told(await certify(number, { kind: "intermediate_check", certificateNumber: `核查 ${fresh()}` }));
    expect(told<InstrumentView>(await metrologist.get(`/api/instruments/${number}`)).fitness.reasons).toEqual([
      "check-failed",
    ]);
    lab.clock.advance(60);
    told(await check(["100.0002"]));
    expect(told<InstrumentView>(await metrologist.get(`/api/instruments/${number}`)).fitness.state).toBe("fit");
    told(await metrologist.post(`/api/check-plans/${id}/end`, { reason: "改用其他核查标准" }));
    expect(await check(["100.0002"])).toMatchObject({ status: 409, body: { code: "event-refused" } });
    const county = await lab.as("demo-county");
    expect(await county.post(`/api/check-plans/${id}/checks`, { on: today(), values: ["1"] })).toMatchObject({
      status: 404,
    });
  });

  test("sealed it is not due; back from it, it needs a check first", async () => {
    const { number } = await register();
    told(await certify(number));
    const criterion = { kind: "en", reference: "100.0", referenceU: "0.3", U: "0.4" };
    const plan = { name: "Eₙ", standard: "砝码", unit: "g", intervalMonths: 3, criterion, firstDue: today() };
    told(await metrologist.post(`/api/instruments/${number}/check-plans`, plan));
    const isDue = async () =>
      told<{ rows: { number: string }[] }>(await metrologist.get("/api/intermediate-checks")).rows.some(
        (row) => row.number === number,
      );
    expect(await isDue()).toBe(true);
    told(await metrologist.post(`/api/instruments/${number}/events`, { kind: "seal", reason: "暂不使用" }));
    expect(await isDue()).toBe(false);
    const back = told<InstrumentView>(
      await metrologist.post(`/api/instruments/${number}/events`, { kind: "unseal", reason: "恢复使用" }),
    );
    expect(back.fitness).toMatchObject({ state: "out_of_service", reasons: ["out-of-service"] });
    expect(await isDue()).toBe(true);
  });
});
