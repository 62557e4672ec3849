import { contentOf } from "./said.ts";
import { days, perOrder } from "./size.ts";

/** Samples from one through another, of all that are made now: the first lies years back, the last came in a moment ago. */
export type Part = { from: number; to: number; first: number; last: number };

/** A number of the house: the table that says its sequence must have k (laboratory) and n; its check digit's way in `three`. */
const numbered = (kind: string, of: string) => ({
  joins: `join head h${kind} on h${kind}.kind = '${kind}' and h${kind}.k = ${of}.k and h${kind}.y = ${of}.n / 900000
    join three a${kind} on a${kind}.key = h${kind}.p * 1000 + (${of}.n % 900000 + 1) / 1000
    join three b${kind} on b${kind}.key = a${kind}.p * 1000 + (${of}.n % 900000 + 1) % 1000`,
  body: `h${kind}.prefix || lpad((${of}.n % 900000 + 1)::text, 6, '0')`,
  text: `h${kind}.prefix || lpad((${of}.n % 900000 + 1)::text, 6, '0') || ((11 - b${kind}.p) % 10)`,
});
const [sample, container, order, certificate, sheet] = ["1", "2", "3", "4", "6"].map((kind) => numbered(kind, "m")) as [
  Numbered,
  Numbered,
  Numbered,
  Numbered,
  Numbered,
];
type Numbered = ReturnType<typeof numbered>;

const day = (of: string) => `to_char(${of}, 'YYYY-MM-DD')`;

/** Orders, samples, containers with who had them, certificates, batches of work and the trail of one part. */
export const partSteps = ({ from, to, first, last }: Part): string[] => [
  `select setseed(${from / 10_000_000})`,
  `create temp table aged on commit drop as
     select n, case when (n / ${perOrder}) % 5 = 4 and (select count(*) from lab) > 1 then 1 else 0 end as k, n / ${perOrder} as o, random() as r, random() as c,
       (1 - (n - ${first})::float8 / ${Math.max(1, last - first)}) * ${days} + 0.02 as age
     from generate_series(${from}, ${to}) n`,
  `create temp table made on commit drop as
     select a.*, now() - age * interval '1 day' as at, pg_temp.key_at(now() - age * interval '1 day') as id, null::uuid as "order",
       case when r < 0.004 then 'rejected' when r < 0.007 then 'cancelled' when r < 0.008 then 'on_hold'
         when age < 3 + 2 * c then 'registered' when age < 12 + 6 * c then 'in_testing' when age < 18 + 7 * c then 'under_review'
         when age < 19 + 7 * c then 'approved' else 'certified' end as state,
       age >= 15 + 7 * c as is_reviewed, random() < 0.03 as fails
     from aged a`,
  `create temp table made_order on commit drop as
     select o, min(n) as n, min(k) as k, min(at) as at, min(age) as age, pg_temp.key_at(min(at)) as id, random() as s, random() as c from made group by o`,
  "analyze made_order",
  `update made set "order" = m.id from made_order m where m.o = made.o`,
  "analyze made",
  `insert into "Order" (id, number, "laboratoryId", source, state, "clientId", "sampledEnterpriseId", "readerId", "sheetNumber", "judgingBasis", "receivedOn", "dueOn", "isBlind", "createdById", "createdAt")
     select m.id, ${order.text}, lab.id, s.source::"OrderSource", (case when m.age > 27 then 'completed' else 'accepted' end)::"OrderState",
       case when s.source in ('supervisory', 'risk_monitoring') then authority.id else client.id end,
       case when s.source in ('supervisory', 'risk_monitoring') then client.id end,
       case when s.source in ('commissioned', 'reinspection') then client.id end,
       case when s.source in ('supervisory', 'risk_monitoring') then 'XC' || m.n end,
       '{GB 2762-2025《食品安全国家标准 食品中污染物限量》,GB 2760-2024《食品安全国家标准 食品添加剂使用标准》}', ${day("m.at")}, ${day("m.at + interval '28 days'")},
       s.source = 'supervisory' and m.n % 7 = 0, keeper.id, m.at
     from (select *, case when s < 0.55 then 'commissioned' when s < 0.85 then 'supervisory' when s < 0.95 then 'risk_monitoring' else 'reinspection' end as source from made_order) s
     join made_order m on m.o = s.o join lab on lab.k = m.k cross join authority cross join keeper
     join client on client.i = floor((select count(*) from client) * m.c * m.c)
     ${order.joins}`,
  `insert into "Sample" (id, number, "orderId", "laboratoryId", state, name, category, specification, trademark, quantity, "stateOnArrival", storage, "receivedAt", "dueOn",
       "batchNumber", "productionDate", "shelfLife", producer, gtin, "reviewedAt", "reviewedById", conclusion)
     select m.id, ${sample.text}, m."order", lab.id, m.state::"SampleState",
       (array['风干牛肉干','酱牛肉','清真羊肉串','牛奶','手抓羊肉','牛肉面','酥油','黄酒','酱油','黄花菜'])[1 + m.n % 10] ||
         (array['（原味）','（五香）','（麻辣）','（孜然）','（清炖）','',' 家庭装',' 礼盒'])[1 + (m.n / 10) % 8] || case when m.n % 50 = 0 then ' ' || m.n else '' end,
       '肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）', '250 g/袋', (array['河州','穆香','北塬',null])[1 + m.n % 4], '3 袋', '包装完好', '常温、避光、干燥', m.at, ${day("mo.at + interval '28 days'")},
       to_char(m.at - interval '20 days', 'YYYYMMDD') || 'P' || m.n % 977, ${day("m.at - interval '20 days'")}, '9 个月', '临夏' || m.n % 3000 || '食品厂',
       case when m.n % 3 = 0 then lpad((6900000000000 + m.n % 40000)::text, 13, '0') end,
       case when m.is_reviewed and m.state in ('under_review', 'approved', 'certified') then m.at + interval '20 days' end,
       case when m.is_reviewed and m.state in ('under_review', 'approved', 'certified') then reviewer.id end,
       case when m.is_reviewed and m.state in ('under_review', 'approved', 'certified') then jsonb_build_object('verdict', case when m.fails then 'fail' else 'pass' end,
         'text', '经检验，来样所检项目符合 GB 2762-2025《食品安全国家标准 食品中污染物限量》的要求。', 'textEn', 'The items tested comply.', 'basis', '[]'::jsonb, 'failed', '[]'::jsonb, 'undetermined', '[]'::jsonb, 'conditional', '[]'::jsonb) end
     from made m join made_order mo on mo.o = m.o join lab on lab.k = m.k cross join reviewer ${sample.joins}`,
  `create temp table made_container on commit drop as
     select m.n, m.k, m.at, m.age, m.fails, m.id as sample, d as ordinal, pg_temp.key_at(m.at) as id, m.state as "of",
       case when d = 1 and m.state = 'in_testing' then 'handed_out'
         when m.age > 130 + 60 * m.fails::int + 40 * m.c and m.state not in ('rejected', 'on_hold') then 'disposed' else 'stored' end as state
     from made m, generate_series(1, 2) d`,
  "analyze made_container",
  `insert into "Container" (id, number, "sampleId", "laboratoryId", kind, state, quantity, storage, place, "placeId", "holderId", "retainUntil", "retainRule", "isOff")
     select m.id, ${container.body} || lpad(m.ordinal::text, 2, '0') || ((11 - e.p) % 10), m.sample, lab.id, (case when m.ordinal = 1 then 'test' else 'reserve' end)::"ContainerKind",
       m.state::"ContainerState", '1 袋', '常温、避光、干燥', case when m.state = 'stored' then place.path end, case when m.state = 'stored' then place.id end,
       case when m.state = 'handed_out' then analyst.id end,
       case when m."of" = 'certified' then ${day("m.at + interval '25 days' + case when m.fails then interval '6 months' else interval '3 months' end")} end,
       case when m."of" = 'certified' then case when m.fails then 'fail' else 'pass' end end, m."of" in ('rejected', 'cancelled')
     from made_container m join lab on lab.k = m.k ${container.joins} join two e on e.key = b2.p * 100 + m.ordinal
     left join place on place.k = m.k and place.i = m.n / 7 % place.among
     left join analyst on analyst.k = m.k and analyst.i = m.n % analyst.among`,
  `insert into "Custody" (id, "containerId", action, "personId", "personName", place, at, laboratory)
     select pg_temp.key_at(m.at + s.after), m.id, s.action, coalesce(analyst.id, keeper.id), coalesce(analyst.name, keeper.name), null, m.at + s.after, lab.name
     from made_container m join lab on lab.k = m.k cross join keeper
     join (values ('received', interval '0', 1), ('handed-out', interval '4 days', 2), ('handed-back', interval '12 days', 3), ('disposed', interval '150 days', 4)) s (action, after, step)
       on s.step = 1 or (s.step = 2 and m.ordinal = 1 and m.age > 5) or (s.step = 3 and m.ordinal = 1 and m.age > 18) or (s.step = 4 and m.state = 'disposed')
     left join analyst on s.step = 2 and analyst.k = m.k and analyst.i = m.n % analyst.among`,
  `create temp table made_disposal on commit drop as select k, n / 200 as d, min(n) as n, min(at) as at, pg_temp.key_at(min(at) + interval '150 days') as id from made_container where state = 'disposed' group by 1, 2`,
  `insert into "Disposal" (id, "laboratoryId", label, state, way, "preparedById", "preparedBy", "preparedAt", "witnessedById", "witnessedBy", "witnessedAt")
     select m.id, lab.id, 'Y' || m.n, 'done', '焚烧', keeper.id, keeper.name, m.at + interval '150 days', checker.id, checker.name, m.at + interval '150 days'
     from made_disposal m join lab on lab.k = m.k cross join keeper cross join checker`,
  `insert into "DisposalItem" ("disposalId", "containerId", ground)
     select d.id, m.id, 'pass' from made_container m join made_disposal d on d.k = m.k and d.d = m.n / 200 where m.state = 'disposed'`,
  ...certificateSteps,
];

const certificateSteps = [
  `create temp table made_certificate on commit drop as
     select m.*, pg_temp.key_at(m.at + interval '21 days') as certificate, upper(substr(md5(m.n::text), 1, 12)) as code, ${certificate.text} as number, ${sample.text} as "sampleNumber"
     from made m ${certificate.joins} ${sample.joins} where m.state = 'certified'`,
  "analyze made_certificate",
  `insert into "Certificate" (id, number, "printedNumber", "checkCode", "laboratoryId", "sampleId", "readerId", state, content, "sampleNames", "approvedBy", conclusion, "approvedById", "approvedAt", sha256, "issuedAt", "signatureLevel")
     select m.certificate, m.number, '示清检（' || to_char(m.at, 'YYYY') || '）第 Y' || m.n || ' 号', m.code, lab.id, m.id, o."readerId",
       (case when m.n % 97 = 0 then 'replaced' when m.n % 301 = 0 then 'revoked' when m.n % 1009 = 0 then 'under_review' else 'issued' end)::"CertificateState",
       ${contentOf}, s.name, signatory.name, content.said ->> 'conclusion', signatory.id, m.at + interval '21 days', encode(sha256(m.number::bytea), 'hex'), m.at + interval '21 days', 'B-LT'
     from made_certificate m join lab on lab.k = m.k join "Sample" s on s.id = m.id join "Order" o on o.id = m."order" cross join signatory cross join content`,
  `insert into "CertificateSample" ("certificateId", "sampleId", ordinal) select certificate, id, 1 from made_certificate`,
  `insert into "CertificateDownload" (id, "certificateId", by, at) select pg_temp.key_at(at + interval '22 days'), certificate, '马守信', at + interval '22 days' from made_certificate where n % 2 = 0`,
  `insert into "Dispatch" (id, "certificateId", copy, copies, way, "to", at, by)
     select pg_temp.key_at(at + interval '22 days'), certificate, 'original', 1, 'collected', '马守信', at + interval '22 days', '马丽娜' from made_certificate where n % 3 > 0`,
  `insert into "TrailEntry" (at, actor, "laboratoryId", action, subject, detail, "requestId")
     select at, actor, "laboratoryId", action, subject, detail, gen_random_uuid()::text from (
       select m.at, '马丽娜' as actor, lab.id as "laboratoryId", 'order.registered' as action, 'order ' || ${order.text} as subject, '{"client":"临夏示范牛羊肉制品有限公司","samples":10}'::jsonb as detail
         from made_order m join lab on lab.k = m.k ${order.joins}
       union all
       select m.at + s.after, s.actor, lab.id, s.action, s.subject || ' ' || ${sample.text}, s.detail
         from made m join lab on lab.k = m.k ${sample.joins}
         join (values (interval '1 hour', '马丽娜', 'labels.printed', 'sample', '{"design":"60×40","language":"zpl"}'::jsonb, '{}'::text[]),
             (interval '2 days', '马晓东', 'tasks.assigned', 'sample', '{"tasks":10,"worker":"马晓燕"}'::jsonb, '{registered}'),
             (interval '9 days', '马晓燕', 'sheet.submitted', 'sample', '{"results":5}'::jsonb, '{registered,in_testing}'),
             (interval '10 days', '马晓燕', 'sheet.submitted', 'sample', '{"results":5}'::jsonb, '{registered,in_testing}'),
             (interval '14 days', '妥明辉', 'result.checked', 'sample', '{"results":10}'::jsonb, '{registered,in_testing}'),
             (interval '20 days', '王淑芬', 'sample.reviewed', 'sample', '{"verdict":"pass"}'::jsonb, '{registered,in_testing,under_review}'),
             (interval '21 days', '马文华', 'certificate.approved', 'sample', '{}'::jsonb, '{registered,in_testing,under_review}'),
             (interval '21 days', 'issue-certificate', 'certificate.issued', 'sample', '{"level":"B-LT"}'::jsonb, '{registered,in_testing,under_review,approved}')
           ) s (after, actor, action, subject, detail, not_yet) on not m.state = any(s.not_yet)
       order by 1) told`,
  `create temp table made_sheet on commit drop as select m.o, m.k, m.n * 2 + t as n, m.at, t, pg_temp.key_at(m.at + interval '5 days') as id from made_order m, generate_series(0, 1) t where m.age > 8`,
  `insert into "Sheet" (id, number, "laboratoryId", "methodId", "analystId", "analystName", criteria, "createdById", "createdBy", "createdAt")
     select m.id, ${sheet.text}, lab.id, method.id, analyst.id, analyst.name, '{}', analyst.id, analyst.name, m.at + interval '5 days'
     from made_sheet m join lab on lab.k = m.k join method on method.m = m.t join analyst on analyst.k = m.k and analyst.i = m.o % analyst.among ${sheet.joins}`,
];
