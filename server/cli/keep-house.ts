import { verifyTrail } from "../audit/seal-trail.ts";
import { migrate } from "../platform/migrate.ts";
import { withDatabase, withHouse } from "./with-house.ts";

const say = (said: unknown) => process.stdout.write(`${JSON.stringify(said)}\n`);

/** Brings the database up to date. */
export function migrateCommand(): Promise<number> {
  return withDatabase(async (url) => (say(await migrate(url)), 0));
}

/** Walks the hash chain over the trail; the exit code is 1 where it is broken. */
export function verifyTrailCommand(): Promise<number> {
  return withHouse(async (house) => {
    const { entries, brokenAt } = await verifyTrail(house.db);
    say({ entries, brokenAt });
    return brokenAt === null ? 0 : 1;
  });
}
