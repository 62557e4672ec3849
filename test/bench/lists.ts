import type pg from "pg";

/** What is asked over HTTP, by whom, and the SQL that it cannot avoid: the rows of the page by an index. */
export type List = { what: string; who: string; place: string; sql: string };

/** Every list that people page through, its filters, searches and a page from the middle; the cards and counts beside them. */
export async function listsOf(direct: pg.Client): Promise<List[]> {
  const one = async (sql: string) => (await direct.query<{ v: string }>(sql)).rows[0]?.v ?? "";
  const lab = await one(`select id as v from "Laboratory" where code = '622900'`);
  const number = await one(
    `select number as v from "Sample" where "laboratoryId" = '${lab}' order by "receivedAt" offset (select count(*) / 2 from "Sample" where "laboratoryId" = '${lab}') limit 1`,
  );
  const middle = await one(`select id as v from "Sample" where number = '${number}'`);
  const container = await one(
    `select number as v from "Container" where "sampleId" = '${middle}' order by number limit 1`,
  );
  const rareName =
    (await one(`select name as v from "Sample" where name ~ ' [0-9]{3,}$' and "laboratoryId" = '${lab}' limit 1`))
      .split(" ")
      .at(-1) ?? "";
  const batch = await one(`select "batchNumber" as v from "Sample" where id = '${middle}'`);
  const orderId = await one(`select "orderId" as v from "Sample" where id = '${middle}'`);
  const orderNumber = await one(`select number as v from "Order" where id = '${orderId}'`);
  const certificate = await one(
    `select id as v from "Certificate" where "sampleId" >= '${middle}' and "laboratoryId" = '${lab}' order by "sampleId" limit 1`,
  );
  const certificateNumber = await one(`select number as v from "Certificate" where id = '${certificate}'`);
  const task = await one(`select id as v from "Task" where "sampleId" = '${middle}' limit 1`);
  const client = await one(
    `select name as v from "Enterprise" where "creditCode" like '91622900MY%' order by id offset 1500 limit 1`,
  );
  const instrument = await one(`select "instrumentId" as v from "Reading" where "laboratoryId" = '${lab}' limit 1`);
  const sheetTask = await one(
    `select "taskId" as v from "SheetPosition" p join "Task" t on t.id = p."taskId" where "laboratoryId" = '${lab}' limit 1`,
  );
  const device = await one(`select number as v from "Instrument" where id = '${instrument}'`);
  const enterprise = `(select "enterpriseId" from "Person" where login = 'demo-enterprise')`;
  const own = `"laboratoryId" = '${lab}'`;
  const q = encodeURIComponent;
  const week = "from=2023-05-08&to=2023-05-14";
  const rows = (table: string, where: string, order: string, most = 51) =>
    `select t.* from (select * from "${table}" where ${where} order by ${order} limit ${most}) t`;
  const samples = (where: string) => rows("Sample", `${own} and ${where}`, `"receivedAt" desc, id desc`);
  const orders = (where: string) => rows("Order", `${own} and ${where}`, "id desc");
  const certificates = (where: string) =>
    `select id, number, "printedNumber", state, "sampleNames", "approvedBy" from "Certificate" where ${own} and ${where} order by id desc limit 51`;
  const tasks = (where: string, most = 51) => rows("Task", `${own} and not "isOff" and ${where}`, `"dueOn", id`, most);
  const list = (who: string, what: string, place: string, sql: string): List => ({
    who: `demo-${who}`,
    what,
    place,
    sql,
  });
  return [
    list("reception", "scan a sample", `/api/scan?code=${number}`, `select * from "Sample" where number = '${number}'`),
    list(
      "analyst",
      "scan a container",
      `/api/scan?code=${container}`,
      `select * from "Container" where number = '${container}'`,
    ),
    list(
      "keeper",
      "custody of a container",
      `/api/containers/${container}`,
      `select * from "Custody" where "containerId" = (select id from "Container" where number = '${container}')`,
    ),
    list(
      "reception",
      "one sample",
      `/api/samples/${number}`,
      `select * from "Task" t left join "Result" r on r."taskId" = t.id where "sampleId" = '${middle}'`,
    ),
    list(
      "reception",
      "one order",
      `/api/orders/${orderNumber}`,
      `select * from "Sample" s join "Container" c on c."sampleId" = s.id where "orderId" = '${orderId}'`,
    ),
    list(
      "checker",
      "the desk of a sample",
      `/api/samples/${number}/desk`,
      `select * from "Task" t join "Result" r on r."taskId" = t.id where "sampleId" = '${middle}'`,
    ),
    list(
      "analyst",
      "the bench of a task",
      `/api/tasks/${sheetTask}/bench`,
      `select * from "Determination" d join "ReadingUse" u on u."determinationId" = d.id join "Reading" r on r.id = u."readingId" where d."taskId" = '${sheetTask}'`,
    ),
    list(
      "reviewer",
      "one certificate",
      `/api/certificates/${certificateNumber}`,
      `select * from "Certificate" where number = '${certificateNumber}'`,
    ),
    list("reception", "samples", "/api/samples", samples("true")),
    list(
      "quality",
      "samples of all laboratories",
      "/api/samples",
      rows("Sample", "true", `"receivedAt" desc, id desc`),
    ),
    list("analyst", "samples, blind", "/api/samples", samples("true")),
    list(
      "reception",
      "samples, a page from the middle",
      `/api/samples?after=${middle}`,
      samples(`("receivedAt", id) < (select "receivedAt", id from "Sample" where id = '${middle}')`),
    ),
    list("reception", "samples by state", "/api/samples?state=in_testing", samples("state = 'in_testing'")),
    list("reception", "samples by a rare state", "/api/samples?state=on_hold", samples("state = 'on_hold'")),
    list(
      "reception",
      "samples of a week",
      `/api/samples?${week}`,
      samples(`"receivedAt" between '2023-05-07 16:00Z' and '2023-05-14 16:00Z'`),
    ),
    list(
      "reception",
      "samples by number",
      `/api/samples?q=${number}`,
      `select * from "Sample" where number = '${number}'`,
    ),
    list(
      "reception",
      "samples by part of a number",
      `/api/samples?q=${number.slice(9)}`,
      `select * from "Sample" where number like '%${number.slice(9)}%' limit 51`,
    ),
    list(
      "reception",
      "samples by a rare name",
      `/api/samples?q=${rareName}`,
      `select * from "Sample" where name like '%${rareName}%' limit 51`,
    ),
    list("reception", "samples by a common name", `/api/samples?q=${q("酱牛肉")}`, samples("name like '%酱牛肉%'")),
    list(
      "reception",
      "samples by a name nobody has",
      `/api/samples?q=${q("没有这样的")}`,
      `select * from "Sample" where name like '%没有这样的%'`,
    ),
    list(
      "reception",
      "samples by batch",
      `/api/samples?q=${batch}`,
      `select * from "Sample" where "batchNumber" like '%${batch}%' limit 51`,
    ),
    list(
      "reception",
      "samples by client",
      `/api/samples?q=${q(client)}`,
      `select s.* from "Enterprise" e join "Order" o on o."clientId" = e.id join "Sample" s on s."orderId" = o.id where e.name = '${client}' limit 51`,
    ),
    list("reception", "orders", "/api/orders", orders("true")),
    list("analyst", "orders, blind", "/api/orders", orders("true")),
    list("reception", "orders, a page from the middle", `/api/orders?after=${orderId}`, orders(`id < '${orderId}'`)),
    list("reception", "orders by state", "/api/orders?state=accepted", orders("state = 'accepted'")),
    list(
      "reception",
      "orders of a week",
      `/api/orders?${week}&source=supervisory`,
      orders(`"receivedOn" between '2023-05-08' and '2023-05-14' and source = 'supervisory'`),
    ),
    list(
      "reception",
      "orders by client",
      `/api/orders?q=${q(client)}`,
      `select o.* from "Enterprise" e join "Order" o on o."clientId" = e.id where e.name = '${client}' limit 51`,
    ),
    list(
      "reception",
      "orders by number",
      `/api/orders?q=${orderNumber.slice(9)}`,
      `select * from "Order" where number like '%${orderNumber.slice(9)}%' limit 51`,
    ),
    list(
      "reception",
      "enterprises",
      `/api/enterprises?q=${q("河州")}`,
      `select * from "Enterprise" where name like '%河州%' order by name limit 30`,
    ),
    list("supervisor", "tasks to give out", "/api/tasks?stage=pending", tasks("state = 'pending'")),
    list(
      "supervisor",
      "tasks under way",
      "/api/tasks?stage=running",
      tasks("state in ('assigned', 'in_progress', 'retest')"),
    ),
    list("supervisor", "tasks, all the years", "/api/tasks", rows("Task", own, `"dueOn" desc, id desc`)),
    list(
      "supervisor",
      "tasks, a page from the middle",
      `/api/tasks?after=${task}`,
      rows(
        "Task",
        `${own} and ("dueOn", id) < (select "dueOn", id from "Task" where id = '${task}')`,
        `"dueOn" desc, id desc`,
      ),
    ),
    list("supervisor", "tasks of an item", `/api/tasks?stage=pending&q=${q("铅")}`, tasks("state = 'pending'")),
    list(
      "supervisor",
      "tasks by stage, counted",
      "/api/tasks/counts",
      `select state, count(*) from "Task" where ${own} and not "isOff" and state in ('pending', 'assigned', 'in_progress', 'retest', 'completed', 'returned') group by 1`,
    ),
    list(
      "analyst",
      "my tasks",
      "/api/tasks?mine=yes",
      `select * from "Task" where "analystId" = (select id from "Person" where login = 'demo-analyst') and state in ('assigned', 'in_progress', 'returned', 'retest') limit 301`,
    ),
    list("analyst", "the pool", "/api/tasks?pool=yes", tasks("state = 'pending'")),
    list(
      "supervisor",
      "workload",
      "/api/workload",
      `select "analystId", count(*) from "Task" where ${own} and state in ('assigned', 'in_progress', 'returned', 'retest') group by 1`,
    ),
    list(
      "supervisor",
      "analysts",
      "/api/analysts",
      `select "analystId", count(*) from "Task" where ${own} and state in ('assigned', 'in_progress', 'returned', 'retest') group by 1`,
    ),
    list("checker", "results to check", "/api/waiting?act=check", tasks("state = 'completed'")),
    list("reviewer", "samples to review", "/api/waiting?act=review", samples("state = 'under_review'")),
    list("signatory", "samples to approve", "/api/waiting?act=approve", samples("state = 'under_review'")),
    list("reviewer", "certificates", "/api/certificates", certificates("true")),
    list("analyst", "certificates, blind", "/api/certificates", certificates("true")),
    list(
      "reviewer",
      "certificates, a page from the middle",
      `/api/certificates?after=${certificate}`,
      certificates(`id < '${certificate}'`),
    ),
    list(
      "reviewer",
      "certificates by a rare state",
      "/api/certificates?state=under_review",
      certificates("state = 'under_review'"),
    ),
    list(
      "reviewer",
      "certificates of a week",
      `/api/certificates?${week}`,
      `select id, number from "Certificate" where ${own} and "issuedAt" between '2023-05-07 16:00Z' and '2023-05-14 16:00Z' order by "issuedAt" desc limit 51`,
    ),
    list(
      "reviewer",
      "certificates by number",
      `/api/certificates?q=${certificateNumber.slice(9)}`,
      `select id from "Certificate" where number like '%${certificateNumber.slice(9)}%' limit 51`,
    ),
    list(
      "reviewer",
      "certificates by sample's name",
      `/api/certificates?q=${rareName}`,
      `select id from "Sample" where name like '%${rareName}%' limit 51`,
    ),
    list("analyst", "batches", "/api/sheets", rows("Sheet", own, `"createdAt" desc`, 200)),
    list("analyst", "candidates of a batch", "/api/sheet-candidates", tasks("state in ('assigned', 'in_progress')")),
    list(
      "analyst",
      "tray",
      "/api/tray",
      `select * from "Reading" where ${own} and "receivedAt" > now() - interval '72 hours' order by "receivedAt" desc limit 100`,
    ),
    list(
      "analyst",
      "equipment in use",
      "/api/equipment-uses",
      `select * from "EquipmentUse" where "endedAt" is null order by "startedAt" desc limit 200`,
    ),
    list("metrologist", "instruments", "/api/instruments", `select * from "Instrument" where ${own}`),
    list(
      "metrologist",
      "one instrument",
      `/api/instruments/${device}`,
      `select * from "Instrument" where number = '${device}'`,
    ),
    list(
      "metrologist",
      "verification plan",
      "/api/verification-plan",
      `select * from "Instrument" where ${own} order by "dueOn" limit 100`,
    ),
    list(
      "keeper",
      "places",
      "/api/storage-places",
      `select "placeId", count(*) from "Container" where ${own} and state = 'stored' group by 1`,
    ),
    list(
      "keeper",
      "containers without a place",
      "/api/unplaced-containers",
      `select * from "Container" where ${own} and state = 'stored' and "placeId" is null limit 51`,
    ),
    list(
      "keeper",
      "retained samples due",
      "/api/retention?show=due",
      `select * from "Container" where ${own} and state = 'stored' and "retainUntil" < to_char(now(), 'YYYY-MM-DD') order by "retainUntil" limit 51`,
    ),
    list(
      "keeper",
      "retained samples kept",
      "/api/retention?show=kept",
      `select * from "Container" where ${own} and state = 'stored' order by "retainUntil" limit 51`,
    ),
    list("keeper", "disposals", "/api/disposals", rows("Disposal", own, "id desc")),
    list("keeper", "transfers", "/api/transfers", `select * from "Transfer" order by id desc limit 51`),
    list("quality", "trail", "/api/trail", rows("TrailEntry", "true", "id desc", 100)),
    list(
      "quality",
      "trail of a sample",
      `/api/trail?q=${q(`sample ${number}`)}`,
      `select * from "TrailEntry" where subject = 'sample ${number}'`,
    ),
    list(
      "enterprise",
      "portal: orders",
      "/api/portal/orders",
      `select * from "Order" where "clientId" = ${enterprise} order by id desc limit 51`,
    ),
    list(
      "enterprise",
      "portal: certificates",
      "/api/portal/certificates",
      `select c.id from "Order" o join "Sample" s on s."orderId" = o.id join "Certificate" c on c."sampleId" = s.id where "clientId" = ${enterprise} order by c.id desc limit 51`,
    ),
    list("analyst", "notices", "/api/notices", `select * from "Notice" limit 51`),
    ...[
      "reception",
      "keeper",
      "supervisor",
      "analyst",
      "checker",
      "reviewer",
      "signatory",
      "metrologist",
      "quality",
      "enterprise",
    ].map((who) => list(who, `today of ${who}`, "/api/today", "select 1")),
  ];
}
