import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImpactView } from "../../server/results/impact-contract.ts";
import { eventually } from "../setup/bench.ts";
import { toDay } from "../../server/kernel/time.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, bench, password, told } from "../setup/story.ts";
import { openWeighing, weighRound, withDishes, type Weighing } from "../setup/weighing.ts";

// A balance verified, used, overdue, refused, healed by a certificate entered late, found off, and what was weighed on it recalled.

let lab: Lab;
let weighing: Weighing;
let metrologist: Client;
beforeAll(async () => {
  lab = await openLab();
  weighing = await openWeighing(lab);
  metrologist = await lab.as("demo-metrologist");
});
afterAll(() => lab.close());

let dish = 300;
/** Moisture near 20 g/100 g of a declared limit of 20: 2.0 g of sample, `lost` of it water. */
async function certified(dried: [string, string]): Promise<{ certificate: string; sample: string; task: string }> {
  const sample = await aSampleAtTheBench(lab, { items: ["水分"] });
  const dishes = await withDishes(lab, weighing, sample, [String(dish++), String(dish++)]);
  await weighRound(dishes, weighing, { empty: ["30.0000", "31.0000"], filled: ["35.0000", "36.0000"], dried });
  told(await dishes.analyst.post(`/api/tasks/${dishes.task}/submit`));
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${dishes.task}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sample.sampleNumber}/review`, password));
  const { number } = told<{ number: string }>(
    await (await lab.as("demo-signatory")).post(`/api/samples/${sample.sampleNumber}/approve`, password),
  );
  await eventually(
    "it is issued",
    async () => (await lab.db.certificate.findUnique({ where: { number } }))?.state === "issued",
  );
  return { certificate: number, sample: sample.sampleNumber, task: dishes.task };
}

const record = (body: object) => metrologist.post(`/api/instruments/${weighing.balance}/verifications`, body);

test("verify, use, overdue, refused, extension refused, healed, found off, assessed, under review, revoked, public", async () => {
  // its verification lapsed yesterday: refused at the claim, and no extension, being late
  const { id: lapsed } = await lab.db.verification.findFirstOrThrow({
    where: { instrument: { number: weighing.balance } },
    orderBy: { on: "desc" },
  });
  await lab.db.verification.update({ where: { id: lapsed }, data: { validUntil: "2026-11-30" } });
  const first = await aSampleAtTheBench(lab, { items: ["水分"] });
  const dishes = await withDishes(lab, weighing, first, [String(dish++), String(dish++)]);
  expect(await dishes.claim()).toMatchObject({ status: 409, body: { code: "instrument-unfit" } });
  const manager = await lab.as("demo-manager");
  expect(
    await manager.post(`/api/instruments/${weighing.balance}/extensions`, { until: "2030-01-01", reason: "等待送检" }),
  ).toMatchObject({ status: 409, body: { code: "extension-refused" } });

  // a certificate of an earlier day, entered late, heals what it covers; then it is used
  told(
    await record({
      kind: "verification",
      on: "2026-11-29",
      certificateNumber: "天检字第 9001 号",
      agency: "示范州计量检定测试所",
      conclusion: "fit",
    }),
  );
  expect((await dishes.claim()).status).toBe(200);
  const near = await certified(["34.0002", "35.0002"]); // 19.996 of at most 20
  const far = await certified(["34.5000", "35.5000"]); // 10.0

  // found off by the institute a day later: out at once
  lab.clock.advance(24 * 60);
  const today = toDay(lab.clock.now());
  const finding = told<{ verifications: { id: string }[] }>(
    await record({
      kind: "verification",
      on: today,
      certificateNumber: "结果通知书 第 77 号",
      agency: "示范州计量检定测试所",
      conclusion: "unfit",
      unit: "g",
      points: [
        { at: "20", found: "+0.0010" },
        { at: "50", found: "-0.0020" },
      ],
    }),
  );
  const id = (await lab.db.verification.findFirstOrThrow({ where: { certificateNumber: "结果通知书 第 77 号" } })).id;
  expect(finding.verifications.map((v) => v.id)).toContain(id);
  expect(await dishes.claim()).toMatchObject({ status: 409, body: { code: "instrument-unfit" } });

  const impact = told<ImpactView>(await metrologist.get(`/api/verifications/${id}/impact`));
  const of = (sample: string) => impact.rows.find((row) => row.sampleNumber === sample);
  expect(of(near.sample)).toMatchObject({ impact: "affected", verdict: "pass" });
  expect(of(near.sample)?.verdicts).toContain("fail");
  expect(of(far.sample)).toMatchObject({ impact: "unaffected", verdict: "pass", verdicts: ["pass"] });
  expect(impact.rows[0]?.sampleNumber).toBe(near.sample); // the nearest to turning stands first
  expect(of(near.sample)?.arithmetic.length).toBeGreaterThan(5);
  expect(of(near.sample)?.certificates.map((c) => c.number)).toEqual([near.certificate]);

  // the same set by a scan of the tables with its own code
  const scanned = await lab.db.$queryRaw<{ number: string }[]>`
    select distinct s.number from "Reading" r join "Instrument" i on i.id = r."instrumentId"
      join "ReadingUse" u on u."readingId" = r.id and u."undoneAt" is null
      join "Determination" d on d.id = u."determinationId" join "Task" t on t.id = d."taskId"
      join "Sample" s on s.id = t."sampleId" join "Result" e on e."taskId" = t.id and e."isCurrent"
    where i.number = ${weighing.balance} and r."takenAt" between ${new Date(impact.from)} and ${new Date(impact.to)}`;
  expect([...new Set(impact.rows.map((row) => row.sampleNumber))].sort()).toEqual(scanned.map((s) => s.number).sort());

  const assessed = { conclusion: "一份报告判定可能改变，转入核查。", question: [near.certificate] };
  expect(
    await (await lab.as("demo-analyst")).post(`/api/verifications/${id}/impact`, { ...assessed, ...password }),
  ).toMatchObject({ status: 403 });
  const signed = told<ImpactView>(
    await metrologist.post(`/api/verifications/${id}/impact`, { ...assessed, ...password }),
  );
  expect(signed.signed).toMatchObject({ questioned: [near.certificate] });
  const publicly = async () => {
    const { checkCode } = await lab.db.certificate.findUniqueOrThrow({ where: { number: near.certificate } });
    return told<{ state: string }>(await lab.nobody.post("/api/verify", { number: near.certificate, code: checkCode }));
  };
  expect(await publicly()).toMatchObject({ state: "under_review" });
  told(
    await (
      await lab.as("demo-signatory")
    ).post(`/api/certificates/${near.certificate}/revoke`, {
      reason: "仪器失准，判定可能改变",
      ...password,
    }),
  );
  expect(await publicly()).toMatchObject({ state: "revoked" });

  const trace = told<{ rows: { instruments: { number: string; certificate: string | null }[]; people: string[] }[] }>(
    await metrologist
      .get(`/api/certificates/${near.certificate}/trace`)
      .then(async (answer) =>
        answer.status === 403
          ? (await lab.as("demo-quality")).get(`/api/certificates/${near.certificate}/trace`)
          : answer,
      ),
  );
  expect(trace.rows[0]?.instruments.map(({ number }) => number)).toContain(weighing.balance);
  expect((await bench(await lab.as("demo-analyst"), near.task)).result?.verdict).toBe("pass"); // kept as it was said
});

test("a repair and a move take it out until a check passes; the history shows events and uses", async () => {
  const { number } = await lab.db.instrument
    .findFirstOrThrow({ where: { kind: "spectrophotometer" } })
    .catch(async () => lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } }));
  const place = `/api/instruments/${number}/events`;
  expect((await metrologist.post(place, { kind: "move", reason: "实验室搬迁" })).status).toBe(400); // where to?
  const moved = told<{ place: string; fitness: { state: string; reasons: string[] } }>(
    await metrologist.post(place, { kind: "move", reason: "实验室搬迁", to: "光谱室 305" }),
  );
  expect(moved).toMatchObject({ place: "光谱室 305", fitness: { state: "out_of_service" } });
  expect(moved.fitness.reasons).toContain("out-of-service");
  told(await metrologist.post(place, { kind: "seal", reason: "暂不使用" }));
  expect(await metrologist.post(place, { kind: "seal", reason: "再次封存" })).toMatchObject({ status: 409 });
  told(await metrologist.post(place, { kind: "unseal", reason: "恢复使用" }));
  const history = told<{ events: { kind: string }[] }>(await metrologist.get(`/api/instruments/${number}/history`));
  expect(history.events.map(({ kind }) => kind)).toEqual(["move", "seal", "unseal"]);
});
