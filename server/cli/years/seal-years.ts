import type pg from "pg";
import { firstHash, linkOf } from "../../audit/seal-trail.ts";

type Open = {
  id: string;
  at: Date;
  actor: string;
  actorId: string | null;
  action: string;
  subject: string;
  detail: unknown;
};

/** What is in the trail already is sealed first, one by one. */
export async function sealEarlier(client: pg.Client): Promise<void> {
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock(7107001)");
  let { ordinal, hash } = await lastSeal(client);
  const { rows } = await client.query<Open>(
    `select id, at, actor, "actorId", action, subject, detail from "TrailEntry" e
     where not exists (select 1 from "TrailSeal" s where s."entryId" = e.id) order by id`,
  );
  for (const entry of rows) {
    hash = linkOf(hash, { ...entry, id: BigInt(entry.id) });
    ordinal += 1n;
    await client.query(`insert into "TrailSeal" (ordinal, "entryId", hash, "sealedAt") values ($1, $2, $3, now())`, [
      ordinal.toString(),
      entry.id,
      hash,
    ]);
  }
  await client.query("commit");
}

async function lastSeal(client: pg.Client): Promise<{ ordinal: bigint; hash: string }> {
  const { rows } = await client.query<{ ordinal: string; hash: string }>(
    `select ordinal, hash from "TrailSeal" order by ordinal desc limit 1`,
  );
  return { ordinal: BigInt(rows[0]?.ordinal ?? 0), hash: rows[0]?.hash ?? firstHash };
}

/**
 * Lays the hash chain over the generated entries, as the job would in thousands of turns: the same links, made by the database. The order
 * of a jsonb's members is that of their lengths and then their letters, the chain's is by letters alone; generated details keep to both.
 */
export async function sealYears(client: pg.Client): Promise<void> {
  await client.query(
    `create or replace function pg_temp.link(before text, said text, first text) returns text language sql immutable as
      $$ select encode(sha256(convert_to('["' || coalesce(before, first) || '",' || said || ']', 'UTF8')), 'hex') $$`,
  );
  await client
    .query(`create aggregate pg_temp.chain(text, text) (sfunc = pg_temp.link, stype = text)`)
    .catch(() => undefined);
  await client.query("set work_mem = '256MB'");
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock(7107001)");
  const { ordinal, hash } = await lastSeal(client);
  await client.query(
    `insert into "TrailSeal" (ordinal, "entryId", hash, "sealedAt")
     select $1::bigint + row_number() over (order by id), id, pg_temp.chain(said, $2) over (order by id rows unbounded preceding), now() from (
       select id, concat_ws(',', to_json(id::text), to_json(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), to_json(actor),
         coalesce(to_json("actorId"::text)::text, 'null'), to_json(action), to_json(subject), to_json(replace(replace(detail::text, '": ', '":'), ', "', ',"'))) as said
       from "TrailEntry" e where not exists (select 1 from "TrailSeal" s where s."entryId" = e.id) order by id) open`,
    [ordinal.toString(), hash],
  );
  await client.query("commit");
}
