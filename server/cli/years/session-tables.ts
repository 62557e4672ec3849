import { laboratories } from "./cast.ts";
import { contentTable, outcomes } from "./said.ts";
import { perSample } from "./size.ts";

/** What each session that fills has at hand: time-ordered keys, numbers with their check digit, and the cast by its place. */
export const sessionTables: readonly string[] = [
  // keys begin with their time, as the program's own do: lists go by them
  `do $$ begin
     if current_setting('server_version_num')::int >= 180000 then
       create function pg_temp.key_at(at timestamptz) returns uuid language sql as 'select uuidv7($1 - now())';
     else
       create function pg_temp.key_at(at timestamptz) returns uuid language sql as 'select gen_random_uuid()';
     end if;
   end $$`,
  `create function pg_temp.checked(p int, digits text) returns int language plpgsql immutable as $$
    declare s int;
    begin
      for i in 1..length(digits) loop
        s := (p + substr(digits, i, 1)::int) % 10;
        p := (2 * case when s = 0 then 10 else s end) % 11;
      end loop;
      return p;
    end $$`,
  // ISO/IEC 7064 MOD 11,10 by tables: what three digits make of what stood before them
  `create temp table three as select p * 1000 + d as key, pg_temp.checked(p, lpad(d::text, 3, '0')) as p
     from generate_series(1, 10) p, generate_series(0, 999) d`,
  `create temp table two as select p * 100 + d as key, pg_temp.checked(p, lpad(d::text, 2, '0')) as p
     from generate_series(1, 10) p, generate_series(1, 2) d`,
  `create temp table lab as select * from (${laboratories}) l`,
  `create temp table head as select kind, l.k, y, kind || l.code || (99 - y) as prefix, pg_temp.checked(10, kind || l.code || (99 - y)) as p
     from lab l, unnest('{1,2,3,4,6}'::text[]) as q (kind), generate_series(0, 5) as r (y)`,
  `create temp table client as select id, name, row_number() over (order by (name = '临夏示范牛羊肉制品有限公司') desc, id) - 1 as i from "Enterprise"`,
  `create temp table authority as select id from "Enterprise" where name like '%市场监督管理局' order by id limit 1`,
  `create temp table analyst as select p.id, p.name, l.k, row_number() over (partition by l.k order by p.id) - 1 as i, count(*) over (partition by l.k)::int as among
     from "Person" p join lab l on l.id = p."laboratoryId" where 'analyst' = any(roles)`,
  `create temp table place as select p.id, p.path, l.k, row_number() over (partition by l.k order by p.id) - 1 as i, count(*) over (partition by l.k)::int as among
     from "StoragePlace" p join lab l on l.id = p."laboratoryId"`,
  `create temp table device as select d.id, d.number, l.k, row_number() over (partition by l.k order by d.id) - 1 as i, count(*) over (partition by l.k)::int as among
     from "Instrument" d join lab l on l.id = d."laboratoryId" where d."serialNumber" ~ '^Y[0-9]+$'`,
  ...["checker", "reviewer", "signatory", "keeper"].map(
    (who) => `create temp table ${who} as select id, name from "Person" where login = 'demo-${who}'`,
  ),
  `create temp table method as select * from (
     select m.id, m.code, i.name as item, m.unit, row_number() over (order by m.code, m.clause, m.id) - 1 as m
     from "Method" m join "Item" i on i.id = m."itemId" where m.unit in ('mg/kg', 'mg/g', 'g/kg', 'g/100 g') and m.formula <> '' and i.name not like '试项%') all_of_them
     where m < ${perSample}`,
  outcomes,
  contentTable,
  `analyze three; analyze two; analyze head; analyze lab; analyze method; analyze said; analyze content; analyze client; analyze analyst; analyze place; analyze device`,
];
