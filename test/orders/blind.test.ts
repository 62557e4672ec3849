import { afterAll, beforeAll, expect, test } from "vitest";
import { endpoints } from "../../server/app.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import type { SampleView } from "../../server/samples/contract.ts";
import { openLab, type Answer, type Client, type Lab } from "../setup/lab.ts";
import { anOrder, methodId, password, told, typeValues } from "../setup/story.ts";

let lab: Lab;
let order: OrderView;
let sampleId = "";
let sampleNumber = "";
let photo = "";
let secrets: string[] = [];
/** What stands for each `:name` of a path: real things of the blind sample. */
const parts: Record<string, string[]> = {};

beforeAll(async () => {
  lab = await openLab();
  const reception = await lab.as("demo-reception");
  const party = (creditCode: string, name: string) =>
    reception.post("/api/enterprises", {
      creditCode,
      name,
      address: `${name}路 9 号`,
      contact: `${name}人`,
      phone: "0930-7654321",
    });
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 7, 7, 7]);
  photo = told<{ id: string }>(await reception.post("/api/photos", picture, { "content-type": "image/jpeg" })).id;
  const client = told<{ id: string }>(await party("91622901000000027H", "暗河委托商行"));
  const body = await anOrder(lab, {
    items: ["铅"],
    order: { clientId: client.id, fee: "4321.00", isBlind: true, remarks: "暗河备注" },
    sample: {
      name: "牛肉干",
      trademark: "暗河牌",
      producer: "暗河食品厂",
      gtin: "9521234500094",
      photoIds: [photo],
      tests: [
        {
          methodId: await methodId(lab, "铅"),
          declaredLimit: { kind: "max", value: "0.5", unit: "mg/kg", source: "Q/AHSP 0007S-2025" },
        },
      ],
    },
  });
  const telling = structuredClone(body) as { samples: { name: string }[] };
  if (telling.samples[0]) telling.samples[0].name = "暗河牌牛肉干";
  expect(await reception.post("/api/orders", telling)).toMatchObject({
    status: 422,
    body: { code: "blind-name-tells" },
  });
  // nor do the other words that the bench reads
  for (const [field, text] of [
    ["specification", "暗河牌 250 g/袋"],
    ["stateOnArrival", "暗河食品厂封条完好"],
    ["quantity", "3 袋（9521234500094）"],
  ] as const) {
    const spoken = structuredClone(body) as { samples: Record<string, unknown>[] };
    if (spoken.samples[0]) spoken.samples[0][field] = text;
    expect(await reception.post("/api/orders", spoken), field).toMatchObject({ body: { code: "blind-name-tells" } });
  }
  order = told<OrderView>(await reception.post("/api/orders", body));
  sampleNumber = order.sampleRows[0]?.number ?? "";
  sampleId = order.sampleRows[0]?.id ?? "";
  const grouped = order.number.replace(/^(\d)(\d{6})(\d{2})(\d{6})(\d)$/, "$1 $2 $3 $4 $5");
  secrets = [
    "暗河",
    "91622901000000027H",
    "0930-7654321",
    "9521234500094",
    "4321.00",
    order.number,
    grouped,
    photo,
    "AHSP",
  ];
  await lab.db.sample.findUniqueOrThrow({ where: { id: sampleId } });
});
afterAll(() => lab.close());

async function testIt(): Promise<void> {
  const task = await lab.db.task.findFirstOrThrow({ where: { sampleId }, include: { determinations: true } });
  const container = await lab.db.container.findFirstOrThrow({ where: { sampleId, kind: "test" } });
  const analyst = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  told(
    await (await lab.as("demo-supervisor")).post("/api/tasks/assign", { taskIds: [task.id], analystId: analyst.id }),
  );
  const client = await lab.as("demo-analyst");
  told(await client.post(`/api/containers/${container.number}/hand-out`));
  await typeValues(lab, client, task.id, ["0.12", "0.13"]);
  told(await client.post(`/api/tasks/${task.id}/submit`));
  const result = await lab.db.result.findFirstOrThrow({ where: { taskId: task.id } });
  Object.assign(parts, {
    number: [sampleNumber, container.number, order.number],
    taskId: [task.id],
    id: [result.id],
    fileId: [photo],
    key: ["a-draft"],
  });
}

const queries: Record<string, string[]> = {
  "/api/scan": ["9521234500094", sampleNumber, ""].map((c) => `?code=${c}`),
  "/api/samples": ["", `?q=${encodeURIComponent("暗河")}`, "?q=9521234500094"],
};

/** Every GET that somebody may ask, with what is known of the blind sample in its place. */
async function walk(who: Client): Promise<{ path: string; status: number; text: string }[]> {
  const answers = [];
  for (const { endpoint } of endpoints) {
    if (endpoint.method !== "GET") continue;
    const name = /:(\w+)/.exec(endpoint.path)?.[1];
    const filled = name
      ? (parts[name] ?? [sampleId]).map((value) => endpoint.path.replace(`:${name}`, value))
      : [endpoint.path];
    const said: Record<string, string[]> = {
      ...queries,
      "/api/scan": [order.number, sampleNumber, ...(parts["number"] ?? [])].map((code) => `?code=${code}`),
      "/api/labels.pdf": [`?of=${sampleNumber}`],
      "/api/tasks": ["", `?sample=${sampleNumber}`],
    };
    for (const path of filled)
      for (const query of said[endpoint.path] ?? [""]) {
        const answer = await who.get(path + query);
        const head = decodeURIComponent(answer.headers.get("content-disposition") ?? "");
        answers.push({ path: path + query, status: answer.status, text: head + answer.bytes.toString("utf8") });
      }
  }
  return answers;
}

/** A path may name what was asked for; the refusal repeats it. */
const tells = (answers: { path: string; status: number; text: string }[]) =>
  answers.flatMap(({ path, status, text }) =>
    secrets
      .filter((word) => text.includes(word) && !path.includes(encodeURIComponent(word)) && !path.includes(word))
      .map((word) => `${path} ${status} ${word}`),
  );

test("no answer that an analyst or a checker may ask for tells whose a blind sample is", async () => {
  await testIt();
  for (const login of ["demo-analyst", "demo-checker"]) {
    const answers = await walk(await lab.as(login));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(20);
    expect(tells(answers), login).toEqual([]);
  }
  const analyst = await lab.as("demo-analyst");
  const seen = told<SampleView>(await analyst.get(`/api/samples/${sampleNumber}`));
  expect(seen).toMatchObject({
    isHidden: true,
    client: "（盲样）",
    trademark: null,
    gtin: null,
    producer: null,
    photoIds: [],
  });
  expect(await analyst.get(`/api/orders/${order.number}`)).toMatchObject({
    status: 403,
    body: { code: "blind-sample" },
  });
  expect(await analyst.get(`/api/photos/${photo}`)).toMatchObject({ status: 403, body: { code: "blind-sample" } });
  expect(told<{ rows: unknown[] }>(await analyst.get("/api/orders")).rows).toEqual([]);
  for (const q of ["暗河", "9521234500094"])
    expect(told<{ rows: unknown[] }>(await analyst.get(`/api/samples?q=${encodeURIComponent(q)}`)).rows).toEqual([]);
  // who registers and who reviews sees it as ever
  for (const login of ["demo-reception", "demo-reviewer", "demo-keeper"])
    expect((await (await lab.as(login)).get(`/api/samples/${sampleNumber}`)).body).toMatchObject({
      isHidden: false,
      client: "暗河委托商行",
    });
});

/** Ends the session, or shows what it hides on purpose. */
const notWalked = ["/api/sign-out", "/api/me/password", "/api/samples/:number/unblind"];

test("no answer to anything that an analyst or a checker does with a blind sample tells whose it is", async () => {
  const reception = await lab.as("demo-reception");
  const { clientId } = await lab.db.order.findUniqueOrThrow({ where: { number: order.number } });
  const blind = { clientId, fee: "4321.00", isBlind: true, remarks: "暗河备注" };
  const sample = {
    name: "牛肉干",
    trademark: "暗河牌",
    producer: "暗河食品厂",
    gtin: "9521234500094",
    photoIds: [photo],
  };
  const own = [await anOrder(lab, { items: ["铅", "水分"], order: blind, sample })];
  const { number: ordered, sampleRows } = told<OrderView>(await reception.post("/api/orders", own[0]));
  const known = [...secrets, ordered];
  const tasks = await lab.db.task.findMany({
    where: { sampleId: sampleRows[0]?.id ?? "" },
    include: { determinations: true },
  });
  const containers = sampleRows[0]?.containers.map(({ number }) => number) ?? [];
  const taskIds = tasks.map(({ id }) => id);
  const aas = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  const lead = await methodId(lab, "铅");
  const analystId = (await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } })).id;
  const fills: Record<string, string[]> = {
    number: [...containers, sampleRows[0]?.number ?? "", ordered],
    taskId: taskIds,
    determinationId: tasks.flatMap((task) => task.determinations.map(({ id }) => id)),
    personId: [analystId],
    key: ["a-draft"],
  };
  // what is meant by a name means it everywhere; what an act does not ask for is left out by its contract
  const body = {
    ...password,
    ...{ reason: "盲样检查用的理由", remark: "备注", note: "说明", text: "0.12", step: "content", body: { a: 1 } },
    ...{ taskIds, taskId: taskIds[0], methodId: tasks[0]?.methodId, analystId, toPersonId: analystId },
    ...{ containers: containers.slice(0, 1), container: containers[0], containerNumber: containers[0] },
    ...{ of: sampleRows[0]?.number, printer: undefined, instrumentNumber: aas.number, settings: "103 ℃" },
    ...{ left: "1 袋", parts: ["1 袋"], list: "samples", format: "csv", filters: {}, columns: ["name"] },
  };
  const told200: string[] = [];
  const tell: string[] = [];
  for (const login of ["demo-analyst", "demo-checker"]) {
    const session = await lab.as(login);
    const heard = (path: string, answer: Answer): Answer => {
      const head = decodeURIComponent(answer.headers.get("content-disposition") ?? "");
      const said = head + answer.bytes.toString("utf8");
      for (const word of known)
        if (said.includes(word) && !path.includes(word)) tell.push(`${login} ${path} ${answer.status} ${word}`);
      return answer;
    };
    const who = {
      ...session,
      post: async (path: string, said?: unknown) => heard(path, await session.post(path, said)),
    };
    if (login === "demo-analyst") {
      told(await who.post("/api/tasks/take", { taskIds }));
      told(await who.post(`/api/containers/${containers[0]}/hand-out`));
      const task = tasks.find((one) => one.methodId === lead)?.id ?? "";
      await typeValues(lab, who, task, ["0.12", "0.13"]);
      told(await who.post(`/api/tasks/${task}/submit`));
    }
    for (const { endpoint } of endpoints) {
      if (endpoint.method !== "POST" || notWalked.includes(endpoint.path)) continue;
      const name = /:(\w+)/.exec(endpoint.path)?.[1];
      for (const value of name ? (fills[name] ?? [sampleRows[0]?.id ?? ""]) : [""]) {
        const path = endpoint.path.replace(/:\w+/, value);
        const answer = await who.post(path, body);
        expect(answer.status, `${login} ${path}`).toBeLessThan(500);
        if (answer.status === 200) told200.push(endpoint.path);
      }
    }
  }
  expect(tell).toEqual([]);
  expect(new Set(told200).size, [...new Set(told200)].join(" ")).toBeGreaterThan(9);
}, 120_000);

test("a look behind is an act with a reason, on record for that person alone", async () => {
  const checker = await lab.as("demo-checker");
  const unblind = `/api/samples/${sampleNumber}/unblind`;
  expect((await checker.post(unblind, { reason: "" })).status).toBe(400);
  expect((await (await lab.as("demo-keeper")).post(unblind, { reason: "想看一下" })).status).toBe(403);
  told(await checker.post(unblind, { reason: "委托方暗河商行来电询问方法偏离" }));
  // the reason is for those in charge: it may itself say whose it is
  const desk = await (await lab.as("demo-analyst")).get(`/api/samples/${sampleNumber}/desk`);
  expect(desk.bytes.toString()).toContain("sample.unblinded");
  expect(desk.bytes.toString()).not.toContain("暗河");
  expect((await checker.get(`/api/samples/${sampleNumber}`)).body).toMatchObject({
    isHidden: false,
    client: "暗河委托商行",
  });
  expect((await (await lab.as("demo-analyst")).get(`/api/samples/${sampleNumber}`)).body).toMatchObject({
    isHidden: true,
  });
  expect((await (await lab.as("demo-quality")).get("/api/blind-mode")).body).toMatchObject({
    unblindings: [{ person: "妥明辉", reason: "委托方暗河商行来电询问方法偏离", sampleNumber }],
  });
  expect(await lab.db.trailEntry.count({ where: { action: "sample.unblinded" } })).toBe(1);
  expect(await lab.db.notice.count({ where: { code: "sample-unblinded" } })).toBeGreaterThan(0);
});

test("after the review it is a sample like any other, and a laboratory may test blind throughout", async () => {
  const task = await lab.db.task.findFirstOrThrow({ where: { sampleId } });
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${task.id}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sampleNumber}/review`, password));
  const analyst = await lab.as("demo-analyst");
  expect((await analyst.get(`/api/samples/${sampleNumber}`)).body).toMatchObject({
    isHidden: false,
    client: "暗河委托商行",
  });
  expect((await (await lab.as("demo-admin")).post("/api/blind-mode", { isBlind: true })).status).toBe(403);
  told(await (await lab.as("demo-manager")).post("/api/blind-mode", { isBlind: true }));
  const next = told<OrderView>(await (await lab.as("demo-reception")).post("/api/orders", await anOrder(lab)));
  expect((await analyst.get(`/api/samples/${next.sampleRows[0]?.number}`)).body).toMatchObject({ isHidden: true });
});
