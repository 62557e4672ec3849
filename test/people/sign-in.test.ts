import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { demoPassword } from "../../server/people/demo-accounts.ts";
import { clientOf, openLab, signIn, type Answer, type Lab } from "../setup/lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.db.guess.deleteMany();
});

const enter = (login: string, password = demoPassword, headers: Record<string, string> = {}) =>
  lab.nobody.post("/api/sign-in", { login, password }, headers);
const tokenOf = (answer: Answer) => /lims_session=([^;]*)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "";
const carrying = (token: string, more: Record<string, string> = {}) =>
  clientOf(lab.url, { cookie: `lims_session=${token}`, ...more });
const codeOf = (answer: Answer) => (answer.body as { code?: string }).code;
const sessionsOf = (login: string) => lab.db.session.count({ where: { person: { login } } });

let made = 0;
/** Somebody of this test's own, with the password they were given already changed. */
async function aPerson(): Promise<{ login: string; id: string }> {
  const login = `person-${++made}`;
  const like = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  const { id } = await lab.db.person.create({
    data: {
      login,
      name: login,
      passwordHash: like.passwordHash,
      roles: ["analyst"],
      laboratoryId: like.laboratoryId,
      createdAt: lab.clock.now(),
    },
  });
  return { login, id };
}

test("a person signs in by name and password, in any case and with spaces around, and is known from then on", async () => {
  const answer = await enter("  Demo-Analyst ");
  expect(answer).toMatchObject({
    status: 200,
    body: {
      login: "demo-analyst",
      name: "马晓燕",
      roles: ["analyst"],
      mustChangePassword: false,
      laboratory: { code: "622900" },
      enterprise: null,
    },
  });
  const me = await carrying(tokenOf(answer)).get("/api/me");
  expect(me).toMatchObject({ status: 200, body: { login: "demo-analyst" } });
});

test("the cookie is out of reach of scripts and of other sites, and the database keeps only its hash", async () => {
  const answer = await enter("demo-checker");
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Strict/);
  expect(cookie).toMatch(/; Path=\//);
  const token = tokenOf(answer);
  expect(token.length).toBeGreaterThanOrEqual(40);
  const rows = await lab.db.session.findMany({ where: { person: { login: "demo-checker" } } });
  expect(rows.map((row) => row.tokenHash)).toContain(createHash("sha256").update(token).digest("hex"));
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("a wrong password and an unknown name are answered with the same words", async () => {
  const wrong = await enter("demo-analyst", "not this one");
  const unknown = await enter("nobody-of-this-name", "not this one");
  expect(wrong.status).toBe(401);
  expect({ ...(unknown.body as object), request: "" }).toEqual({ ...(wrong.body as object), request: "" });
  expect(wrong.headers.get("set-cookie")).toBeNull();
});

test("signing out ends the session for good", async () => {
  const answer = await enter("demo-keeper");
  const me = carrying(tokenOf(answer), { "x-csrf-token": (answer.body as { csrf: string }).csrf });
  const out = await me.post("/api/sign-out");
  expect(out.status).toBe(200);
  expect(out.headers.get("set-cookie")).toMatch(/lims_session=;/);
  expect(await me.get("/api/me")).toMatchObject({ status: 401, body: { code: "sign-in-needed" } });
  expect(await sessionsOf("demo-keeper")).toBe(0);
});

test("guessing a name's password is slowed down more and more, up to a quarter of an hour, whoever asks", async () => {
  const { login } = await aPerson();
  for (let i = 0; i < 5; i++) expect(codeOf(await enter(login, `guess ${i}`))).toBe("sign-in-refused");
  const slowed = await enter(login);
  expect(slowed).toMatchObject({ status: 429, body: { code: "too-many-tries", details: { seconds: 5 } } });
  expect(slowed.headers.get("retry-after")).toBe("5");
  const waits: number[] = [];
  for (let i = 0; i < 9; i++) {
    lab.clock.advance(16);
    expect(codeOf(await enter(login, `again ${i}`))).toBe("sign-in-refused");
    waits.push(((await enter(login)).body as { details: { seconds: number } }).details.seconds);
  }
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
  lab.clock.advance(14);
  expect(codeOf(await enter(login))).toBe("too-many-tries");
  lab.clock.advance(1);
  expect((await enter(login)).status).toBe(200);
  expect(await lab.db.guess.count({ where: { key: `login ${login}` } })).toBe(0);
});

test("an unknown name is slowed down like a known one, and half an hour of quiet forgets", async () => {
  for (let i = 0; i < 5; i++) await enter("ghost", `guess ${i}`);
  expect(codeOf(await enter("ghost", "another"))).toBe("too-many-tries");
  lab.clock.advance(31);
  for (let i = 0; i < 4; i++) expect(codeOf(await enter("ghost", `later ${i}`))).toBe("sign-in-refused");
});

test("walking through many names from one address is slowed down too", async () => {
  for (let i = 0; i < 8; i++) await Promise.all([0, 1, 2, 3, 4].map((n) => enter(`name-${i}-${n}`, "Password2026")));
  const guess = await lab.db.guess.findFirst({ where: { key: { startsWith: "address " } } });
  expect(guess?.failures).toBe(40);
  expect(codeOf(await enter("name-of-nobody-yet", "Password2026"))).toBe("too-many-tries");
  lab.clock.advance(1);
  expect((await enter("demo-analyst")).status).toBe(200);
});

test("thirty guesses at the same moment are all counted and do not hold up the others", async () => {
  const { login } = await aPerson();
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => enter(login, `at once ${i}`)));
  const seen = new Set(answers.map(codeOf));
  expect([...seen].filter((code) => code !== "sign-in-refused" && code !== "too-many-tries")).toEqual([]);
  const counted = answers.filter((answer) => codeOf(answer) === "sign-in-refused").length;
  expect((await lab.db.guess.findUniqueOrThrow({ where: { key: `login ${login}` } })).failures).toBe(counted);
});

test("a change without the session's token, or with another's, is refused and changes nothing", async () => {
  const answer = await enter("demo-reception");
  const token = tokenOf(answer);
  const csrf = (answer.body as { csrf: string }).csrf;
  const body = { creditCode: "914403001922038216", name: "来历不明", address: "", contact: "", phone: "" };
  const foreign = (await enter("demo-analyst")).body as { csrf: string };
  const tokens: Record<string, string>[] = [
    {},
    { "x-csrf-token": "" },
    { "x-csrf-token": foreign.csrf },
    { "x-csrf-token": `${csrf.slice(0, -1)}é` },
  ];
  for (const wrong of tokens) {
    const refused = await carrying(token, wrong).post("/api/enterprises", body);
    expect(refused, JSON.stringify(wrong)).toMatchObject({ status: 403, body: { code: "csrf-refused" } });
  }
  expect(await lab.db.enterprise.count({ where: { creditCode: body.creditCode } })).toBe(0);
});

test.each<Record<string, string>>([
  { origin: "https://elsewhere.example" },
  { origin: "null" },
  { origin: "nonsense" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
])("a change that a browser says comes from elsewhere is refused: %o", async (said) => {
  const answer = await enter("demo-reception");
  const me = carrying(tokenOf(answer), { "x-csrf-token": (answer.body as { csrf: string }).csrf });
  expect(await me.post("/api/sign-out", {}, said)).toMatchObject({ status: 403, body: { code: "csrf-refused" } });
  expect(await enter("demo-reception", demoPassword, said)).toMatchObject({
    status: 403,
    body: { code: "csrf-refused" },
  });
  expect((await me.post("/api/sign-out", {}, { origin: lab.url, "sec-fetch-site": "same-origin" })).status).toBe(200);
});

test("a new password ends the person's other sessions and keeps the one it was changed in", async () => {
  const { login } = await aPerson();
  const [here, elsewhere] = [await signIn(lab.url, login), await signIn(lab.url, login)];
  expect((await here.post("/api/me/password", { current: demoPassword, next: "a rather better one" })).status).toBe(
    200,
  );
  expect((await here.get("/api/me")).status).toBe(200);
  expect((await elsewhere.get("/api/me")).status).toBe(401);
  expect(codeOf(await enter(login))).toBe("sign-in-refused");
  expect((await enter(login, "a rather better one")).status).toBe(200);
});

test("a weak password is refused, and so is a wrong current one, which is not to be guessed at either", async () => {
  const { login } = await aPerson();
  const me = await signIn(lab.url, login);
  for (const next of ["short", "aaaaaaaaaaaa", `${login}-2026`, demoPassword]) {
    expect(await me.post("/api/me/password", { current: demoPassword, next }), next).toMatchObject({
      status: 422,
      body: { code: "weak-password" },
    });
  }
  for (let i = 0; i < 5; i++)
    expect(codeOf(await me.post("/api/me/password", { current: `guess ${i}`, next: "a rather better one" }))).toBe(
      "wrong-password",
    );
  expect(codeOf(await me.post("/api/me/password", { current: demoPassword, next: "a rather better one" }))).toBe(
    "too-many-tries",
  );
  expect((await enter(login)).status).toBe(200);
});

test("whoever is shut out is out at once and stays out until let in again", async () => {
  const { login, id } = await aPerson();
  const person = await signIn(lab.url, login);
  const admin = await lab.as("demo-admin");
  expect((await admin.post(`/api/people/${id}/active`, { isActive: false })).status).toBe(200);
  expect((await person.get("/api/me")).status).toBe(401);
  expect(codeOf(await enter(login))).toBe("sign-in-refused");
  expect((await admin.post(`/api/people/${id}/active`, { isActive: true })).status).toBe(200);
  expect((await person.get("/api/me")).status).toBe(401);
  expect((await enter(login)).status).toBe(200);
});

test("nobody shuts themselves out", async () => {
  const admin = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-admin" } });
  expect((await (await lab.as("demo-admin")).post(`/api/people/${admin.id}/active`, { isActive: false })).status).toBe(
    403,
  );
});

test("whose password was given by another can do nothing before changing it", async () => {
  const admin = await lab.as("demo-admin");
  const given = "a password given away";
  expect(
    (await admin.post("/api/people", { login: "Newcomer", name: "新来的", password: given, roles: ["analyst"] }))
      .status,
  ).toBe(200);
  const newcomer = await signIn(lab.url, "newcomer", given);
  expect(await newcomer.get("/api/me")).toMatchObject({ status: 200, body: { mustChangePassword: true } });
  for (const path of ["/api/today", "/api/samples", "/api/live"])
    expect(await newcomer.get(path), path).toMatchObject({ status: 403, body: { code: "password-change-needed" } });
  expect((await newcomer.post("/api/me/password", { current: given, next: "one of my own making" })).status).toBe(200);
  expect((await newcomer.get("/api/samples")).status).toBe(200);
});

test("a name is given once, in any case, and an enterprise's account belongs to a registered enterprise", async () => {
  const admin = await lab.as("demo-admin");
  const said = { login: "DEMO-Analyst", name: "重名", password: "long enough indeed", roles: ["analyst"] };
  expect(await admin.post("/api/people", said)).toMatchObject({ status: 409, body: { code: "already-exists" } });
  expect(
    await admin.post("/api/people", {
      ...said,
      login: "portal-1",
      roles: ["enterprise"],
      enterpriseCreditCode: "914403001922038216",
    }),
  ).toMatchObject({ status: 404 });
  expect(
    await admin.post("/api/people", {
      ...said,
      login: "portal-2",
      roles: ["enterprise", "analyst"],
      enterpriseCreditCode: "91622901000000019N",
    }),
  ).toMatchObject({ status: 400 });
  expect(
    await admin.post("/api/people", {
      ...said,
      login: "portal-3",
      roles: ["enterprise"],
      enterpriseCreditCode: "91622901000000019n",
    }),
  ).toMatchObject({ status: 200, body: { enterprise: "临夏示范牛羊肉制品有限公司", laboratory: null } });
});

test("a session ends after fourteen hours", async () => {
  const { login } = await aPerson();
  const person = await signIn(lab.url, login);
  lab.clock.advance(14 * 60 - 1);
  expect((await person.get("/api/me")).status).toBe(200);
  lab.clock.advance(1);
  expect((await person.get("/api/me")).status).toBe(401);
});
