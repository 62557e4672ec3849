import pg from "pg";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";

// A program that keeps writing rows and says which ones were acknowledged, until somebody kills it.
// Run by embedded-postgres.test.ts and test/long/kill-storm.test.ts: tsx postgres-writer.ts FOLDER

const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? "", log: (line) => console.log(line) });
console.log(`${server.kind}`);
const client = new pg.Client({ connectionString: server.url });
await client.connect();
await client.query("create table if not exists written (number bigserial primary key)");
for (;;) {
  const kept = await client.query<{ number: string }>("insert into written default values returning number");
  console.log(`kept ${kept.rows[0]?.number}`);
}
