import { setTimeout as pause } from "node:timers/promises";
import { CertificateContent } from "../../server/certificates/content.ts";
import { checkData } from "../../server/certificates/data/check-data.ts";
import { signingKeys } from "../../server/certificates/signing-keys.ts";
import { verifyPdf } from "../../server/certificates/signing/verify-pdf.ts";
import { takeNumber } from "../../server/platform/numbers.ts";
import { aCertificate } from "./certified.ts";
import { openLab, standingClock, type Lab } from "./lab.ts";
import { startServer } from "./server-process.ts";

export type IssueOutcome = { kills: string[]; wrong: string[]; numbers: number };

/** Approves a batch, lets a server of its own issue it, kills that at moments of chance, and looks at every number. */
export async function killWhileIssuing(size: number, kills: number, roll: () => number): Promise<IssueOutcome> {
  // the lab's own clock stands; the killed server's goes on from the same moment
  const lab = await openLab({ clock: standingClock(new Date().toISOString()) });
  const told: string[] = [];
  try {
    await beginMany(lab, size);
    const env = { DATABASE_URL: lab.databaseUrl, LIMS_DATA: lab.dataDir, LIMS_PORT: "0", LIMS_LOG: "fatal" };
    const left = () => lab.db.certificate.count({ where: { state: "issuing" } });
    for (let turn = 0; turn < kills && (await left()) > 0; turn += 1) {
      const server = await startServer(env);
      await pause(200 + roll() * 900);
      await server.stop("SIGKILL");
      told.push(`killed with ${await left()} of ${size} to go`);
    }
    const last = await startServer(env);
    for (let waited = 0; waited < 1_200 && (await left()) > 0; waited += 1) await pause(100);
    await last.stop("SIGINT");
    return { kills: told, ...(await inspected()) };
  } finally {
    await lab.close();
  }

  async function inspected(): Promise<{ wrong: string[]; numbers: number }> {
    const { roots } = await signingKeys(lab.house);
    const rows = await lab.db.certificate.findMany({ orderBy: { number: "asc" } });
    const wrong: string[] = [];
    for (const [at, { number, state, sha256, content }] of rows.entries()) {
      if (Number(number.slice(9, 15)) !== at + 1) wrong.push(`${number} is not the next number`);
      if (state !== "issued" || sha256 === null) {
        wrong.push(`${number} is ${state}`);
        continue;
      }
      const pdf = await lab.house.files.read(sha256);
      const data = checkData(pdf);
      if (!verifyPdf(pdf, { roots }).isValid) wrong.push(`${number} does not verify`);
      if (data.differing.length > 0 || data.certificate?.systemNumber !== number)
        wrong.push(`${number} says otherwise`);
      if (CertificateContent.parse(content).systemNumber !== number) wrong.push(`${number} holds another's words`);
    }
    return { wrong, numbers: rows.length };
  }
}

/** Certificates that are approved and not made yet, as a batch that was just signed leaves them; beside them one that is issued. */
export async function beginMany(lab: Lab, size: number): Promise<void> {
  const first = await aCertificate(lab);
  const like = await lab.db.certificate.findUniqueOrThrow({ where: { number: first.number } });
  const laboratory = await lab.db.laboratory.findUniqueOrThrow({ where: { id: like.laboratoryId } });
  // in one change, so that the lab's own jobs have no time to begin
  await lab.change(async (ctx) => {
    for (let n = 0; n < size; n += 1) {
      const { number } = await takeNumber(ctx, "certificate", laboratory.code);
      const printedNumber = `批 ${String(n + 1).padStart(4, "0")}`;
      const content = CertificateContent.parse({ ...(like.content as object), systemNumber: number, printedNumber });
      const { id: _, number: _n, printedNumber: _p, fileId: _f, sha256: _s, issuedAt: _i, ...same } = like;
      await ctx.db.certificate.create({
        data: { ...same, differences: undefined, number, printedNumber, content, state: "issuing" },
      });
    }
    await ctx.note("test.batch", "certificates", { size });
  });
}
