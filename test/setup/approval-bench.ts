import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ApprovalBatch } from "../../server/certificates/contract.ts";
import { aReviewedSample } from "./certified.ts";
import { cloneDatabase } from "./database.ts";
import { openLab, signIn, standingClock, type Lab } from "./lab.ts";
import { registered, worked } from "./paper-gallery.ts";
import { startServer } from "./server-process.ts";
import { password } from "./story.ts";

export type ApprovalOutcome = { kills: string[]; wrong: string[]; approved: number; certificates: number };

/**
 * Reviews so many samples (two of them of an order that asks for one certificate, one that no gate lets through), signs for all of them
 * in a server that is killed at moments of chance, and looks at what came of each.
 */
export async function killWhileApproving(size: number, kills: number, roll: () => number): Promise<ApprovalOutcome> {
  const { url: databaseUrl, drop } = await cloneDatabase({ demo: false });
  const dataDir = mkdtempSync(path.join(tmpdir(), "lims-approve-"));
  // the lab's own clock stands; the killed server's goes on from the same moment
  const open = () => openLab({ databaseUrl, dataDir, clock: standingClock(new Date().toISOString()) });
  try {
    const before = await open();
    let prepared: Prepared;
    try {
      prepared = await prepare(before, size);
    } finally {
      await before.close();
    }
    const told = await stormed(prepared.numbers);
    const after = await open();
    try {
      return { kills: told, ...(await inspected(after, prepared)) };
    } finally {
      await after.close();
    }
  } finally {
    await drop();
    rmSync(dataDir, { recursive: true, force: true });
  }

  async function stormed(numbers: string[]): Promise<string[]> {
    const env = { DATABASE_URL: databaseUrl, LIMS_DATA: dataDir, LIMS_PORT: "0", LIMS_LOG: "fatal" };
    const told: string[] = [];
    let isOver = false;
    for (let turn = 0; turn <= kills && !isOver; turn += 1) {
      const server = await startServer(env);
      const signatory = await signIn(server.url, "demo-signatory");
      const last = async () =>
        ((await signatory.get("/api/approval-batches/last")).body as { batch: ApprovalBatch | null }).batch;
      // the answer to the signing may have died with its server: whether it counts is asked, not guessed
      const isBegun = (await last()) !== null;
      const signing = isBegun
        ? Promise.resolve(null)
        : signatory.post("/api/approval-batches", { numbers, ...password }).catch(() => null);
      if (turn < kills) {
        await pause(30 + roll() * 500);
        await server.stop("SIGKILL");
        await signing;
        told.push(isBegun ? `killed while it worked on the batch` : `killed at the signing`);
        continue;
      }
      await signing;
      for (let waited = 0; waited < 1_800 && !isOver; waited += 1) {
        const batch = await last();
        isOver = batch !== null && batch.isOver && batch.issued >= batch.approved - 1;
        if (!isOver) await pause(100);
      }
      await server.stop("SIGINT");
    }
    return told;
  }
}

type Prepared = { numbers: string[]; together: string[]; refused: string };

async function prepare(lab: Lab, size: number): Promise<Prepared> {
  const alone: string[] = [];
  for (let n = 0; n < size - 2; n += 1) alone.push(await aReviewedSample(lab));
  const wanted = { items: ["铅"], order: { combinesSamples: true }, samples: [{}, { name: "酱牛肉干" }] };
  const { sampleRows } = await registered(lab, wanted);
  const together = sampleRows.map(({ number }) => number);
  for (const number of together) await worked(lab, number, wanted);
  const refused = alone[1] ?? "";
  await lab.db.sample.update({ where: { number: refused }, data: { producer: "\u{31350}厂" } }); // no font has it
  return { numbers: [...alone, ...together], together, refused };
}

/** Every sample approved once with one signature of the act, or refused and as it was; no number missing. */
async function inspected(lab: Lab, { numbers, together, refused }: Prepared) {
  const wrong: string[] = [];
  const acts = await lab.db.signature.findMany({ where: { meaning: "approve", subject: "approval-batch" } });
  const [act] = acts;
  if (acts.length !== 1 || !act) wrong.push(`${acts.length} acts of signing`);
  const rows = await lab.db.certificate.findMany({ orderBy: { number: "asc" }, include: { samples: true } });
  for (const [at, { number, state }] of rows.entries()) {
    if (Number(number.slice(9, 15)) !== at + 1) wrong.push(`${number} is not the next number`);
    if (state !== "issued") wrong.push(`${number} is ${state}`);
  }
  let approved = 0;
  for (const number of numbers) {
    const sample = await lab.db.sample.findUniqueOrThrow({ where: { number } });
    const signatures = await lab.db.signature.findMany({ where: { meaning: "approve", subjectId: sample.id } });
    const on = rows.filter(({ samples }) => samples.some(({ sampleId }) => sampleId === sample.id));
    const items = await lab.db.approvalItem.findMany({ where: { sampleNumber: number } });
    const isRefused = number === refused;
    if (items.length !== 1 || items[0]?.state !== (isRefused ? "refused" : "approved"))
      wrong.push(`${number} stands ${items.map(({ state }) => state).join(", ")} in the batch`);
    if (sample.state !== (isRefused ? "under_review" : "certified")) wrong.push(`${number} is ${sample.state}`);
    if (signatures.length !== (isRefused ? 0 : 1)) wrong.push(`${number} has ${signatures.length} signatures`);
    if (on.length !== (isRefused ? 0 : 1)) wrong.push(`${number} is on ${on.length} certificates`);
    if (signatures.some((s) => s.personId !== act?.personId || s.signedAt.getTime() !== act.signedAt.getTime()))
      wrong.push(`${number} has a signature of no act`);
    const noted = await lab.db.trailEntry.count({
      where: {
        action: { in: ["certificate.approved", "sample.approved"] },
        detail: { path: ["sample"], equals: number },
      },
    });
    if (noted !== (isRefused ? 0 : 1)) wrong.push(`${number} has ${noted} entries in the trail`);
    if (!isRefused) approved += 1;
  }
  const shared = rows.filter(({ samples }) => samples.length > 1);
  if (shared.length !== 1 || shared[0]?.samples.length !== together.length) wrong.push("the combined one is not one");
  return { wrong, approved, certificates: rows.length };
}
