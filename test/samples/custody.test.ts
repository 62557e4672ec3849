import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { watchRetention } from "../../server/samples/start-retention.ts";
import type { ContainerView, SampleView } from "../../server/samples/contract.ts";
import type { DisposalRow } from "../../server/samples/retention-contract.ts";
import type { PlaceRow, PlaceView, StoredContainer } from "../../server/samples/storage-contract.ts";
import type { TransferView } from "../../server/samples/transfer-contract.ts";
import { parseNumber } from "../../server/kernel/numbers.ts";
import { aCertificate } from "../setup/certified.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { aSampleAtTheBench, anOrder, password, told } from "../setup/story.ts";
import type { OrderView } from "../../server/orders/contract.ts";

let lab: Lab;
let keeper: Client;
let county: Client;
beforeAll(async () => {
  lab = await openLab();
  keeper = await lab.as("demo-keeper");
  county = await lab.as("demo-county");
});
afterAll(() => lab.close());

const file = scratchFolder();
async function textOf(pdf: Buffer): Promise<string> {
  writeFileSync(file("record.pdf"), pdf);
  return (await run("pdftotext", "-layout", file("record.pdf"), "-")).out;
}

/** An order's containers: test first, then the reserve. */
async function aSample(
  changes: Parameters<typeof anOrder>[1] = {},
): Promise<{ number: string; test: string; reserve: string }> {
  const order = told<OrderView>(
    await (await lab.as("demo-reception")).post("/api/orders", await anOrder(lab, changes)),
  );
  const sample = order.sampleRows[0];
  const find = (kind: string) => sample?.containers.find((c) => c.kind === kind)?.number ?? "";
  return { number: sample?.number ?? "", test: find("test"), reserve: find("reserve") };
}

const addPlace = async (body: Record<string, unknown>) =>
  told<PlaceRow>(await keeper.post("/api/storage-places", body));
const containerOf = async (number: string, who = keeper) =>
  told<ContainerView>(await who.get(`/api/containers/${number}`));

describe("places", () => {
  let fridge: PlaceRow;
  let box: PlaceRow;
  let shelf: PlaceRow;
  beforeAll(async () => {
    const room = await addPlace({ kind: "room", name: "留样室", temperature: "ambient" });
    fridge = await addPlace({ kind: "fridge", name: "1 号冰箱", within: room.number, temperature: "chilled" });
    shelf = await addPlace({ kind: "shelf", name: "A 架", within: room.number, capacity: 2 });
    box = await addPlace({ kind: "box", name: "盒 1", within: shelf.number, grid: { rows: 2, columns: 2 } });
  });

  test("stand in each other, each with a number of its own to scan", async () => {
    expect(parseNumber(box.number)).toMatchObject({ fault: null, kind: "place" });
    expect(box).toMatchObject({ path: "留样室 / A 架 / 盒 1", temperature: "ambient", room: 4, holds: 0 });
    const view = told<PlaceView>(await keeper.get(`/api/storage-places/${box.number}`));
    expect(view.cells.map((c) => c.name)).toEqual(["A1", "A2", "B1", "B2"]);
    expect((await keeper.get(`/api/scan?code=${view.cells[0]?.number}`)).body).toMatchObject({
      kind: "place",
      of: "cell",
    });
    expect((await keeper.get(`/api/storage-places/${box.number}/labels.pdf?cells=yes&size=25x15`)).status).toBe(200);
    expect(await keeper.post("/api/storage-places", { kind: "shelf", name: "B", within: box.number })).toMatchObject({
      status: 422,
      body: { code: "place-does-not-stand-there" },
    });
    expect(await keeper.post("/api/storage-places", { kind: "room", name: "留样室" })).toMatchObject({
      body: { code: "already-exists" },
    });
    expect(
      (await (await lab.as("demo-analyst")).post("/api/storage-places", { kind: "room", name: "试" })).status,
    ).toBe(403);
    expect((await county.get(`/api/storage-places/${box.number}`)).status).toBe(404);
  });

  test("take many containers at once, a box one to a cell; a full place refuses them all, a wrong temperature warns", async () => {
    const samples = [await aSample(), await aSample(), await aSample()];
    const numbers = samples.flatMap((s) => [s.test, s.reserve]);
    const put = (place: string, containers: string[]) =>
      keeper.post(`/api/storage-places/${place}/put`, { containers });
    expect(await put(box.number, numbers)).toMatchObject({ status: 409, body: { code: "place-full" } });
    expect((await containerOf(numbers[0] ?? "")).place).toBeNull();
    const { rows } = told<{ rows: StoredContainer[] }>(await put(box.number, numbers.slice(0, 4)));
    expect(rows.map((r) => [r.cell, r.fits])).toEqual([
      ["A1", true],
      ["A2", true],
      ["B1", true],
      ["B2", true],
    ]);
    expect((await put(box.number, numbers.slice(0, 1))).status).toBe(200); // scanned twice: where it was
    const cold = told<{ rows: StoredContainer[] }>(await put(fridge.number, [numbers[4] ?? ""]));
    expect(cold.rows[0]).toMatchObject({ fits: false, wanted: "ambient", place: "留样室 / 1 号冰箱" });
    const list = told<{ misplaced: StoredContainer[]; rows: PlaceRow[] }>(await keeper.get("/api/storage-places"));
    expect(list.misplaced.map((m) => m.number)).toContain(numbers[4]);
    expect(list.rows.find((r) => r.name === "留样室")).toMatchObject({ holds: 5 });
    expect(
      await keeper.post(`/api/storage-places/${box.number}`, {
        name: "盒 1",
        temperature: null,
        capacity: null,
        isActive: false,
      }),
    ).toMatchObject({ body: { code: "place-not-empty" } });
    const renamed = await keeper.post(`/api/storage-places/${shelf.number}`, {
      name: "甲架",
      temperature: null,
      capacity: null,
      isActive: true,
    });
    expect(renamed.status).toBe(200);
    expect(await containerOf(numbers[0] ?? "")).toMatchObject({ place: "留样室 / 甲架 / 盒 1 / A1" });
  });
});

describe("from hand to hand", () => {
  test("a card and a container are two scans out, and one back to the cell it had; the reserve never goes to the bench", async () => {
    const { test: container, reserve } = await aSample();
    const { rows } = told<{ rows: { login: string; badge: string }[] }>(await keeper.post("/api/badges", {}));
    const badge = rows.find((r) => r.login === "demo-analyst")?.badge ?? "";
    expect((await keeper.get(`/api/scan?code=${badge}`)).body).toMatchObject({ kind: "badge", title: "马晓燕" });
    expect((await keeper.get("/api/badges.pdf")).bytes.subarray(0, 4).toString()).toBe("%PDF");
    const out = await keeper.post(`/api/containers/${container}/hand-out`, { toBadge: badge });
    expect(out.body).toMatchObject({ state: "handed_out", holder: "马晓燕" });
    expect(await keeper.post(`/api/containers/${reserve}/hand-out`, { toBadge: badge })).toMatchObject({
      status: 409,
      body: { code: "reserve-sealed" },
    });
    expect(await (await lab.as("demo-analyst2")).post(`/api/containers/${container}/hand-back`, {})).toMatchObject({
      body: { code: "not-the-holder" },
    });
    const back = told<ContainerView>(await keeper.post(`/api/containers/${container}/hand-back`, {}));
    expect(back.moves.map((m) => [m.action, m.person, m.by])).toEqual([
      ["handed-out", "马晓燕", "赵永福"],
      ["handed-back", "赵永福", null],
    ]);
  });

  test("a container is split into numbered parts with the same holder, never into more than there was", async () => {
    const { sampleNumber, container } = await aSampleAtTheBench(lab);
    const analyst = await lab.as("demo-analyst");
    const split = (body: unknown) => analyst.post(`/api/containers/${container}/split`, body);
    expect(await split({ left: "1 袋", parts: ["2 袋"] })).toMatchObject({
      status: 422,
      body: { code: "split-exceeds" },
    });
    const { rows } = told<{ rows: ContainerView[] }>(await split({ left: "1 袋", parts: ["0.5 袋", "0.5 袋"] }));
    expect(rows.map((r) => [parseNumber(r.number), r.quantity, r.holder])).toMatchObject([
      [{ container: 1 }, "1 袋", "马晓燕"],
      [{ fault: null, container: 3 }, "0.5 袋", "马晓燕"],
      [{ fault: null, container: 4 }, "0.5 袋", "马晓燕"],
    ]);
    const used = await analyst.post(`/api/containers/${rows[1]?.number}/use-up`, {});
    expect(used.body).toMatchObject({ state: "disposed" });
    const sample = told<SampleView>(await analyst.get(`/api/samples/${sampleNumber}`));
    expect(sample.containers).toHaveLength(4);
    expect(
      (
        await (
          await lab.as("demo-analyst2")
        ).post(`/api/containers/${container}/split`, { left: "1 袋", parts: ["1 袋"] })
      ).status,
    ).toBe(409);
  });
});

describe("a transfer to another laboratory", () => {
  test("is received by scanning each container; what is missing is named, and custody shows both laboratories", async () => {
    const [one, two] = [await aSample(), await aSample()];
    const { rows: targets } = told<{ rows: { id: string; name: string }[] }>(await keeper.get("/api/transfer-targets"));
    const send = (containers: string[], purpose = "testing") =>
      keeper.post("/api/transfers", { toLaboratoryId: targets[0]?.id, purpose, courier: "韩师傅", containers });
    expect(await send([one.reserve])).toMatchObject({ status: 409, body: { code: "reserve-sealed" } });
    expect(await keeper.post("/api/transfers", { purpose: "testing", containers: [one.test] })).toMatchObject({
      body: { code: "transfer-nowhere" },
    });
    const sent = told<TransferView>(await send([one.test, two.test]));
    expect(sent).toMatchObject({ state: "sent", direction: "out", items: 2, may: ["recall"] });
    expect(await containerOf(one.test)).toMatchObject({ state: "transferred", transfer: { isUnderway: true } });
    expect((await keeper.post(`/api/containers/${one.test}/hand-out`, {})).status).toBe(409);
    expect((await keeper.post(`/api/transfers/${sent.number}/receive`, { container: one.test })).status).toBe(403);

    const receive = (container: string) => county.post(`/api/transfers/${sent.number}/receive`, { container });
    expect(await receive(one.reserve)).toMatchObject({ status: 422, body: { code: "not-on-manifest" } });
    expect((await receive(one.test)).body).toMatchObject({ received: 1 });
    expect((await receive(one.test)).body).toMatchObject({ received: 1 });
    const closed = told<TransferView>(await county.post(`/api/transfers/${sent.number}/close`, { note: "少一件" }));
    expect(closed).toMatchObject({ state: "incomplete", received: 1 });
    expect(closed.lines.find((l) => l.receivedAt === null)?.number).toBe(two.test);
    expect(await containerOf(one.test, county)).toMatchObject({
      state: "stored",
      isOwn: false,
      from: "示范清真食品检测中心",
    });
    expect((await county.get(`/api/samples/${one.number}`)).status).toBe(404);
    const seen = told<SampleView>(await keeper.get(`/api/samples/${one.number}`)).containers[0];
    expect(seen?.moves.map((m) => [m.action, m.laboratory])).toEqual([
      ["sent", "示范清真食品检测中心"],
      ["received", "示范县检测中心"],
    ]);
    // it turned up after all
    expect((await receive(two.test)).body).toMatchObject({ state: "received", received: 2 });
    const pdf = await keeper.get(`/api/transfers/${sent.number}/manifest.pdf`);
    expect(pdf.status).toBe(200);
    if (!isMissing("pdftotext")) expect(await textOf(pdf.bytes)).toContain("样品移交单");
  });

  test("what was never received is recalled; a laboratory outside the system signs on paper and is confirmed here", async () => {
    const [one, two] = [await aSample(), await aSample()];
    const { rows: targets } = told<{ rows: { id: string }[] }>(await keeper.get("/api/transfer-targets"));
    const sent = told<TransferView>(
      await keeper.post("/api/transfers", {
        toLaboratoryId: targets[0]?.id,
        purpose: "testing",
        containers: [one.test],
      }),
    );
    expect((await county.post(`/api/transfers/${sent.number}/recall`, { reason: "试试" })).status).toBe(403);
    const back = await keeper.post(`/api/transfers/${sent.number}/recall`, { reason: "送错" });
    expect(back.body).toMatchObject({ state: "recalled" });
    expect(await containerOf(one.test)).toMatchObject({ state: "stored" });
    const outside = told<TransferView>(
      await keeper.post("/api/transfers", {
        toName: "省食品检验研究院",
        purpose: "reinspection",
        containers: [two.reserve],
      }),
    );
    expect(outside.may).toEqual(["confirm", "recall"]);
    expect((await county.get(`/api/transfers/${outside.number}`)).status).toBe(404);
    const confirmed = await keeper.post(`/api/transfers/${outside.number}/close`, { note: "已签收" });
    expect(confirmed.body).toMatchObject({ state: "received", received: 1 });
    expect(await containerOf(two.reserve)).toMatchObject({ state: "transferred", transfer: { isUnderway: false } });
  });
});

describe("retained samples", () => {
  test("are kept three months after a pass, held while somebody disputes, and disposed of by two people", async () => {
    const { sampleNumber } = await aCertificate(lab, {}, { productionDate: "2026-11-25", shelfLife: "30 天" });
    const certified = await lab.db.sample.findUniqueOrThrow({
      where: { number: sampleNumber },
      include: { containers: true },
    });
    const reserve = certified.containers.find((c) => c.kind === "reserve")?.number ?? "";
    const kept = await containerOf(reserve);
    expect(kept.retainUntil).toBe("2026-12-25"); // 30 days after it was made, sooner than three months
    const prepare = (who: Client, containers: string[]) =>
      who.post("/api/disposals", { containers, way: "高压灭菌后作无害化处理", ...password });
    expect(await prepare(keeper, [reserve])).toMatchObject({ status: 409, body: { code: "retention-runs" } });

    lab.clock.set("2026-12-26T01:00:00.000Z");
    keeper = await lab.as("demo-keeper");
    const quality = await lab.as("demo-quality");
    const supervisor = await lab.as("demo-supervisor");
    await watchRetention(lab.house);
    await watchRetention(lab.house); // told once a day, however often it runs
    const notices = await lab.db.notice.findMany({ where: { code: "retention-due" }, include: { person: true } });
    expect(notices.map((n) => n.person.login).sort()).toEqual(["demo-keeper", "demo-quality", "demo-supervisor"]);
    const due = async () =>
      told<{ rows: { number: string }[]; counts: { due: number; held: number } }>(await keeper.get("/api/retention"));
    expect((await due()).rows.map((r) => r.number)).toContain(reserve);

    const hold = `/api/samples/${certified.number}/holds`;
    expect((await (await lab.as("demo-analyst")).post(hold, { kind: "case", reason: "案件" })).status).toBe(403);
    told(await quality.post(hold, { kind: "reinspection", reason: "企业申请复检" }));
    expect((await due()).rows.map((r) => r.number)).not.toContain(reserve);
    expect(await prepare(keeper, [reserve])).toMatchObject({ body: { code: "retention-held" } });
    const { holds } = told<{ holds: { id: string }[] }>(await keeper.get(`/api/samples/${certified.number}/retention`));
    told(await quality.post(`/api/holds/${holds[0]?.id}/release`, { note: "复检结论与初检一致" }));

    expect((await prepare(keeper, [reserve, reserve])).status).toBe(200);
    expect(await prepare(keeper, [reserve])).toMatchObject({ body: { code: "already-exists" } });
    const [batch] = told<{ rows: DisposalRow[] }>(await supervisor.get("/api/disposals")).rows;
    expect(batch).toMatchObject({ label: "2026-001", state: "prepared", waitsForMe: true, items: 1 });
    const witness = `/api/disposals/${batch?.id}/witness`;
    expect(await keeper.post(witness, password)).toMatchObject({ body: { code: "second-person-needed" } });
    expect((await supervisor.post(witness, { password: "nicht-das" })).body).toMatchObject({
      code: "signature-refused",
    });
    // a hold placed between the two signatures still stops it
    told(await quality.post(hold, { kind: "case", reason: "公安机关调取" }));
    expect(await supervisor.post(witness, password)).toMatchObject({ body: { code: "retention-held" } });
    const again = told<{ holds: { id: string; releasedAt: string | null }[] }>(
      await keeper.get(`/api/samples/${certified.number}/retention`),
    );
    told(await quality.post(`/api/holds/${again.holds.find((h) => !h.releasedAt)?.id}/release`, { note: "已归还" }));
    expect((await supervisor.post(witness, password)).body).toMatchObject({ state: "done", witnessedBy: "马晓东" });
    expect((await supervisor.post(witness, password)).status).toBe(409);
    expect(await containerOf(reserve)).toMatchObject({ state: "disposed", may: [] });
    const pdf = await keeper.get(`/api/disposals/${batch?.id}/record.pdf`);
    if (!isMissing("pdftotext")) expect(await textOf(pdf.bytes)).toMatch(/留样处置记录[\s\S]*赵永福[\s\S]*马晓东/);
  });
});
