import pg from "pg";
import PgBoss from "pg-boss";
import type { Db } from "./db.ts";
import type { Log } from "./log.ts";

/** Background work, by name, with what it is told. */
export type JobData = {
  "issue-certificate": { certificateId: string };
  "approve-batch": { batchId: string };
  "send-labels": { printId: string };
  "watch-labels": Record<string, never>;
  "send-mail": { mailId: string };
  "seal-trail": Record<string, never>;
  "resume-issuing": Record<string, never>;
  "remind-due": Record<string, never>;
  "watch-retention": Record<string, never>;
  "check-archive": Record<string, never>;
  "export-list": { exportId: string };
};
export type JobName = keyof JobData;

/** Jobs over pg-boss: rows in PostgreSQL, each run once whichever process takes it. */
export type Jobs = {
  /** A job row inside the change: it exists exactly if the change is committed. */
  enqueue: <N extends JobName>(db: Db, name: N, data: JobData[N]) => Promise<void>;
  work: <N extends JobName>(name: N, act: (data: JobData[N]) => Promise<void>) => Promise<void>;
  every: (name: JobName, cron: string) => Promise<void>;
  close: () => Promise<void>;
};

const names: readonly JobName[] = [
  "issue-certificate",
  "approve-batch",
  "resume-issuing",
  "remind-due",
  "watch-retention",
  "send-labels",
  "watch-labels",
  "send-mail",
  "seal-trail",
  "check-archive",
  "export-list",
];

/** Starts pg-boss on the laboratory's own database. */
export async function openJobs(url: string, log: Log): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    max: 4,
    application_name: "lims jobs",
    monitorStateIntervalSeconds: 60,
  });
  boss.on("error", (error) => log.warn({ error: error.message }, "job queue stumbled"));
  await alone(url, async () => {
    await boss.start();
    for (const name of names) await boss.createQueue(name);
  });
  return {
    async enqueue(db, name, data) {
      const executeSql = async (text: string, values: unknown[]) => ({
        rows: await db.$queryRawUnsafe<unknown[]>(text, ...values),
      });
      await boss.send(name, data, {
        db: { executeSql },
        retryLimit: 50,
        retryDelay: 2,
        retryBackoff: true,
        expireInSeconds: 300,
      });
    },
    async work(name, act) {
      await boss.work<JobData[typeof name]>(name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async (jobs) => {
        for (const job of jobs) {
          try {
            await act(job.data);
          } catch (error) {
            log.error({ error, job: name }, "job failed");
            throw error;
          }
        }
      });
    },
    async every(name, cron) {
      await boss.schedule(name, cron);
    },
    close: () => boss.stop({ graceful: true, timeout: 5000, close: true }),
  };
}

/** One process after another: two that make the queues' tables at once would lock each other out. */
async function alone(url: string, act: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: "lims jobs start" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7107003)");
    await act();
  } finally {
    await client.end();
  }
}
