import { afterAll, beforeAll, expect, test } from "vitest";
import { seedDemoWork } from "../../prisma/seed/demo-work.ts";
import { CertificateContent } from "../../server/certificates/content.ts";
import type { ControlSeriesRow } from "../../server/results/control-contract.ts";
import type { TodayView } from "../../server/desk/contract.ts";
import type { PublicAnswer } from "../../server/certificates/contract.ts";
import type { DeskView } from "../../server/results/contract.ts";
import { eventually } from "../setup/bench.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { told } from "../setup/story.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
  await seedDemoWork(lab.house);
});
afterAll(() => lab.close());

const samples = () =>
  lab.db.sample.findMany({
    orderBy: { number: "asc" },
    include: {
      order: { include: { client: true, sampledEnterprise: true } },
      containers: { orderBy: { number: "asc" } },
      tasks: { include: { method: { include: { item: true } } } },
      certificates: true,
    },
  });

test("the demonstration begins with samples in four stages, made by its own people", async () => {
  await eventually("the certificate is issued", async () => (await lab.db.certificate.findFirst())?.state === "issued");
  const [certified, assigned, submitted, registered] = await samples();
  expect(certified).toMatchObject({
    state: "certified",
    order: { state: "completed" },
    certificates: [{ state: "issued", printedNumber: "示清检（2026）第00001号" }],
  });
  expect(assigned).toMatchObject({
    state: "registered",
    tasks: [{ state: "assigned", analystName: "马晓燕" }, { state: "assigned" }],
    containers: [{ state: "stored" }, { state: "stored" }],
  });
  expect(submitted).toMatchObject({
    state: "in_testing",
    order: {
      source: "supervisory",
      client: { name: "示范州市场监督管理局" },
      sampledEnterprise: { name: "东乡示范食品加工厂" },
      sheetNumber: "示抽 2026-0187",
    },
    tasks: [{ state: "completed" }],
    containers: [
      { kind: "test", state: "stored", isSealIntact: true },
      { kind: "reserve", state: "stored", isSealIntact: true },
    ],
  });
  expect(registered).toMatchObject({
    state: "registered",
    tasks: [{ state: "pending", analystId: null }, { state: "pending" }],
  });
  const signed = await lab.db.signature.findMany({ orderBy: { id: "asc" } });
  expect(signed.map((s) => `${s.personName} ${s.meaning}`).slice(0, 7)).toEqual([
    ...Array.from({ length: 3 }, () => "张守诚 confirm_signature"),
    ...["马晓燕 submit", "妥明辉 check", "王淑芬 review", "马文华 approve"],
  ]);
});

test("a newcomer meets signatures, three samples on one certificate, an item of another laboratory, limits of recovery and a chart with U", async () => {
  await eventually(
    "all certificates are issued",
    async () => (await lab.db.certificate.count({ where: { state: "issued" } })) === 3,
  );
  const rows = await lab.db.certificate.findMany({ orderBy: { number: "asc" } });
  const [first, combined, shared] = rows.map(({ content }) => CertificateContent.parse(content));
  const signers = [...(first?.signers.tested ?? []), ...(first?.signers.reviewed ?? [])];
  expect(signers.map(({ name, picture }) => [name, picture === null])).toEqual([
    ["马晓燕", false],
    ["王淑芬", false],
  ]);
  expect(combined?.furtherSamples.map(({ sample }) => sample.name)).toEqual([
    "风干牛肉干（香辣味） لحم بقري مجفف حلال",
    "手撕牛肉干（孜然味）",
  ]);
  expect(shared?.results.map(({ item, subcontract }) => [item, subcontract?.reportNumber ?? null])).toEqual([
    ["铅", null],
    ["水分", "SFY2026-0771"],
  ]);
  const { rows: charts } = told<{ rows: ControlSeriesRow[] }>(
    await (await lab.as("demo-quality")).get("/api/controls"),
  );
  expect(charts).toMatchObject([{ item: "铅", uncertainty: "0.018", points: 8, state: "good" }]);
  expect(await lab.db.method.count({ where: { NOT: { recoveryBands: { equals: [] } } } })).toBe(1);
});

test("beef jerky made under GB 2762-2022 without a dehydration factor waits for its check as 不判定", async () => {
  const number = (await samples())[2]?.number ?? "";
  const desk = told<DeskView>(await (await lab.as("demo-checker")).get(`/api/samples/${number}/desk`));
  expect(desk.tasks[0]?.bench.outcome).toMatchObject({
    reported: "0.26",
    verdict: "undetermined",
    limits: [{ basis: expect.stringContaining("GB 2762-2022"), because: "basis-factor-missing" }],
  });
  expect(desk.may.find((m) => m.act === "check")?.refusal).toBeNull();
});

test("each who walks in finds something to do", async () => {
  const count = async (login: string, key: string) => {
    const { cards } = told<TodayView>(await (await lab.as(login)).get("/api/today"));
    return cards.find((c) => c.key === key)?.count;
  };
  expect(await count("demo-reception", "register")).toBe(8);
  expect(await count("demo-supervisor", "unassigned")).toBe(2);
  expect(await count("demo-analyst", "my-tasks")).toBe(11);
  expect(await count("demo-checker", "to-check")).toBe(1);
  expect(await count("demo-enterprise", "my-certificates")).toBe(3);
  const { number, checkCode: code } = await lab.db.certificate.findFirstOrThrow({ orderBy: { number: "asc" } });
  expect(told<PublicAnswer>(await lab.nobody.post("/api/verify", { number, code }))).toMatchObject({
    state: "valid",
    sampleName: "酱牛肉",
  });
});

test("nobody invents a weighing: every figure is typed by hand with its reason", async () => {
  const readings = await lab.db.reading.findMany();
  expect(readings).toHaveLength(12);
  for (const reading of readings)
    expect(reading).toMatchObject({ isManual: true, kind: "result", manualReason: expect.stringContaining("谱图") });
});

test("a second run, one without the demonstration and one that fails change nothing and stop nobody", async () => {
  const entries = await lab.db.trailEntry.count();
  await seedDemoWork(lab.house);
  expect(await lab.db.order.count()).toBe(8);
  const bare = await openLab({ demo: false });
  await seedDemoWork(bare.house);
  await seedDemoWork({ ...bare.house, settings: { ...bare.house.settings, isDemo: true } }); // nobody there who could act
  expect(await bare.db.order.count()).toBe(0);
  await bare.close();
  expect(await lab.db.trailEntry.count()).toBe(entries);
});
