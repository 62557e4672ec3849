import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { roles, rights } from "./roles.ts";

export const login = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[\p{L}\p{N}._@-]+$/u);
export const newPassword = z.string().min(10).max(200);
/** An address for notices; empty where the person wants no mail. */
export const emailField = z.union([z.literal(""), z.email().max(200)]);
export const words = z.string().trim().min(1).max(200);

export const RoleName = z.enum(roles);

export const LaboratoryView = z.object({ id: z.uuid(), code: z.string(), name: z.string(), isDemo: z.boolean() });

export const Me = z.object({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(RoleName),
  rights: z.array(z.enum(rights)),
  laboratory: LaboratoryView.nullable(),
  enterprise: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  mustChangePassword: z.boolean(),
  /** To be sent back as `x-csrf-token` with every change. */
  csrf: z.string(),
  /** The demonstration clock runs this many minutes ahead; 0 outside the demo. */
  demoMinutes: z.number(),
});
export type Me = z.output<typeof Me>;

export const signIn = endpoint({
  method: "POST",
  path: "/api/sign-in",
  right: "public",
  summary: "Sign in by name and password / 登录",
  body: z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(400) }),
  reply: Me,
});

export const signOut = endpoint({
  method: "POST",
  path: "/api/sign-out",
  right: "signed-in",
  summary: "Sign out / 退出登录",
});

export const me = endpoint({
  method: "GET",
  path: "/api/me",
  right: "signed-in",
  summary: "Who am I / 当前用户",
  reply: Me,
});

export const changePassword = endpoint({
  method: "POST",
  path: "/api/me/password",
  right: "signed-in",
  summary: "Change my password / 修改密码",
  body: z.object({ current: z.string().min(1).max(400), next: z.string().max(400) }),
});

export const setMyEmail = endpoint({
  method: "POST",
  path: "/api/me/email",
  right: "signed-in",
  summary: "Where my notices are mailed to; empty for no mail / 我的邮箱",
  body: z.object({ email: emailField }),
});

export const DemoAccount = z.object({ login: z.string(), name: z.string(), roles: z.array(RoleName) });

export const demoAccounts = endpoint({
  method: "GET",
  path: "/api/demo/accounts",
  right: "public",
  summary: "Accounts of the demonstration; none outside it / 演示账号",
  reply: z.object({ isDemo: z.boolean(), password: z.string(), accounts: z.array(DemoAccount) }),
});

export const PersonView = z.object({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  roles: z.array(RoleName),
  isActive: z.boolean(),
  email: z.string().nullable(),
  laboratory: z.string().nullable(),
  enterprise: z.string().nullable(),
});
export type PersonView = z.output<typeof PersonView>;

export const listPeople = endpoint({
  method: "GET",
  path: "/api/people",
  right: "people.manage",
  summary: "People of the laboratory / 人员",
  reply: z.object({ rows: z.array(PersonView) }),
});

export const addPerson = endpoint({
  method: "POST",
  path: "/api/people",
  right: "people.manage",
  summary: "Add a person / 新增人员",
  body: z.object({
    login,
    name: words,
    password: newPassword,
    roles: z.array(RoleName).min(1),
    enterpriseCreditCode: z.string().optional(),
    email: emailField.default(""),
  }),
  reply: PersonView,
});

export const setPersonActive = endpoint({
  method: "POST",
  path: "/api/people/:personId/active",
  right: "people.manage",
  summary: "Let a person in or shut out / 启用、停用人员",
  params: z.object({ personId: z.uuid() }),
  body: z.object({ isActive: z.boolean() }),
  reply: PersonView,
});

/** A password made by the server: shown once, to be changed at the first sign-in. */
export const GivenPassword = z.object({ login: z.string(), name: z.string(), password: z.string() });
export type GivenPassword = z.output<typeof GivenPassword>;

export const resetPassword = endpoint({
  method: "POST",
  path: "/api/people/:personId/password",
  right: "people.manage",
  summary: "Give a person a new password; their sessions end / 重置密码",
  params: z.object({ personId: z.uuid() }),
  reply: GivenPassword,
});

export const EnterpriseView = z.object({
  id: z.uuid(),
  creditCode: z.string(),
  name: z.string(),
  address: z.string(),
  contact: z.string(),
  phone: z.string(),
});
export type EnterpriseView = z.output<typeof EnterpriseView>;

export const NewEnterprise = z.object({
  creditCode: z.string().trim().min(1).max(30),
  name: words,
  address: z.string().trim().max(300),
  contact: z.string().trim().max(60),
  phone: z.string().trim().max(40),
});

export const findEnterprises = endpoint({
  method: "GET",
  path: "/api/enterprises",
  right: "enterprises.read",
  summary: "Enterprises by credit code or name / 查企业",
  query: z.object({ q: z.string().max(80).optional() }),
  reply: z.object({ rows: z.array(EnterpriseView) }),
});

export const addEnterprise = endpoint({
  method: "POST",
  path: "/api/enterprises",
  right: "enterprises.change",
  summary: "Register an enterprise / 登记企业",
  body: NewEnterprise,
  reply: EnterpriseView,
});

/** What reception sees of an enterprise's accounts: whether it has an administrator who looks after them. */
export const enterpriseAccounts = endpoint({
  method: "GET",
  path: "/api/enterprises/:enterpriseId/accounts",
  right: "enterprises.read",
  summary: "Whether an enterprise looks after its accounts itself / 企业账号",
  params: z.object({ enterpriseId: z.uuid() }),
  reply: z.object({ administrators: z.array(z.string()), accounts: z.int() }),
});

export const openEnterpriseAccount = endpoint({
  method: "POST",
  path: "/api/enterprises/:enterpriseId/account",
  right: "enterprises.change",
  summary: "An enterprise's first account, its administrator / 开通企业账号",
  params: z.object({ enterpriseId: z.uuid() }),
  body: z.object({ login, name: words, email: emailField.default("") }),
  reply: GivenPassword,
});

/** A signature: the password again; its meaning stands on the button that was pressed. */
export const signature = { password: z.string().min(1).max(400) };
