import type pg from "pg";
import { creditCheckCharacter } from "../../kernel/credit-code.ts";
import { buildNumber } from "../../kernel/numbers.ts";

const [clients, analysts, places, instruments] = [3_000, 40, 600, 300];

/** Who and what the years happened with: clients, analysts authorised for the methods, places and instruments. Made once. */
export async function addCast(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`select 1 from "Person" where login = 'years-1'`);
  if (rows.length > 0) return;
  await client.query("begin");
  await client.query(
    `insert into "Enterprise" (id, "creditCode", name, address, contact, phone)
     select gen_random_uuid(), code, '临夏' || (array['河州','折桥','枹罕','大夏河','莲花','北塬','太子山','安集'])[1 + n % 8] || n ||
       (array['牛羊肉制品有限公司','清真食品厂','乳业有限责任公司','调味品商行','屠宰加工有限公司'])[1 + n % 5],
       '甘肃省临夏回族自治州工业园 ' || n || ' 号', '马经理', '0930-' || (6000000 + n)
     from unnest($1::text[]) with ordinality as given(code, n) on conflict do nothing`,
    [Array.from({ length: clients }, (_, n) => creditCodeOf(n))],
  );
  await client.query(
    `insert into "Person" (id, login, name, "passwordHash", roles, "laboratoryId", "createdAt")
     select gen_random_uuid(), 'years-' || n, (array['马','王','妥','祁','赵','张','唐','陈'])[1 + n % 8] || (array['海','明','淑','文','永','玉'])[1 + n % 6] || n,
       '!', '{analyst}', l.id, now()
     from generate_series(1, ${analysts}) n join (${laboratories}) l on l.k = case when n % 5 = 0 then 1 else 0 end`,
  );
  await client.query(
    `insert into "Qualification" (id, "personId", "methodId", "validFrom")
     select gen_random_uuid(), p.id, m.id, '2019-01-01' from "Person" p, "Method" m where p.login like 'years-%'`,
  );
  await client.query(
    `insert into "StoragePlace" (id, number, "laboratoryId", kind, name, path)
     select gen_random_uuid(), number, l.id, 'shelf', 'S' || n, '留样室 / ' || (1 + n / 20) || ' 号柜 / ' || (1 + n % 20) || ' 层'
     from unnest($1::text[]) with ordinality as given(number, n) join (${laboratories}) l on l.k = case when n % 5 = 0 then 1 else 0 end`,
    [Array.from({ length: places }, (_, n) => buildNumber("place", "622900", 99, n + 1))],
  );
  await client.query(
    `insert into "Instrument" (id, number, "laboratoryId", name, kind, model, "serialNumber", maker, range, category, place)
     select gen_random_uuid(), given.number, l.id, i.name, i.kind, i.model, 'Y' || n, i.maker, i.range, i.category, '理化室 ' || n % 12
     from unnest($1::text[]) with ordinality as given(number, n)
     join (${laboratories}) l on l.k = case when n % 5 = 0 then 1 else 0 end
     join (select i.*, row_number() over (order by number) - 1 as r from "Instrument" i where kind in ('balance', 'aas', 'afs', 'chromatograph', 'titrator')) i
       on i.r = n % (select count(*) from "Instrument" where kind in ('balance', 'aas', 'afs', 'chromatograph', 'titrator'))`,
    [Array.from({ length: instruments }, (_, n) => buildNumber("instrument", "622900", 99, n + 1))],
  );
  await client.query(
    `insert into "Verification" (id, "instrumentId", kind, "on", "certificateNumber", agency, "validUntil", conclusion, "confirmedBy", "recordedAt")
     select gen_random_uuid(), i.id, 'calibration', to_char(now() - (y + d) * interval '1 day', 'YYYY-MM-DD'), 'Y' || i."serialNumber" || y, '州计量测试所',
       to_char(now() + (364 - y - d) * interval '1 day', 'YYYY-MM-DD'), 'fit', '陈志强', now() - (y + d) * interval '1 day'
     from (select *, 30 + (row_number() over (order by number) * 7) % 300 as d from "Instrument" where "serialNumber" ~ '^Y\\d+$') i, generate_series(0, 1825, 365) y`,
  );
  await client.query("commit");
}

/** The centre and a county, as 0 and 1; 1 is left out where there is only one laboratory. */
export const laboratories = `select id, code, name, row_number() over (order by code) - 1 as k from "Laboratory" order by code limit 2`;

function creditCodeOf(n: number): string {
  const body = `91622900MY${String(n).padStart(7, "0")}`;
  return body + creditCheckCharacter(body);
}
