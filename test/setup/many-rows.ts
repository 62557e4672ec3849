import { fitCurve, type Fit } from "../../server/results/rules/calibration.ts";
import type { Lab } from "./lab.ts";

/**
 * Rows of everything that the generator of years leaves empty, from one number to another: mail, notices, commissions, expected sheets,
 * curves, charts with points, plates, shift notes, rounds, prints, rooms, manifests, disposals, running equipment, views, exports.
 */
export async function addRows(lab: Lab, from: number, to: number): Promise<void> {
  const { db } = lab;
  const at = lab.clock.now();
  const me = await db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  const client = await db.person.findUniqueOrThrow({ where: { login: "demo-enterprise" } });
  const own = me.laboratoryId ?? "";
  const enterpriseId = client.enterpriseId ?? "";
  const { id: instrumentId } = await db.instrument.findFirstOrThrow({ where: { laboratoryId: own, kind: "oven" } });
  const tasks = await db.task.findMany({ where: { laboratoryId: own }, include: { method: true }, take: 40 });
  const containers = await db.container.findMany({ where: { laboratoryId: own }, take: 40 });
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  const each = <T>(make: (n: number) => T) => numbers.map(make);
  const by = { createdById: me.id, createdBy: me.name, createdAt: at };
  const taskOf = (n: number) => tasks[n % tasks.length];
  const methodId = tasks[0]?.methodId ?? "";

  await db.mail.createMany({
    data: each((n) => ({ laboratoryId: own, to: `${n}@example.cn`, subject: "x", text: "x", at })),
  });
  for (const personId of [me.id, client.id])
    await db.notice.createMany({
      data: each((n) => ({ personId, code: "mail-test", params: { by: "x" }, link: "/", at, key: `k${n}` })),
    });
  await db.commission.createMany({
    data: each((n) => {
      const id = idOf(n);
      const sample = {
        name: `样品${n}`,
        quantity: "1 袋",
        storage: "常温",
        category: "肉及肉制品",
        methodIds: [methodId],
      };
      const body = { id, laboratoryId: own, contact: "x", phone: "1", samples: [sample] };
      const submitted = { submittedById: client.id, submittedBy: client.name, submittedAt: at };
      return {
        id,
        number: `6${String(n).padStart(15, "0")}`,
        laboratoryId: own,
        enterpriseId,
        state: "submitted" as const,
        body,
        ...submitted,
      };
    }),
  });
  const sheet = {
    clientId: enterpriseId,
    sampledEnterpriseId: enterpriseId,
    judgingBasis: [],
    methodIds: [methodId],
  };
  await db.expectedSheet.createMany({
    data: each((n) => ({
      ...{
        laboratoryId: own,
        sheetNumber: `S${n}`,
        body: sheet,
        row: {},
        fileName: "x.xlsx",
        importedBy: "x",
        importedAt: at,
      },
    })),
  });
  const standards = [1, 2, 3, 4].map((x) => ({ x: `${x}`, y: `${2 * x}` }));
  const criteria = { rLeast: "0.99", residualMost: "50" };
  const fit = fitCurve(standards, { weighting: "1", throughZero: false, criteria }) as Fit;
  await db.calibrationCurve.createMany({
    data: each((n) => ({
      ...{
        number: `7${String(n).padStart(15, "0")}`,
        laboratoryId: own,
        methodId,
        instrumentId,
        unit: "mg/L",
        signalUnit: "A",
      },
      ...{
        standardLot: "x",
        weighting: "1",
        throughZero: false,
        standards,
        fit,
        measuredAt: at,
        validUntil: "2027-12-01",
        ...by,
      },
    })),
  });
  for (const n of numbers)
    await db.controlSeries.create({
      data: {
        ...{
          laboratoryId: own,
          methodId,
          instrumentId,
          kind: "control",
          name: `控制样${n}`,
          lot: "1",
          unit: "%",
          target: "5",
          sd: "1",
        },
        ...{ createdBy: "x", createdAt: at },
        points: {
          create: [1, 2, 3].map((ordinal) => ({
            ...{ ordinal, value: "5", target: "5", sd: "1", at, by: "x", byId: me.id, broken: [], isRejected: false },
          })),
        },
      },
    });
  for (const n of numbers)
    await db.pcrRun.create({
      data: {
        ...{ laboratoryId: own, name: `板${n}`, instrumentId, ranAt: at, controls: [], isValid: true, ...by },
        wells: {
          create: [{ position: "A1", target: "牛", role: "sample", hasCurve: true, taskId: taskOf(n)?.id ?? null }],
        },
      },
    });
  await db.shiftNote.createMany({
    data: each(() => ({
      ...{
        laboratoryId: own,
        writtenById: me.id,
        writtenBy: "x",
        writtenAt: at,
        content: { equipment: [], open: [] },
        text: "x",
      },
    })),
  });
  await db.verificationRound.createMany({
    data: each((n) => ({
      laboratoryId: own,
      name: `批${n}`,
      agency: "所",
      on: "2026-12-20",
      instruments: [],
      by: "x",
      at,
    })),
  });
  await db.labelPrint.createMany({
    data: each((n) => ({
      ...{
        laboratoryId: own,
        of: "1",
        design: "x",
        language: "zpl",
        numbers: [`${n}`],
        sha256: "0",
        printedBy: "x",
        printedAt: at,
      },
    })),
  });
  await db.reading.createMany({
    data: each(() => ({
      ...{
        laboratoryId: own,
        instrumentId,
        kind: "weight",
        status: "ok",
        text: "1.0",
        unit: "g",
        takenAt: at,
        receivedAt: at,
      },
    })),
  });
  await db.roomReading.createMany({
    data: each(() => ({
      laboratoryId: own,
      room: "理化室",
      temperature: "22",
      humidity: "40",
      at,
      by: "x",
      recordedAt: at,
    })),
  });
  for (const n of numbers)
    await db.transfer.create({
      data: {
        ...{
          number: `9${String(n).padStart(15, "0")}`,
          fromLaboratoryId: own,
          toName: "院",
          purpose: "testing",
          state: "sent",
        },
        ...{ sentById: me.id, sentBy: "x", sentAt: at },
        items: { create: [{ containerId: containers[n % containers.length]?.id ?? "" }] },
      },
    });
  for (const n of numbers)
    await db.disposal.create({
      data: {
        ...{
          laboratoryId: own,
          label: `2019-${n}`,
          state: n % 2 === 0 ? "done" : "prepared",
          way: "x",
          preparedById: me.id,
          preparedBy: "x",
        },
        preparedAt: at,
        items: { create: [{ containerId: containers[n % containers.length]?.id ?? "", ground: "x" }] },
      },
    });
  await db.equipmentUse.createMany({
    data: each((n) => ({
      taskId: taskOf(n)?.id ?? "",
      instrumentId,
      settings: { said: "x" },
      startedAt: at,
      startedBy: "x",
    })),
  });
  await db.savedView.createMany({
    data: each((n) => ({ personId: me.id, list: "samples", name: `${n}`, search: "", createdAt: at })),
  });
  await db.listExport.createMany({
    data: each(() => ({
      ...{
        personId: me.id,
        list: "samples",
        query: {},
        columns: ["number"],
        format: "csv",
        language: "zh",
        state: "done",
        askedAt: at,
      },
    })),
  });
  await db.referenceMaterial.createMany({
    data: each((n) => ({
      ...{ laboratoryId: own, kind: "solution", name: `标液${n}`, lot: "1", certificateNumber: "x", assigned: "1" },
      ...{ receivedOn: "2026-11-01", expiresOn: "2027-11-01", registeredBy: "x", registeredAt: at },
    })),
  });
  await db.retentionHold.createMany({
    data: each((n) => ({
      sampleId: taskOf(n)?.sampleId ?? "",
      kind: "case",
      reason: "x",
      placedBy: "x",
      placedAt: at,
    })),
  });
  await db.workReturn.createMany({
    data: each((n) => ({
      ...{
        sampleId: taskOf(n)?.sampleId ?? "",
        taskId: taskOf(n)?.id ?? null,
        from: "check",
        reason: "x",
        byId: me.id,
        by: "x",
        at,
      },
    })),
  });
}

/** What years of work end in is done; this spreads it over all states, so that what waits has rows as well. */
export async function spreadOverStates(lab: Lab): Promise<void> {
  const me = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  const client = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-enterprise" } });
  const spread = (table: string, field: string, type: string, values: readonly string[]) =>
    lab.db.$executeRawUnsafe(
      `update "${table}" t set "${field}" = (array['${values.join("','")}'])[1 + n % ${values.length}]::${type}
       from (select id, row_number() over (order by id) as n from "${table}") o where o.id = t.id`,
    );
  const stages = ["assigned", "pending", "in_progress", "completed", "returned", "retest", "checked"];
  await spread("Task", "state", `"TaskState"`, stages);
  await lab.db.task.updateMany({ where: { state: { in: ["assigned", "in_progress"] } }, data: { analystId: me.id } });
  await spread("Sample", "state", `"SampleState"`, ["in_testing", "under_review", "approved", "cancelled"]);
  await spread("Container", "retainUntil", "text", ["2026-11-01", "2026-12-05", "2027-02-01"]);
  await lab.db.container.updateMany({ data: { state: "stored" } });
  const first = await lab.db.container.findMany({ orderBy: { id: "desc" }, select: { id: true } });
  const loose = first.filter((_, n) => n % 2 === 0).map(({ id }) => id);
  await lab.db.container.updateMany({ where: { id: { in: loose } }, data: { placeId: null } });
  await lab.db.order.updateMany({ data: { readerId: client.enterpriseId ?? "", source: "commissioned" } });
}

function idOf(n: number): string {
  return `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`;
}
