import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupNumber, parseNumber } from "../../server/kernel/numbers.ts";
import type { NoticeView } from "../../server/notices/contract.ts";
import type { CommissionView, OfferedTest } from "../../server/orders/commission-contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { anOrder, jerky, told } from "../setup/story.ts";
import { fromCommission } from "../../web/orders/from-commission.ts";
import { missingOf, toNewOrder } from "../../web/orders/order-draft-rules.ts";
import { draftAgain, missingOfCommission, toNewCommission } from "../../web/portal/commission-draft.ts";

let lab: Lab;
let mine: Client;
let other: Client;
let reception: Client;
let centre: string;
const scratch = scratchFolder();
beforeAll(async () => {
  lab = await openLab();
  mine = await lab.as("demo-enterprise");
  other = await lab.as("demo-enterprise2");
  reception = await lab.as("demo-reception");
  centre = (await lab.db.laboratory.findUniqueOrThrow({ where: { code: "622900" } })).id;
});
afterAll(() => lab.close());

const offer = async (laboratoryId: string, category = jerky) =>
  told<{ tests: OfferedTest[] }>(
    await mine.get(`/api/portal/offer?laboratoryId=${laboratoryId}&category=${encodeURIComponent(category)}`),
  ).tests;

async function asked(changes: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const tests = await offer(centre);
  const methodIds = ["铅", "水分"].map((name) => tests.find(({ item }) => item === name)?.methodId);
  return {
    id: randomUUID(),
    laboratoryId: centre,
    contact: "马守信",
    phone: "0930-0000011",
    judgingBasis: ["GB 2762-2025《食品安全国家标准 食品中污染物限量》"],
    copies: 2,
    delivery: "posted",
    certificateLanguage: "zh-en",
    remarks: "加急",
    samples: [
      {
        name: "风干牛肉干",
        category: jerky,
        quantity: "3 袋",
        batchNumber: "B-7",
        productionDate: "2026-11-20",
        methodIds,
      },
    ],
    ...changes,
  };
}
const submit = async (changes: Record<string, unknown> = {}) =>
  told<CommissionView>(await mine.post("/api/portal/commissions", await asked(changes)));
const codes = async (of: Client) =>
  told<{ rows: NoticeView[] }>(await of.get("/api/notices")).rows.map(({ code }) => code);
/** As reception's screen would send it once the samples stand on the counter. */
function register(view: CommissionView): Promise<Awaited<ReturnType<Client["post"]>>> {
  const draft = fromCommission(view);
  const samples = draft.samples.map((sample) => ({ ...sample, storage: sample.storage || "常温" }));
  expect(missingOf({ ...draft, samples })).toEqual([]);
  return reception.post("/api/orders", toNewOrder({ ...draft, samples }));
}

describe("what may be asked for", () => {
  test("is what the laboratory's scope holds today, first what the product has a limit for, with the standard", async () => {
    const laboratories = told<{ rows: { name: string }[] }>(await mine.get("/api/portal/laboratories")).rows;
    expect(laboratories.map(({ name }) => name)).toEqual(["示范清真食品检测中心", "示范县检测中心"]);
    const tests = await offer(centre);
    const usual = tests.filter(({ standards }) => standards.length > 0);
    expect(usual.map(({ item }) => item)).toContain("铅");
    expect(usual.find(({ item }) => item === "铅")?.standards).toEqual([expect.stringMatching(/^GB 2762-2025《/)]);
    expect(tests.slice(0, usual.length)).toEqual(usual);
    const county = await lab.db.laboratory.findUniqueOrThrow({ where: { code: "622921" } });
    expect((await offer(county.id)).map(({ item }) => item)).toEqual(["水分"]);
    const lead = tests.find(({ item }) => item === "铅")?.methodId;
    const refused = await mine.post("/api/portal/commissions", {
      ...(await asked()),
      laboratoryId: county.id,
      samples: [{ name: "x", category: jerky, quantity: "1", methodIds: [lead] }],
    });
    expect(refused).toMatchObject({ status: 422, body: { code: "out-of-scope" } });
  });

  test("is refused in words where it cannot be", async () => {
    const [sample] = (await asked())["samples"] as Record<string, unknown>[];
    const refusal = async (changes: Record<string, unknown>) =>
      (
        (await mine.post("/api/portal/commissions", await asked({ samples: [{ ...sample, ...changes }] }))).body as {
          code: string;
        }
      ).code;
    expect(await refusal({ category: "没有的分类" })).toBe("category-unknown");
    expect(await refusal({ productionDate: "2027-01-01" })).toBe("date-in-future");
    expect(await refusal({ methodIds: [randomUUID()] })).toBe("out-of-scope");
    expect(await refusal({ methodIds: [] })).toBe("bad-request");
    expect(await lab.db.commission.count()).toBe(0);
  });
});

describe("a commission", () => {
  test("gets a number of its own and is no order; doubled it is one; only its enterprise and its laboratory see it", async () => {
    const said = await asked();
    const view = told<CommissionView>(await mine.post("/api/portal/commissions", said));
    expect(parseNumber(view.number)).toMatchObject({ fault: null, kind: "commission", labCode: "622900" });
    expect(told<CommissionView>(await mine.post("/api/portal/commissions", said)).number).toBe(view.number);
    expect(await lab.db.commission.count()).toBe(1);
    expect(await lab.db.order.count({ where: { client: { creditCode: "91622901000000019N" } } })).toBe(0);
    expect((await codes(reception))[0]).toBe("commission-submitted");

    expect((await other.get(`/api/portal/commissions/${view.number}`)).status).toBe(404);
    expect((await other.post(`/api/portal/commissions/${view.number}/withdraw`)).status).toBe(404);
    expect((await other.get(`/api/portal/commissions/${view.number}/sheet.pdf`)).status).toBe(404);
    expect((await other.post("/api/portal/commissions", { ...said })).status).toBe(409);
    const county = await lab.as("demo-county");
    expect((await county.get(`/api/commissions/${view.number}`)).status).toBe(404);
    expect((await county.get(`/api/scan?code=${view.number}`)).status).toBe(404);
    expect((await county.post(`/api/commissions/${view.number}/refuse`, { reason: "不归我们" })).status).toBe(404);
    expect(told<{ rows: unknown[] }>(await county.get("/api/commissions")).rows).toEqual([]);
    expect(told<{ rows: unknown[] }>(await other.get("/api/portal/commissions")).rows).toEqual([]);
  });

  test("is scanned, fills the reception form, and becomes an order with the registration: once", async () => {
    const view = await submit();
    const scanned = told(await reception.get(`/api/scan?code=${groupNumber(view.number)}`));
    expect(scanned).toMatchObject({ kind: "commission", number: view.number, title: "临夏示范牛羊肉制品有限公司" });
    const known = told<CommissionView>(await reception.get(`/api/commissions/${view.number}`));
    const order = told<OrderView>(await register(known));
    expect(order).toMatchObject({
      source: "commissioned",
      client: "临夏示范牛羊肉制品有限公司",
      certificateLanguage: "zh-en",
      copies: 2,
      delivery: "posted",
      remarks: "加急",
      sampleRows: [{ name: "风干牛肉干" }],
    });
    const tasks = await lab.db.task.findMany({
      where: { sample: { order: { number: order.number } } },
      include: { method: { include: { item: true } } },
      orderBy: { ordinal: "asc" },
    });
    expect(tasks.map(({ method }) => method.item.name)).toEqual(["铅", "水分"]);
    expect(told(await mine.get(`/api/portal/commissions/${view.number}`))).toMatchObject({
      state: "accepted",
      orderNumber: order.number,
    });
    expect((await codes(mine))[0]).toBe("commission-accepted");
    expect((await codes(mine)).filter((code) => code === "sample-received")).toEqual([]);

    const count = await lab.db.order.count();
    expect(await register(known)).toMatchObject({ status: 409, body: { code: "commission-decided" } });
    expect(await lab.db.order.count()).toBe(count);
    expect((await mine.post(`/api/portal/commissions/${view.number}/withdraw`)).status).toBe(409);
    expect((await reception.post(`/api/commissions/${view.number}/refuse`, { reason: "太晚了" })).status).toBe(409);
  });

  test("is taken over by one of two receptions at the same moment", async () => {
    const view = await submit();
    const answers = await Promise.all([register(view), register(view)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("is taken over for the enterprise that submitted it and for nobody else, and only as commissioned work", async () => {
    const view = await submit();
    const dairy = await lab.db.enterprise.findFirstOrThrow({ where: { name: "广河示范清真乳品有限公司" } });
    for (const changes of [{ clientId: dairy.id }, { source: "risk_monitoring" }]) {
      const order = await anOrder(lab, { order: { commissionNumber: view.number, ...changes } });
      expect(await reception.post("/api/orders", order)).toMatchObject({
        status: 422,
        body: { code: "commission-of-another" },
      });
    }
    expect(told(await mine.get(`/api/portal/commissions/${view.number}`))).toMatchObject({ state: "submitted" });
  });

  test("is refused with the reason, which the enterprise reads; changed, it is submitted anew under another number", async () => {
    const view = await submit();
    expect((await reception.post(`/api/commissions/${view.number}/refuse`, { reason: "" })).status).toBe(400);
    told(await reception.post(`/api/commissions/${view.number}/refuse`, { reason: "样品量不足，至少 5 袋" }));
    const refused = told<CommissionView>(await mine.get(`/api/portal/commissions/${view.number}`));
    expect(refused).toMatchObject({ state: "refused", reason: "样品量不足，至少 5 袋", decidedBy: "马丽娜" });
    expect((await codes(mine))[0]).toBe("commission-refused");
    expect(await register(view)).toMatchObject({ status: 409 });

    const draft = draftAgain(refused);
    expect(missingOfCommission(draft)).toEqual([]);
    const again = told<CommissionView>(
      await mine.post(
        "/api/portal/commissions",
        toNewCommission({ ...draft, samples: draft.samples.map((s) => ({ ...s, quantity: "5 袋" })) }),
      ),
    );
    expect(again.number).not.toBe(view.number);
    expect(again).toMatchObject({ state: "submitted", body: { samples: [{ quantity: "5 袋", batchNumber: "B-7" }] } });
    told(await mine.post(`/api/portal/commissions/${again.number}/withdraw`));
    expect(await reception.post(`/api/commissions/${again.number}/refuse`, { reason: "太晚" })).toMatchObject({
      status: 409,
      body: { code: "commission-decided", details: { state: "withdrawn" } },
    });
  });

  test("stands in the lists of both sides, a page at a time", async () => {
    const like = await lab.db.commission.findFirstOrThrow();
    await lab.db.commission.createMany({
      data: Array.from({ length: 55 }, (_, i) => ({
        ...like,
        id: randomUUID(),
        number: `3622900260001${String(i).padStart(2, "0")}000`,
        state: "withdrawn" as const,
        body: like.body ?? {},
        orderId: null,
      })),
    });
    type Listed = { rows: { number: string; state: string }[]; next: string | null };
    const all = new Set<string>();
    let next: string | null = "";
    while (next !== null) {
      const page: Listed = told<Listed>(await mine.get(`/api/portal/commissions${next ? `?after=${next}` : ""}`));
      for (const { number } of page.rows) all.add(number);
      next = page.next;
    }
    expect(all.size).toBe(await lab.db.commission.count());
    const open = told<Listed>(await reception.get("/api/commissions?state=submitted")).rows;
    expect(open.length).toBe(await lab.db.commission.count({ where: { state: "submitted" } }));
    const number = open[0]?.number ?? "";
    expect(
      told<Listed>(await reception.get(`/api/commissions?q=${number.slice(0, 14)}`)).rows.map((r) => r.number),
    ).toContain(number);
  });

  test.skipIf(isMissing("pdftotext", "pdftoppm", "zbarimg"))(
    "has a sheet to bring along, whose bars and square read as its number",
    async () => {
      const view = await submit();
      const sheet = await mine.get(`/api/portal/commissions/${view.number}/sheet.pdf`);
      expect(sheet.headers.get("content-type")).toBe("application/pdf");
      const file = scratch("sheet.pdf");
      writeFileSync(file, sheet.bytes);
      const { out } = await run("pdftotext", "-layout", file, "-");
      for (const words of [
        "委托检验单",
        groupNumber(view.number),
        "临夏示范牛羊肉制品有限公司",
        "风干牛肉干",
        "GB 5009.12",
        "2 份，邮寄",
        "中英文对照",
      ])
        expect(out.replaceAll(/[ \t]+/g, " "), words).toContain(words);
      await run("pdftoppm", "-r", "150", "-png", file, scratch("sheet"));
      const read = (await run("zbarimg", "-q", scratch("sheet-1.png"))).out;
      expect(read).toContain(`CODE-128:${view.number}`);
      expect(read).toContain(`QR-Code:${view.number}`);
    },
  );
});
