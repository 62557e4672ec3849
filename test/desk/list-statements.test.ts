import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { endpoints } from "../../server/app.ts";
import { fillYears } from "../../server/cli/years/fill-years.ts";
import { roles } from "../../server/people/roles.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { addRows, spreadOverStates } from "../setup/many-rows.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
  const own = roles.filter((role) => !role.startsWith("enterprise"));
  await lab.db.person.update({ where: { login: everybody }, data: { roles: own } });
});
afterAll(() => lab.close());

/** Who holds every role of a laboratory, and who asks for what is not shown to somebody who did the work. */
const everybody = "demo-analyst";
const logins = {
  "/api/portal": "demo-enterprise",
  "/api/waiting?act=check": "demo-checker",
  "/api/waiting?act=review": "demo-reviewer",
  "/api/waiting?act=approve": "demo-signatory",
};

/** What an address cannot be asked without; several where they ask different things. */
const queries: Record<string, readonly string[]> = {
  "/api/waiting": ["?act=check", "?act=review", "?act=approve"],
  "/api/tasks": ["", "?stage=running", "?mine=yes", "?pool=yes"],
  "/api/retention": ["?show=due", "?show=soon", "?show=held", "?show=kept"],
  "/api/equipment-uses": ["?size=500"],
  "/api/label-prints": ["?of=1"],
  "/api/views": ["?list=samples"],
  "/api/exports": ["?list=samples"],
  "/api/verification-plan/load": ["?year=2026"],
  "/api/verification-rates": ["?from=2026-01-01&to=2026-12-01"],
};
/** Addresses that answer one thing, not a list, and cannot be asked without naming it. */
const single =
  /in-force|compare|edition-rows|product-memory|offer|scan|control-trend|work-conditions|gateway.configuration|\.(pdf|ics|zip|xlsx|csv|pem|json)$/;

const lists = endpoints
  .map(({ endpoint }) => endpoint)
  .filter(({ method, path }) => method === "GET" && !path.includes(":") && !single.test(path))
  .flatMap(({ path }) => (queries[path] ?? [""]).map((query) => path + query));

type Asked = { statements: number; rows: number };

/** The statements that the server's own connections send for one question. Jobs run beside it: the least of some, or what is enough. */
async function statementsOf(who: Client, place: string, enough: number): Promise<Asked> {
  let least: Asked = { statements: Infinity, rows: 0 };
  for (let time = 0; time < 8 && least.statements > enough; time += 1) {
    const sent = vi.spyOn(pg.Client.prototype, "query");
    const answer = await who.get(place);
    const statements = sent.mock.contexts.filter((of) => isOfPrisma(of)).length;
    sent.mockRestore();
    expect(answer.status, `${place} ${JSON.stringify(answer.body)}`).toBe(200);
    const lengths = Object.values(answer.body as object).map((part) => (Array.isArray(part) ? part.length : 0));
    if (statements < least.statements) least = { statements, rows: Math.max(0, ...lengths) };
    if (enough === 0 && time >= 1) break;
  }
  return least;
}

function isOfPrisma(client: unknown): boolean {
  const { connectionParameters } = client as { connectionParameters?: { application_name?: string } };
  return connectionParameters?.application_name === "lims";
}

test("no list asks the database more often because it has more rows", { timeout: 300_000 }, async () => {
  const as: Record<string, Client> = {};
  for (const login of [everybody, ...Object.values(logins)]) as[login] = await lab.as(login);
  const whoAsks = (place: string) => {
    const [, login] = Object.entries(logins).find(([begin]) => place.startsWith(begin)) ?? [];
    return as[login ?? everybody] ?? lab.nobody;
  };
  const measure = async (enough: (place: string) => number) => {
    const found = new Map<string, Asked>();
    for (const place of lists) found.set(place, await statementsOf(whoAsks(place), place, enough(place)));
    return found;
  };
  await fillYears(lab.databaseUrl, 3);
  await addRows(lab, 0, 3);
  await spreadOverStates(lab);
  const few = await measure(() => 0);
  await fillYears(lab.databaseUrl, 60);
  await addRows(lab, 3, 36);
  await spreadOverStates(lab);
  const many = await measure((place) => few.get(place)?.statements ?? 0);

  const more = lists.filter((place) => (many.get(place)?.statements ?? 0) > (few.get(place)?.statements ?? 0));
  expect(more).toEqual([]);
  expect([...many].filter(([place, { statements }]) => statements > 50 && place !== "/api/today")).toEqual([]);
  const grown = lists.filter((place) => (many.get(place)?.rows ?? 0) >= 9 + (few.get(place)?.rows ?? 0));
  expect(grown.length, grown.join(" ")).toBeGreaterThan(32);
});
