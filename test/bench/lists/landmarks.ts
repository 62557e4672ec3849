import type pg from "pg";

/** What is asked over HTTP, by whom, and the SQL that it cannot avoid: the rows of the page by an index. */
export type List = { what: string; who: string; place: string; sql: string };

export function list(who: string, what: string, place: string, sql: string): List {
  return { who: `demo-${who}`, what, place, sql };
}

export function rows(table: string, where: string, order: string, most = 51): string {
  return `select t.* from (select * from "${table}" where ${where} order by ${order} limit ${most}) t`;
}

export const q = encodeURIComponent;
export const week = "from=2023-05-08&to=2023-05-14";

export type Landmarks = Awaited<ReturnType<typeof findLandmarks>>;

/** A sample from the middle of the years with all that hangs on it, and the pages of the laboratory it is in. */
export async function findLandmarks(direct: pg.Client) {
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
  const place = await one(
    `select p.number as v from "StoragePlace" p join "Container" c on c."placeId" = p.id where p."laboratoryId" = '${lab}' and c.state = 'stored' group by 1 order by count(*) desc limit 1`,
  );
  const own = `"laboratoryId" = '${lab}'`;
  return {
    ...{ lab, own, number, middle, container, rareName, batch, orderId, orderNumber, certificate, certificateNumber },
    ...{ task, client, instrument, sheetTask, device, place },
    enterprise: `(select "enterpriseId" from "Person" where login = 'demo-enterprise')`,
    samples: (where: string) => rows("Sample", `${own} and ${where}`, `"receivedAt" desc, id desc`),
    orders: (where: string) => rows("Order", `${own} and ${where}`, "id desc"),
    certificates: (where: string) =>
      `select id, number, "printedNumber", state, "sampleNames", "approvedBy" from "Certificate" where ${own} and ${where} order by id desc limit 51`,
    tasks: (where: string, most = 51) => rows("Task", `${own} and not "isOff" and ${where}`, `"dueOn", id`, most),
  };
}
