import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeskView } from "../../server/results/contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aPerson, type Hired } from "../setup/people.ts";
import { aSampleAtTheBench, anOrder, bench, password, told, typeValues } from "../setup/story.ts";

let lab: Lab;
let everything: Hired; // may do all there is, never on one sample
let other: Hired;
beforeAll(async () => {
  lab = await openLab();
  everything = await aPerson(lab, "ma-all", ["analyst", "checker", "reviewer", "signatory"], {
    mayTest: ["铅", "水分"],
  });
  other = await aPerson(lab, "yang-all", ["analyst", "checker", "reviewer", "signatory"], { mayTest: ["铅"] });
});
afterAll(() => lab.close());

type Lead = { number: string; task: string };

/** A sample whose lead was measured and submitted. */
async function submitted(analyst: string, figures = ["0.12", "0.13"]): Promise<Lead> {
  const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items: ["铅"] }, analyst);
  const task = tasks["铅"] ?? "";
  const person = await lab.as(analyst);
  await typeValues(lab, person, task, figures);
  told(await person.post(`/api/tasks/${task}/submit`));
  return { number: sampleNumber, task };
}

const check = async (who: Client, { task }: Lead) => who.post(`/api/tasks/${task}/check`, password);
const review = async (who: Client, { number }: Lead) => who.post(`/api/samples/${number}/review`, password);
const approve = async (who: Client, { number }: Lead) => who.post(`/api/samples/${number}/approve`, password);
const sendBack = async (who: Client, { number, task }: Lead, reason = "请核对计算") =>
  who.post(`/api/samples/${number}/send-back`, { taskIds: [task], reason });
const stateOf = async ({ number }: Lead) => (await lab.db.sample.findUniqueOrThrow({ where: { number } })).state;

describe("on one sample nobody looks at their own work", () => {
  test("an analyst does not check, review or approve it, and is told so before they try", async () => {
    const work = await submitted("ma-all");
    const me = await everything.client();
    expect(await check(me, work)).toMatchObject({
      status: 403,
      body: {
        code: "analyst-may-not-check",
        title: expect.stringContaining("校核"),
        titleEn: expect.stringMatching(/[a-z]{4}/),
      },
    });
    expect(told<{ rows: unknown[] }>(await me.get("/api/waiting?act=check")).rows).toEqual([]);
    const desk = told<DeskView>(await me.get(`/api/samples/${work.number}/desk`));
    expect(desk.may.find((m) => m.act === "check")?.refusal).toBe("analyst-may-not-check");
    told(await check(await lab.as("demo-checker"), work));
    expect(await review(me, work)).toMatchObject({ status: 403, body: { code: "analyst-may-not-review" } });
    told(await review(await lab.as("demo-reviewer"), work));
    expect(await approve(me, work)).toMatchObject({ status: 403, body: { code: "analyst-may-not-approve" } });
    expect(await stateOf(work)).toBe("under_review");
    expect(await lab.db.certificate.count()).toBe(0);
  });

  test("nor the task of a colleague on the same sample", async () => {
    const { tasks, sampleNumber } = await aSampleAtTheBench(lab);
    const supervisor = await lab.as("demo-supervisor");
    told(
      await supervisor.post("/api/tasks/assign", { taskIds: [tasks["水分"]], analystId: everything.id, isLead: false }),
    );
    const lead = { number: sampleNumber, task: tasks["铅"] ?? "" };
    await typeValues(lab, await lab.as("demo-analyst"), lead.task, ["0.1", "0.1"]);
    told(await (await lab.as("demo-analyst")).post(`/api/tasks/${lead.task}/submit`));
    expect(await check(await everything.client(), lead)).toMatchObject({
      status: 403,
      body: { code: "analyst-may-not-check" },
    });
    told(await check(await other.client(), lead));
    // and who has checked one task is not given another
    told(await supervisor.post("/api/tasks/assign", { taskIds: [tasks["水分"]], analystId: everything.id }));
    await lab.db.qualification.create({
      data: {
        personId: other.id,
        methodId: (await lab.db.task.findUniqueOrThrow({ where: { id: tasks["水分"] ?? "" } })).methodId,
        validFrom: "2024-03-06",
      },
    });
    expect(await supervisor.post("/api/tasks/assign", { taskIds: [tasks["水分"]], analystId: other.id })).toMatchObject(
      { status: 403, body: { code: "checker-may-not-test" } },
    );
  });

  test("who took readings stays an analyst of the sample when the task goes to somebody else", async () => {
    const work = await submitted("ma-all");
    told(await sendBack(await lab.as("demo-checker"), work));
    told(
      await (await lab.as("demo-supervisor")).post("/api/tasks/assign", { taskIds: [work.task], analystId: other.id }),
    );
    told(await (await other.client()).post(`/api/tasks/${work.task}/submit`, { reason: "接手复核" }));
    expect(await check(await everything.client(), work)).toMatchObject({
      status: 403,
      body: { code: "analyst-may-not-check" },
    });
  });

  test("several are checked with one password, each signed; where one may not be, none is", async () => {
    const [one, two, own] = [
      await submitted("demo-analyst"),
      await submitted("demo-analyst"),
      await submitted("ma-all"),
    ];
    const together = async (who: Client, work: Lead[], said = password) =>
      who.post("/api/tasks/check", { taskIds: work.map(({ task }) => task), ...said });
    const me = await everything.client();
    expect(await together(me, [one, own])).toMatchObject({
      status: 403,
      body: { code: "analyst-may-not-check", details: { item: "铅" } },
    });
    expect(await together(me, [one, two], { password: "not mine" })).toMatchObject({
      status: 422,
      body: { code: "signature-refused" },
    });
    expect((await lab.db.task.findUniqueOrThrow({ where: { id: one.task } })).state).toBe("completed");
    told(await together(me, [one, two, two]));
    expect([await stateOf(one), await stateOf(two)]).toEqual(["under_review", "under_review"]);
    for (const { task, number } of [one, two]) {
      const signed = await lab.db.signature.findMany({ where: { subjectId: task, meaning: "check" } });
      expect(signed.map(({ personId }) => personId)).toEqual([everything.id]);
      const noted = await lab.db.trailEntry.findFirst({
        where: { subject: `sample ${number}`, action: "result.checked" },
      });
      expect(noted?.detail).toMatchObject({ task, signature: signed[0]?.id });
    }
    expect(await together(me, [one])).toMatchObject({ status: 409, body: { code: "state-forbids" } });
  });

  test("a reviewer does not approve what they reviewed", async () => {
    const work = await submitted("demo-analyst");
    told(await check(await lab.as("demo-checker"), work));
    told(await review(await everything.client(), work));
    expect(await approve(await everything.client(), work)).toMatchObject({
      status: 403,
      body: { code: "reviewer-may-not-approve" },
    });
    told(await approve(await other.client(), work));
  });

  test("in the centre a checker does not review", async () => {
    const work = await submitted("demo-analyst");
    told(await check(await everything.client(), work));
    expect(await review(await everything.client(), work)).toMatchObject({
      status: 403,
      body: { code: "checker-may-not-review" },
    });
    told(await review(await other.client(), work));
    told(await approve(await everything.client(), work)); // checker and signatory may be one
  });

  test("in a small county centre a checker may review, its analyst still not", async () => {
    const work = await submittedInCounty();
    const both = await (await aPerson(lab, "county-both", ["checker", "reviewer"], { at: "622921" })).client();
    told(await check(both, work));
    expect(await review(await lab.as("demo-reviewer"), work)).toMatchObject({ status: 404 }); // another laboratory's sample
    told(await review(both, work));
    expect(await stateOf(work)).toBe("under_review");
  });
});

/** The county is given lead for a moment: a scope, an authorised analyst and an instrument. */
async function submittedInCounty(): Promise<Lead> {
  const county = await lab.db.laboratory.findUniqueOrThrow({ where: { code: "622921" } });
  const { id: methodId } = await lab.db.method.findFirstOrThrow({ where: { item: { name: "铅" } } });
  await lab.db.scope.create({ data: { laboratoryId: county.id, methodId, validFrom: "2024-03-06" } });
  const person = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-county" } });
  await lab.db.qualification.create({ data: { personId: person.id, methodId, validFrom: "2024-03-06" } });
  const client = await lab.as("demo-county");
  const aas = told<{ number: string }>(
    await client.post("/api/instruments", {
      name: "原子吸收分光光度计",
      kind: "aas",
      model: "C-900",
      serialNumber: "C-AA",
      maker: "示范仪器厂",
      range: "190 nm～900 nm",
      category: "other",
      place: "仪器室",
      periodMonths: 24,
    }),
  );
  const certificate = {
    kind: "verification",
    on: "2026-06-01",
    certificateNumber: "C-1",
    agency: "示范所",
    conclusion: "fit",
  };
  told(await client.post(`/api/instruments/${aas.number}/verifications`, certificate));
  const order = told<OrderView>(await client.post("/api/orders", await anOrder(lab, { items: ["铅"] })));
  const number = order.sampleRows[0]?.number ?? "";
  const { id: task } = await lab.db.task.findFirstOrThrow({ where: { sample: { number } } });
  told(await client.post("/api/tasks/assign", { taskIds: [task], analystId: person.id }));
  for (const d of (await bench(client, task)).determinations)
    told(
      await client.post(`/api/determinations/${d.id}/manual-readings`, {
        step: "content",
        text: "0.1",
        instrumentNumber: aas.number,
        reason: "按打印谱图录入",
      }),
    );
  told(await client.post(`/api/tasks/${task}/submit`));
  return { number, task };
}

describe("one step after the other, each a signature", () => {
  test("a wrong password signs nothing, is counted, and slows the next tries down", async () => {
    const work = await submitted("demo-analyst");
    const checker = await lab.as("demo-checker");
    const wrong = () => checker.post(`/api/tasks/${work.task}/check`, { password: "not my password" });
    for (let i = 0; i < 5; i++)
      expect(await wrong()).toMatchObject({ status: 422, body: { code: "signature-refused" } });
    const slowed = await checker.post(`/api/tasks/${work.task}/check`, password);
    expect(slowed).toMatchObject({ status: 429, body: { code: "too-many-tries" } });
    expect(Number(slowed.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await lab.db.signature.count({ where: { subjectId: work.task } })).toBe(0);
    lab.clock.advance(1);
    told(await check(checker, work));
    expect(await lab.db.signature.findMany({ where: { subjectId: work.task } })).toMatchObject([
      { personName: "妥明辉", meaning: "check" },
    ]);
  });

  test("nothing is checked before it is submitted, reviewed before it is checked, approved before it is reviewed", async () => {
    const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
    const work = { number: sampleNumber, task: tasks["铅"] ?? "" };
    const forbidden = { status: 409, body: { code: "state-forbids" } };
    const [checker, reviewer, signatory] = [
      await lab.as("demo-checker"),
      await lab.as("demo-reviewer"),
      await lab.as("demo-signatory"),
    ];
    expect(await check(checker, work)).toMatchObject(forbidden);
    expect(await sendBack(checker, work)).toMatchObject(forbidden);
    await typeValues(lab, await lab.as("demo-analyst"), work.task, ["0.12", "0.13"]);
    told(await (await lab.as("demo-analyst")).post(`/api/tasks/${work.task}/submit`));
    expect(await review(reviewer, work)).toMatchObject(forbidden);
    told(await check(checker, work));
    expect(await check(checker, work)).toMatchObject(forbidden);
    expect(await approve(signatory, work)).toMatchObject(forbidden);
    told(await review(reviewer, work));
    expect(await review(reviewer, work)).toMatchObject(forbidden);
    told(await approve(signatory, work));
    for (const again of [approve(signatory, work), sendBack(reviewer, work), check(checker, work)])
      expect(await again).toMatchObject(forbidden);
  });

  test("each right is its own: a checker does not review, an analyst does not assign, an enterprise reads no results", async () => {
    const work = await submitted("demo-analyst");
    const refused = { status: 403, body: { code: "not-allowed" } };
    expect(await review(await lab.as("demo-checker"), work)).toMatchObject(refused);
    expect(await approve(await lab.as("demo-reviewer"), work)).toMatchObject(refused);
    expect(await check(await lab.as("demo-analyst"), work)).toMatchObject(refused);
    expect(await (await lab.as("demo-enterprise")).get(`/api/samples/${work.number}/desk`)).toMatchObject(refused);
  });
});

describe("work that is sent back", () => {
  test("from the review returns to testing with a reason that the analyst sees; a changed figure says why, and version 1 stays", async () => {
    const work = await submitted("demo-analyst");
    const analyst = await lab.as("demo-analyst");
    told(await check(await lab.as("demo-checker"), work));
    expect(await sendBack(await lab.as("demo-reviewer"), work, " ")).toMatchObject({ status: 400 });
    told(await sendBack(await lab.as("demo-reviewer"), work, "平行 2 谱图与记录不符"));
    expect(await stateOf(work)).toBe("in_testing");
    const returned = await bench(analyst, work.task);
    expect(returned).toMatchObject({
      task: { state: "returned" },
      returns: [{ from: "review", by: "王淑芬", reason: "平行 2 谱图与记录不符" }],
    });
    const today = told<{ cards: { key: string; count: number }[] }>(await analyst.get("/api/today"));
    expect(today.cards.find((c) => c.key === "returned")?.count).toBe(1);

    const use = returned.determinations[1]?.steps[0]?.weighings[0]?.useId;
    told(await analyst.post(`/api/reading-uses/${use}/undo`, { reason: "录入错误" }));
    const aas = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "AA-0007" } });
    const typed = { step: "content", text: "0.131", instrumentNumber: aas.number, reason: "按谱图更正" };
    told(await analyst.post(`/api/determinations/${returned.determinations[1]?.id}/manual-readings`, typed));
    // 0.1255 for 0.125: both would be printed as 0.12 or 0.13, and both are another figure
    expect(await analyst.post(`/api/tasks/${work.task}/submit`)).toMatchObject({
      status: 422,
      body: { code: "nothing-changed" },
    });
    told(await analyst.post(`/api/tasks/${work.task}/submit`, { reason: "平行 2 按谱图更正" }));

    const desk = told<DeskView>(await (await lab.as("demo-checker")).get(`/api/samples/${work.number}/desk`));
    expect(desk.tasks[0]?.versions).toMatchObject([
      { version: 1, isCurrent: false, unrounded: "0.125", reason: null },
      { version: 2, isCurrent: true, unrounded: "0.1255", reason: "平行 2 按谱图更正", madeBy: "马晓燕" },
    ]);
    expect(desk.tasks[0]?.unusual).toEqual(
      expect.arrayContaining(["manual-reading", "undone-reading", "changed-result", "was-returned"]),
    );
    expect(desk.history.map((h) => h.action)).toContain("work.sent-back");
    // everything is gone through again
    expect(await review(await lab.as("demo-reviewer"), work)).toMatchObject({ status: 409 });
    told(await check(await lab.as("demo-checker"), work));
    told(await review(await lab.as("demo-reviewer"), work));
    told(await sendBack(await lab.as("demo-signatory"), work, "请补附谱图"));
    expect((await bench(analyst, work.task)).returns[0]).toMatchObject({ from: "approve", by: "马文华" });
  });

  test("unchanged it may be submitted again without a reason; nobody but its analyst does", async () => {
    const work = await submitted("demo-analyst");
    told(await sendBack(await lab.as("demo-checker"), work));
    expect(await (await everything.client()).post(`/api/tasks/${work.task}/submit`)).toMatchObject({
      status: 403,
      body: { code: "not-your-task" },
    });
    told(await (await lab.as("demo-analyst")).post(`/api/tasks/${work.task}/submit`));
    expect((await bench(await lab.as("demo-analyst"), work.task)).result).toMatchObject({
      version: 2,
      reported: "0.12",
    });
  });
});

describe("what waits for a signature", () => {
  type Waiting = { rows: { sampleNumber: string; dueOn: string }[]; next: string | null };
  type Counts = { acts: { act: string; count: number; overdue: number }[] };

  test("comes in pages, each once and the most urgent first, and is counted whole; what I tested myself is not among it", async () => {
    const reception = await lab.as("demo-reception");
    const numbers: string[] = [];
    for (const dueOn of ["2026-12-20", "2026-12-11", "2026-12-20"]) {
      const order = await anOrder(lab, { items: ["铅"], order: { dueOn } });
      const [sample] = order["samples"] as unknown[];
      const asked = { ...order, samples: [sample, sample, sample] };
      numbers.push(...told<OrderView>(await reception.post("/api/orders", asked)).sampleRows.map((s) => s.number));
    }
    await lab.db.sample.updateMany({ where: { state: "under_review" }, data: { state: "on_hold" } }); // of the tests before
    await lab.db.sample.updateMany({ where: { number: { in: numbers } }, data: { state: "under_review" } });
    const [tested] = numbers;
    await lab.db.task.updateMany({
      where: { sample: { number: tested } },
      data: { analystId: everything.id, state: "checked" },
    });
    for (const [who, mine] of [
      [await lab.as("demo-reviewer"), numbers],
      [await everything.client(), numbers.slice(1)],
    ] as const) {
      const seen: Waiting["rows"] = [];
      let next: string | null = null;
      do {
        const after: string = next ? `&after=${next}` : "";
        const page: Waiting = told<Waiting>(await who.get(`/api/waiting?act=review&size=2${after}`));
        seen.push(...page.rows);
        next = page.next;
      } while (next);
      expect(seen.map((row) => row.dueOn)).toEqual(seen.map((row) => row.dueOn).toSorted());
      expect(seen.map((row) => row.sampleNumber).toSorted()).toEqual([...mine].toSorted());
      const counts = told<Counts>(await who.get("/api/waiting/counts")).acts;
      expect(counts.find(({ act }) => act === "review")).toMatchObject({ count: mine.length, overdue: 0 });
      const cards = told<{ cards: { key: string; count: number }[] }>(await who.get("/api/today")).cards;
      expect(cards.find(({ key }) => key === "to-review")?.count).toBe(mine.length);
    }
    // who may not give a signature is not told what waits for it
    expect(told<Waiting>(await (await lab.as("demo-checker")).get("/api/waiting?act=approve")).rows).toEqual([]);
  });
});
