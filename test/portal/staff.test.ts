import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GivenPassword } from "../../server/people/contract.ts";
import type { StaffView } from "../../server/portal/staff-contract.ts";
import { openLab, signIn, type Client, type Lab } from "../setup/lab.ts";
import { anOrder, told } from "../setup/story.ts";

let lab: Lab;
let boss: Client;
let other: Client;
beforeAll(async () => {
  lab = await openLab();
  boss = await lab.as("demo-enterprise");
  other = await lab.as("demo-enterprise2");
});
afterAll(() => lab.close());

const staff = async (of: Client) => told<{ rows: StaffView[] }>(await of.get("/api/portal/staff")).rows;
const one = async (of: Client, login: string) => (await staff(of)).find((row) => row.login === login)?.id ?? "";

describe("an enterprise's administrator", () => {
  let given: GivenPassword;

  test("adds somebody, who changes the made password before anything else and then sees the enterprise's orders", async () => {
    given = told<GivenPassword>(
      await boss.post("/api/portal/staff", { login: "Meat-Li", name: "李会计", email: "li@meat.example" }),
    );
    expect(given).toMatchObject({
      login: "meat-li",
      name: "李会计",
      password: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/),
    });
    const person = await signIn(lab.url, "meat-li", given.password);
    expect(await person.get("/api/portal/orders")).toMatchObject({
      status: 403,
      body: { code: "password-change-needed" },
    });
    told(await person.post("/api/me/password", { current: given.password, next: "一句自己记得住的话呀呀" }));
    expect((await person.get("/api/portal/orders")).status).toBe(200);
    expect((await person.get("/api/portal/staff")).status).toBe(403); // not an administrator
    expect(await boss.post("/api/portal/staff", { login: "demo-analyst", name: "重名" })).toMatchObject({
      status: 409,
      body: { code: "already-exists" },
    });
  });

  test("resets a forgotten password: sessions end, guesses are forgotten, it is changed at the next sign-in", async () => {
    const person = await signIn(lab.url, "meat-li", "一句自己记得住的话呀呀");
    const again = told<GivenPassword>(await boss.post(`/api/portal/staff/${await one(boss, "meat-li")}/password`));
    expect((await person.get("/api/me")).status).toBe(401);
    await expect(signIn(lab.url, "meat-li", "一句自己记得住的话呀呀")).rejects.toThrow("sign-in-refused");
    const fresh = await signIn(lab.url, "meat-li", again.password);
    expect(await fresh.get("/api/me")).toMatchObject({ body: { mustChangePassword: true } });
    const trail = await lab.db.trailEntry.findMany({ where: { subject: "person meat-li" } });
    expect(JSON.stringify(trail.map(({ detail }) => detail))).not.toContain(again.password);
    expect(trail.map(({ action }) => action)).toContain("person.password-reset");
  });

  test("shuts somebody out and lets them in again; never themselves, and one administrator remains", async () => {
    const id = await one(boss, "meat-li");
    told(await boss.post(`/api/portal/staff/${id}`, { isActive: false }));
    await expect(signIn(lab.url, "meat-li", "whatever it is")).rejects.toThrow("sign-in-refused");
    told(await boss.post(`/api/portal/staff/${id}`, { isActive: true, email: "" }));
    const me = await one(boss, "demo-enterprise");
    expect((await boss.post(`/api/portal/staff/${me}`, { isActive: false })).status).toBe(403);
    expect((await boss.post(`/api/portal/staff/${me}/password`)).status).toBe(403);
    expect(await boss.post(`/api/portal/staff/${me}`, { isAdministrator: false })).toMatchObject({
      status: 409,
      body: { code: "last-administrator" },
    });
    told(await boss.post(`/api/portal/staff/${id}`, { isAdministrator: true }));
    told(await boss.post(`/api/portal/staff/${me}`, { isAdministrator: false }));
    expect((await boss.get("/api/portal/staff")).status).toBe(403); // at once, without signing in again
    await lab.db.person.update({ where: { id: me }, data: { roles: ["enterprise", "enterprise_admin"] } });
  });

  test("touches no other enterprise and nobody of a laboratory", async () => {
    const theirs = await one(other, "demo-enterprise2");
    const analyst = (await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } })).id;
    for (const id of [theirs, analyst]) {
      expect((await boss.post(`/api/portal/staff/${id}`, { isActive: false })).status).toBe(404);
      expect((await boss.post(`/api/portal/staff/${id}/password`)).status).toBe(404);
    }
    expect((await staff(other)).map(({ login }) => login)).toEqual(["demo-enterprise2"]);
    expect((await boss.post(`/api/portal/staff/${await one(boss, "meat-li")}`, {})).status).toBe(400);
  });
});

describe("a laboratory", () => {
  test("opens an enterprise's first account at reception, and leaves the rest to its administrator", async () => {
    const reception = await lab.as("demo-reception");
    const plant = await lab.db.enterprise.findFirstOrThrow({ where: { name: "东乡示范食品加工厂" } });
    const path = `/api/enterprises/${plant.id}`;
    expect(told(await reception.get(`${path}/accounts`))).toEqual({ administrators: [], accounts: 0 });
    const given = told<GivenPassword>(await reception.post(`${path}/account`, { login: "plant", name: "汪学明" }));
    const first = await signIn(lab.url, "plant", given.password);
    told(await first.post("/api/me/password", { current: given.password, next: "一句自己记得住的话呀呀" }));
    expect((await staff(first)).map(({ login }) => login)).toEqual(["plant"]);
    expect(told(await reception.get(`${path}/accounts`))).toEqual({ administrators: ["汪学明"], accounts: 1 });
    expect(await reception.post(`${path}/account`, { login: "plant-2", name: "另一人" })).toMatchObject({
      status: 409,
      body: { code: "administrator-exists" },
    });
    expect((await (await lab.as("demo-analyst")).post(`${path}/account`, { login: "x1", name: "x" })).status).toBe(403);
  });

  test("gives its own people new passwords", async () => {
    const admin = await lab.as("demo-admin");
    const { id } = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-keeper" } });
    const { password } = told<GivenPassword>(await admin.post(`/api/people/${id}/password`));
    expect(await (await signIn(lab.url, "demo-keeper", password)).get("/api/me")).toMatchObject({
      body: { mustChangePassword: true },
    });
    const me = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-admin" } });
    expect((await admin.post(`/api/people/${me.id}/password`)).status).toBe(403);
  });

  test("has no way into what another laboratory did for an enterprise: no account, no password, not in its list", async () => {
    await lab.db.person.update({ where: { login: "demo-county" }, data: { roles: ["receptionist", "admin"] } });
    const county = await lab.as("demo-county");
    told(await (await lab.as("demo-reception")).post("/api/orders", await anOrder(lab)));
    const meat = await lab.db.enterprise.findFirstOrThrow({ where: { name: "临夏示范牛羊肉制品有限公司" } });
    const boss = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-enterprise" } });
    expect((await county.post(`/api/people/${boss.id}/password`)).status).toBe(404);
    expect((await county.post(`/api/people/${boss.id}/active`, { isActive: false })).status).toBe(404);
    const said = { login: "spy", name: "spy", password: "long enough indeed", roles: ["enterprise"] };
    expect(await county.post("/api/people", { ...said, enterpriseCreditCode: meat.creditCode })).toMatchObject({
      status: 409,
      body: { code: "enterprise-of-others" },
    });
    expect(JSON.stringify((await county.get("/api/people")).body)).not.toContain('demo-enterprise"');
    await lab.db.person.updateMany({ where: { enterpriseId: meat.id }, data: { roles: ["enterprise"] } });
    expect(await county.post(`/api/enterprises/${meat.id}/account`, { login: "spy", name: "spy" })).toMatchObject({
      body: { code: "enterprise-of-others" },
    });
  });
});
