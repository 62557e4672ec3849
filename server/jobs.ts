import { sealTrail } from "./audit/seal-trail.ts";
import { resumeBatches, workThroughBatch } from "./certificates/work-through-batch.ts";
import { checkArchive } from "./certificates/check-archive.ts";
import { issueCertificate, resumeIssuing } from "./certificates/issue-certificate.ts";
import { exportList } from "./desk/export-list.ts";
import { remindDue } from "./metrology/remind-due.ts";
import { sendMail } from "./notices/send-mail.ts";
import type { House } from "./platform/context.ts";
import { sendLabels, watchLabels } from "./samples/send-labels.ts";
import { watchRetention } from "./samples/start-retention.ts";
import { actingAs, change } from "./platform/transaction.ts";

/** What happens by itself; every job may run in any process and runs once. */
export async function startJobs(house: House): Promise<void> {
  await house.jobs.work("issue-certificate", ({ certificateId }) => issueCertificate(house, certificateId));
  await house.jobs.work("approve-batch", ({ batchId }) => workThroughBatch(house, batchId));
  await house.jobs.work("resume-issuing", async () => {
    await resumeBatches(house, { waitedMs: 60_000 });
    await resumeIssuing(house, { waitedMs: 60_000 });
  });
  await house.jobs.every("resume-issuing", "* * * * *");
  void resumeBatches(house, { waitedMs: 0 }).catch((error: unknown) => {
    house.log.error({ err: error }, "batches that were begun were not taken up");
  });
  void resumeIssuing(house, { waitedMs: 0 }).catch((error: unknown) => {
    house.log.error({ err: error }, "certificates in the making were not taken up");
  });
  await house.jobs.work("remind-due", () => remindDue(house));
  await house.jobs.every("remind-due", "0 0 * * *"); // 8:00, Asia/Shanghai
  await house.jobs.work("send-labels", ({ printId }) => sendLabels(house, printId));
  await house.jobs.work("watch-labels", () => watchLabels(house));
  await house.jobs.every("watch-labels", "* * * * *");
  void watchLabels(house).catch((error: unknown) => {
    house.log.error({ err: error }, "prints that were interrupted were not looked for");
  });
  await house.jobs.work("send-mail", ({ mailId }) => sendMail(house, mailId));
  await house.jobs.work("watch-retention", () => watchRetention(house));
  await house.jobs.every("watch-retention", "10 0 * * *"); // 8:10, Asia/Shanghai
  await house.jobs.work("seal-trail", async () => {
    await change(house, actingAs("seal-trail"), "none", sealTrail);
  });
  await house.jobs.work("export-list", ({ exportId }) => exportList(house, exportId));
  await house.jobs.work("check-archive", () => checkArchive(house));
  await house.jobs.every("check-archive", "30 18 * * *"); // 2:30 in the night, Asia/Shanghai
  await house.jobs.every("seal-trail", "* * * * *");
}
