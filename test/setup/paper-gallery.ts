// Certificates of every kind, each registered, tested, signed and issued by the program as people would do it.
import { PNG } from "pngjs";
import { CertificateContent, type CertificateResult } from "../../server/certificates/content.ts";
import type { CertificateRow } from "../../server/certificates/contract.ts";
import type { PictureRow } from "../../server/certificates/form-contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { takeNumber } from "../../server/platform/numbers.ts";
import type { SubcontractView } from "../../server/work/subcontract-contract.ts";
import { eventually } from "./bench.ts";
import type { Lab } from "./lab.ts";
import { anOrder, bench, methodId, password, told, typeValues } from "./story.ts";

type Said = Record<string, unknown>;
/** What is typed for an item: its steps with a figure or words for each parallel. */
export type Typed = Record<string, [step: string, texts: string[]][]>;
export type Wanted = { items: string[]; order?: Said; samples?: Said[]; typed?: Typed; deviation?: string };

/** Registers what was wanted, does the work on every sample, and gives the numbers of the certificates, marked first. */
export async function issued(lab: Lab, wanted: Wanted): Promise<string[]> {
  const order = await registered(lab, wanted);
  for (const { number } of order.sampleRows) await worked(lab, number, wanted);
  const signatory = await lab.as("demo-signatory");
  for (const { number } of order.sampleRows)
    told<CertificateRow | null>(await signatory.post(`/api/samples/${number}/approve`, password));
  return issuedOf(lab, order.id);
}

/** An order with one sample, or one for each of `samples`. */
export async function registered(lab: Lab, { items, order = {}, samples = [{}] }: Wanted): Promise<OrderView> {
  const said = await anOrder(lab, { items, order });
  const [plain] = (said as { samples: object[] }).samples;
  const body = { ...said, samples: samples.map((changes) => ({ ...plain, ...changes })) };
  return told<OrderView>(await (await lab.as("demo-reception")).post("/api/orders", body));
}

/** Assigned, handed out, measured, submitted, checked and reviewed. */
export async function worked(lab: Lab, number: string, { typed = {}, deviation }: Wanted): Promise<void> {
  const tasks = await lab.db.task.findMany({
    where: { sample: { number }, subcontractId: null },
    include: { method: { include: { item: true } }, sample: { include: { containers: true } } },
    orderBy: { ordinal: "asc" },
  });
  const supervisor = await lab.as("demo-supervisor");
  const analyst = await lab.as("demo-analyst");
  const { id } = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  told(await supervisor.post("/api/tasks/assign", { taskIds: tasks.map((task) => task.id), analystId: id }));
  if (deviation !== undefined)
    told(
      await supervisor.post(`/api/tasks/${tasks[0]?.id}/deviation`, {
        deviation: { text: deviation, why: "设备检修，已作比对", agreedWith: "马经理" },
      }),
    );
  const container = tasks[0]?.sample.containers.find(({ kind }) => kind === "test")?.number ?? "";
  told(await analyst.post(`/api/containers/${container}/hand-out`));
  for (const task of tasks) {
    const item = task.method.item.name;
    if (task.method.resultKind === "pcr" || item.endsWith("源性成分")) await amplify(lab, number, item);
    else if (typed[item]) await type(lab, task.id, typed[item]);
    else await typeValues(lab, analyst, task.id, ["0.12", "0.13"]);
    told(await analyst.post(`/api/tasks/${task.id}/submit`));
  }
  const every = await lab.db.task.findMany({ where: { sample: { number } } });
  for (const task of every) told(await (await lab.as("demo-checker")).post(`/api/tasks/${task.id}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${number}/review`, password));
}

async function type(lab: Lab, task: string, steps: [string, string[]][]): Promise<void> {
  const analyst = await lab.as("demo-analyst");
  const view = await bench(analyst, task);
  const kinds = view.task.equipmentKinds;
  if (kinds.includes("incubator")) {
    const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "incubator" } });
    told(await analyst.post(`/api/tasks/${task}/equipment-uses`, { instrumentNumber: number, settings: "36 ℃" }));
    lab.clock.advance(46 * 60);
    told(await analyst.post(`/api/tasks/${task}/equipment-uses`, { instrumentNumber: number }));
  }
  const kind = kinds.find((one) => one === "chromatograph" || one === "aas");
  const used = kind && (await lab.db.instrument.findFirstOrThrow({ where: { kind } }));
  const by = used ? { instrumentNumber: used.number, reason: "按工作站打印录入" } : {};
  for (const [step, texts] of steps)
    for (const [i, { id }] of view.determinations.entries()) {
      const said = { step, text: texts[i] ?? texts[0] ?? "", ...by };
      told(await analyst.post(`/api/determinations/${id}/manual-readings`, said));
    }
}

let plates = 0;

/** A plate on which nothing of the species was found. */
async function amplify(lab: Lab, number: string, item: string): Promise<void> {
  const { number: instrumentNumber } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "pcr" } });
  const well = (position: string, target: string, role: string, ct: string | null, sample?: string) => ({
    ...{ position, target, role, ct, hasCurve: ct !== null },
    ...(sample === undefined ? {} : { sample }),
  });
  const wells = [
    well("A1", "internal", "sample", "22.4", number),
    well("B1", item, "blank", null),
    well("B2", item, "negative", null),
    well("B3", item, "positive", "24.80"),
    well("B4", item, "sample", null, number),
    well("B5", item, "sample", null, number),
  ];
  const ranAt = new Date(lab.clock.now().getTime() - 3_600_000).toISOString();
  const analyst = await lab.as("demo-analyst");
  told(await analyst.post("/api/pcr-runs", { name: `样张 ${++plates}`, instrumentNumber, ranAt, wells }));
}

/** Every certificate of an order, when all of them are issued. */
export async function issuedOf(lab: Lab, orderId: string): Promise<string[]> {
  const where = { samples: { some: { sample: { orderId } } } };
  await eventually("the certificates are issued", async () => {
    const rows = await lab.db.certificate.findMany({ where });
    return rows.length > 0 && rows.every(({ state }) => state !== "issuing");
  });
  const rows = await lab.db.certificate.findMany({ where, orderBy: [{ isUnmarked: "asc" }, { number: "asc" }] });
  return rows.map(({ number }) => number);
}

/** Another certificate like one that is there, with other words, left to the job that issues; gives its number. */
export async function issuedLike(lab: Lab, number: string, changes: Partial<CertificateContent>): Promise<string> {
  const like = await lab.db.certificate.findUniqueOrThrow({ where: { number } });
  const laboratory = await lab.db.laboratory.findUniqueOrThrow({ where: { id: like.laboratoryId } });
  const fresh = await lab.change(async (ctx) => {
    const taken = await takeNumber(ctx, "certificate", laboratory.code);
    const printedNumber = `临清检（2026）样张 ${taken.number.slice(9, 15)}`;
    const content = CertificateContent.parse({
      ...(like.content as object),
      ...{ systemNumber: taken.number, printedNumber },
      ...changes,
    });
    const { id: _, number: _n, printedNumber: _p, fileId: _f, sha256: _s, issuedAt: _i, ...same } = like;
    const row = { ...same, differences: undefined, number: taken.number, printedNumber, content };
    const { id } = await ctx.db.certificate.create({ data: { ...row, state: "issuing" } });
    await ctx.enqueue("issue-certificate", { certificateId: id });
    await ctx.note("test.certificate", `certificate ${taken.number}`);
    return taken.number;
  });
  await eventually(
    `certificate ${fresh} is issued`,
    async () => (await lab.db.certificate.findUnique({ where: { number: fresh } }))?.state === "issued",
  );
  return fresh;
}

/** Items of a sample go to another laboratory, whose report comes back. */
export async function subcontracted(lab: Lab, order: OrderView, items: string[], text: string): Promise<void> {
  const reception = await lab.as("demo-reception");
  const tasks = await lab.db.task.findMany({
    where: { sample: { orderId: order.id }, method: { item: { name: { in: items } } } },
  });
  const sent = order.sampleRows[0]?.containers.at(-1)?.number;
  const partner = await lab.db.partnerLaboratory.findFirstOrThrow({ where: { name: "示范省食品检验研究院" } });
  const consent = { partnerId: partner.id, consentBy: "马经理", consentOn: "2026-12-01" };
  const taskIds = tasks.map(({ id }) => id);
  const body = { ...consent, consentPaper: "委托检验协议书 2026-018", taskIds };
  const { id } = told<SubcontractView>(await reception.post(`/api/orders/${order.number}/subcontracts`, body));
  told(await reception.post(`/api/subcontracts/${id}/send`, { containers: [sent], how: "冷链专车 马师傅" }));
  const report = Buffer.from("%PDF-1.4\n% the other laboratory's report\n%%EOF\n");
  const type = { "content-type": "application/pdf" };
  told(await reception.post(`/api/subcontracts/${id}/report?number=SP2026-0771&on=2026-12-01`, report, type));
  const analyst = await lab.as("demo-analyst");
  for (const task of taskIds) told(await analyst.post(`/api/tasks/${task}/subcontracted-result`, { text, lod: "0.1" }));
}

/** Puts a seal and the two signatures into use, as a laboratory does in its first days, and turns on the edge seal and the photo. */
export async function furnished(lab: Lab): Promise<void> {
  const quality = await lab.as("demo-quality");
  const manager = await lab.as("demo-manager");
  const { form } = told<{ form: object }>(await quality.get("/api/certificate-form"));
  told(await quality.post("/api/certificate-form", { ...form, hasPagingSeal: true, hasSamplePhoto: true }));
  const png = { "content-type": "image/png" };
  for (const [login, width] of [
    ["demo-reviewer", 420],
    ["demo-signatory", 360],
  ] as const) {
    const person = await lab.as(login);
    const { id } = told<PictureRow>(await person.post("/api/my-signature", aSignature(width), png));
    told(await manager.post(`/api/certificate-pictures/${id}/confirm`, password));
  }
}

/** A photo of a sample, kept; gives what an order says of it. */
export async function aPhoto(lab: Lab): Promise<string> {
  const image = new PNG({ width: 640, height: 420 });
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++) {
      const isBag = Math.hypot((x - 320) / 230, (y - 215) / 150) < 1;
      const grain = ((x * 7) ^ (y * 13)) % 24;
      image.data.set(
        isBag ? [120 + grain, 62 + grain, 40 + grain, 255] : [226, 229, 233, 255],
        (y * image.width + x) * 4,
      );
    }
  const bytes = PNG.sync.write(image);
  const reception = await lab.as("demo-reception");
  const kept = await reception.post("/api/photos?name=sample.png", bytes, { "content-type": "image/png" });
  return told<{ id: string }>(kept).id;
}

/** A pen's wave on transparent ground. */
function aSignature(width: number, height = 120): Buffer {
  const png = new PNG({ width, height });
  for (let x = 10; x < width - 10; x++)
    for (let thick = -3; thick <= 3; thick++) {
      const y = Math.round(height / 2 + Math.sin(x / 19) * (height / 3) * Math.cos(x / 70)) + thick;
      png.data.set([20, 24, 60, 255], (y * width + x) * 4);
    }
  return PNG.sync.write(png);
}

/** The same results as often as it takes, with other names, so that a table goes over many pages. */
export function manyOf(results: readonly CertificateResult[], count: number): CertificateResult[] {
  return Array.from({ length: count }, (_, i) => {
    const one = results[i % results.length];
    if (!one) throw new Error("there is no result to repeat");
    return { ...one, ordinal: i + 1 };
  });
}

export { methodId };
