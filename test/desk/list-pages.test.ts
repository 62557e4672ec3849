import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, toDay } from "../../server/kernel/time.ts";
import { FitnessLook, lookOf } from "../../server/metrology/contract.ts";
import type { InstrumentChoice, InstrumentView } from "../../server/metrology/contract.ts";
import type { RetainedRow } from "../../server/samples/retention-contract.ts";
import type { PlaceRow, StoredContainer } from "../../server/samples/storage-contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { everyPage } from "../setup/pages.ts";
import { aSampleAtTheBench, told } from "../setup/story.ts";

let lab: Lab;
let keeper: Client;
let county: Client;
beforeAll(async () => {
  lab = await openLab();
  keeper = await lab.as("demo-keeper");
  county = await lab.as("demo-county");
});
afterAll(() => lab.close());

describe("lists go by pages: each row once though many share a day, counted whole, never another laboratory's", () => {
  const numbers = (rows: { number: string }[]) => rows.map(({ number }) => number).toSorted();

  test("retained samples, by what is to be done with them, and found by their sample", async () => {
    const own = await lab.db.laboratory.findUniqueOrThrow({ where: { code: "622900" } });
    const elsewhere = await lab.db.laboratory.findFirstOrThrow({ where: { code: { not: "622900" } } });
    const sampleOf = async (name: string, state: "certified" | "cancelled") => {
      const { sampleNumber } = await aSampleAtTheBench(lab, { items: ["水分"] });
      return lab.db.sample.update({ where: { number: sampleNumber }, data: { name, state } });
    };
    const [kept, cancelled, held] = [
      await sampleOf("分页留样牛肉", "certified"),
      await sampleOf("分页取消羊肉", "cancelled"),
      await sampleOf("分页暂缓鸡肉", "certified"),
    ];
    const hold = { sampleId: held.id, kind: "case", reason: "案件", placedBy: "x", placedAt: lab.clock.now() };
    await lab.db.retentionHold.create({ data: hold });
    const days = ["2026-12-20", "2026-12-20", "2026-12-25", "2026-12-31", "2027-02-01", null];
    let n = 0;
    const made: { number: string; sampleId: string; laboratoryId: string; retainUntil: string | null }[] = [];
    for (const { id: sampleId } of [kept, cancelled, held])
      for (const laboratoryId of [own.id, elsewhere.id])
        for (const retainUntil of days) {
          n += 1;
          made.push({ number: `29${String(n).padStart(16, "0")}`, sampleId, laboratoryId, retainUntil });
        }
    await lab.db.container.createMany({
      data: made.map((one) => ({
        ...one,
        kind: "reserve" as const,
        state: "stored" as const,
        storage: "常温",
        isOff: one.sampleId === cancelled.id,
      })),
    });
    lab.clock.set("2026-12-26T01:00:00.000Z");
    [keeper, county] = [await lab.as("demo-keeper"), await lab.as("demo-county")];
    const today = lab.clock.now().toISOString().slice(0, 10);
    const wanted = {
      due: (c: (typeof made)[0]) =>
        c.sampleId !== held.id && (c.sampleId === cancelled.id || (c.retainUntil !== null && c.retainUntil < today)),
      soon: (c: (typeof made)[0]) =>
        c.sampleId !== held.id && c.retainUntil !== null && c.retainUntil >= today && c.retainUntil < "2027-01-09",
      held: (c: (typeof made)[0]) => c.sampleId === held.id,
      kept: () => true,
    };
    for (const show of ["due", "soon", "held", "kept"] as const) {
      const rows = await everyPage<RetainedRow>(keeper, `/api/retention?show=${show}`, 5);
      const expected = made.filter((c) => c.laboratoryId === own.id && wanted[show](c));
      expect(numbers(rows.filter(({ number }) => number.startsWith("2900")))).toEqual(numbers(expected));
      const { counts } = told<{ counts: Record<string, number> }>(await keeper.get(`/api/retention?show=${show}`));
      expect(rows).toHaveLength(counts[show] ?? -1);
      if (show !== "due") {
        const until = rows.map((row) => row.retainUntil ?? "9");
        expect(until).toEqual(until.toSorted());
      }
      for (const q of show === "due" || show === "kept" ? ["分页", kept.number] : []) {
        const found = `/api/retention?show=${show}&q=${encodeURIComponent(q)}`;
        const hits = await everyPage<RetainedRow>(keeper, found, 7);
        const first = told<{ counts: Record<string, number> }>(await keeper.get(found));
        expect(hits.every(({ sampleName }) => sampleName.includes("分页"))).toBe(true);
        expect(hits).toHaveLength(first.counts[show] ?? -1);
        expect(numbers(hits.filter(({ number }) => number.startsWith("2900")))).toEqual(
          numbers(expected.filter((c) => q === "分页" || c.sampleId === kept.id)),
        );
      }
    }
    const common = told<{ rows: RetainedRow[]; counts: null }>(
      await keeper.get(`/api/retention?show=kept&q=${encodeURIComponent("肉")}`),
    );
    expect(common).toMatchObject({ counts: null }); // one letter: no index knows it, and nobody waits for the count
    expect(common.rows.length).toBeGreaterThan(0);
    const [exact] = made;
    const one = await everyPage<RetainedRow>(keeper, `/api/retention?show=kept&q=${exact?.number}`, 5);
    expect(numbers(one)).toEqual([exact?.number]);

    const room = told<PlaceRow>(await keeper.post("/api/storage-places", { kind: "room", name: "分页室" }));
    const inRoom = made.filter((c) => c.laboratoryId === own.id).slice(0, 12);
    await lab.db.container.updateMany({
      where: { number: { in: inRoom.map(({ number }) => number) } },
      data: { placeId: room.id },
    });
    const contents = `/api/storage-places/${room.number}/containers`;
    expect(numbers(await everyPage<StoredContainer>(keeper, contents, 5))).toEqual(numbers(inRoom));
    expect(told<{ total: number }>(await keeper.get(contents)).total).toBe(12);
    expect((await county.get(contents)).status).toBe(404);
    expect(
      numbers(await everyPage<RetainedRow>(keeper, `/api/retention?show=kept&q=${encodeURIComponent("分页室")}`, 5)),
    ).toEqual(numbers(inRoom));
    const loose = await everyPage<StoredContainer>(keeper, "/api/unplaced-containers", 7);
    const expected = await lab.db.container.findMany({
      where: { laboratoryId: own.id, state: "stored", placeId: null },
    });
    expect(numbers(loose)).toEqual(numbers(expected));
    expect(told<{ total: number }>(await keeper.get("/api/unplaced-containers")).total).toBe(expected.length);
  });

  test("transfers, not done or all, by direction and by who sent what where", async () => {
    const own = await lab.db.laboratory.findUniqueOrThrow({ where: { code: "622900" } });
    const others = await lab.db.laboratory.findMany({ where: { code: { not: "622900" } }, take: 2 });
    const countyId = (await lab.db.person.findUniqueOrThrow({ where: { login: "demo-county" } })).laboratoryId ?? "";
    const states = ["sent", "received", "incomplete", "recalled"] as const;
    const sentAt = lab.clock.now();
    const made = Array.from({ length: 16 }, (_, n) => ({
      number: `99${String(n).padStart(14, "0")}`,
      fromLaboratoryId: n % 3 === 0 ? countyId : own.id,
      toLaboratoryId: n % 3 === 0 ? own.id : n % 3 === 1 ? countyId : null,
      toName: n % 3 === 2 ? "分页研究院" : "分页接收",
      purpose: "testing",
      state: states[n % 4] ?? "sent",
      sentById: others[0]?.id ?? "",
      sentBy: "韩",
      sentAt,
    }));
    await lab.db.transfer.createMany({ data: made });
    const walk = async (query: string, who = keeper) =>
      numbers(await everyPage<{ number: string }>(who, `/api/transfers?${query}`, 3)).filter((n) => n.startsWith("99"));
    const of = (fits: (t: (typeof made)[0]) => boolean) => numbers(made.filter(fits));
    const isOpen = (t: (typeof made)[0]) => t.state === "sent" || t.state === "incomplete";
    expect(await walk("")).toEqual(of(() => true));
    expect(await walk("show=open")).toEqual(of(isOpen));
    expect(await walk("show=open&direction=in")).toEqual(of((t) => isOpen(t) && t.fromLaboratoryId === countyId));
    expect(await walk("direction=out")).toEqual(of((t) => t.fromLaboratoryId === own.id));
    expect(await walk(`q=${encodeURIComponent("分页研究院")}`)).toEqual(of((t) => t.toLaboratoryId === null));
    expect(await walk(`q=${made[4]?.number.slice(4)}`)).toEqual([made[4]?.number]);
    expect(await walk("", county)).toEqual(of((t) => t.toLaboratoryId !== null));
    const { counts } = told<{ counts: { open: number; all: number } }>(await keeper.get("/api/transfers"));
    expect(counts.all).toBe((await everyPage(keeper, "/api/transfers", 50)).length);
    expect(counts.open).toBe((await everyPage(keeper, "/api/transfers?show=open", 50)).length);
    await lab.db.transfer.deleteMany({ where: { number: { in: made.map(({ number }) => number) } } });
  });

  test("instruments, what may not be used first, by state and by word", async () => {
    const own = await lab.db.laboratory.findUniqueOrThrow({ where: { code: "622900" } });
    const elsewhere = await lab.db.laboratory.findFirstOrThrow({ where: { code: { not: "622900" } } });
    const today = toDay(lab.clock.now());
    const made: { number: string; look: FitnessLook; laboratoryId: string }[] = [];
    for (let n = 0; n < 24; n += 1) {
      const [look, until] = ([["out_of_service"], ["fit", 300], ["due_soon", 20]] as const)[n % 3] ?? ["fit"];
      const one = { number: `59${String(n).padStart(14, "0")}`, laboratoryId: n < 21 ? own.id : elsewhere.id };
      const { id: instrumentId } = await lab.db.instrument.create({
        data: {
          ...one,
          ...{ name: "分页烘箱", kind: "oven", model: "P", serialNumber: `P-${n}`, maker: "厂", range: "250 ℃" },
          ...{ category: "other", place: "分页间" },
        },
      });
      const conclusion = { conclusion: "fit" as const, agency: "所", confirmedBy: "x", recordedAt: lab.clock.now() };
      const days = { on: addDays(today, -30), validUntil: addDays(today, until ?? 0), certificateNumber: `P-${n}` };
      if (until)
        await lab.db.verification.create({ data: { instrumentId, kind: "verification", ...days, ...conclusion } });
      made.push({ ...one, look });
    }
    const walk = async (query: string) => {
      const rows = await everyPage<InstrumentView>(keeper, `/api/instruments?${query}`, 4);
      const order = rows.map(({ fitness }) => FitnessLook.options.indexOf(lookOf(fitness)));
      expect(order).toEqual(order.toSorted());
      return numbers(rows);
    };
    const all = await lab.db.instrument.findMany({ where: { laboratoryId: own.id } });
    expect(await walk("")).toEqual(numbers(all));
    const ours = made.filter(({ laboratoryId }) => laboratoryId === own.id);
    expect(await walk(`q=${encodeURIComponent("分页")}`)).toEqual(numbers(ours));
    for (const state of ["out_of_service", "due_soon", "fit"] as const)
      expect(await walk(`state=${state}&q=${encodeURIComponent("分页")}`)).toEqual(
        numbers(ours.filter(({ look }) => look === state)),
      );
    const { counts } = told<{ counts: object }>(await keeper.get(`/api/instruments?q=${encodeURIComponent("分页")}`));
    expect(counts).toEqual({ out_of_service: 7, restricted: 0, due_soon: 7, fit: 7 });
    expect(numbers(told<{ rows: InstrumentChoice[] }>(await keeper.get("/api/instrument-choices")).rows)).toEqual(
      numbers(all),
    );
  });
});
