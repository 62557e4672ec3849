// 员工账号: an enterprise's administrator looks after the accounts of its own people.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { emailField, GivenPassword, login, words } from "../people/contract.ts";

export const StaffView = z.object({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  isAdministrator: z.boolean(),
  isActive: z.boolean(),
  isMe: z.boolean(),
});
export type StaffView = z.output<typeof StaffView>;

export const listStaff = endpoint({
  method: "GET",
  path: "/api/portal/staff",
  right: "portal.staff",
  summary: "The people of my enterprise / 员工账号",
  reply: z.object({ rows: z.array(StaffView) }),
});

export const addStaff = endpoint({
  method: "POST",
  path: "/api/portal/staff",
  right: "portal.staff",
  summary: "An account for somebody of my enterprise / 新增员工账号",
  body: z.object({ login, name: words, email: emailField.default(""), isAdministrator: z.boolean().default(false) }),
  reply: GivenPassword,
});

export const changeStaff = endpoint({
  method: "POST",
  path: "/api/portal/staff/:personId",
  right: "portal.staff",
  summary: "Let in or shut out, name administrator, correct name and address / 修改员工账号",
  params: z.object({ personId: z.uuid() }),
  body: z
    .object({ name: words, email: emailField, isAdministrator: z.boolean(), isActive: z.boolean() })
    .partial()
    .refine((said) => Object.keys(said).length > 0, { error: "empty" }),
  reply: StaffView,
});

export const resetStaffPassword = endpoint({
  method: "POST",
  path: "/api/portal/staff/:personId/password",
  right: "portal.staff",
  summary: "Give one of my people a new password / 重置员工密码",
  params: z.object({ personId: z.uuid() }),
  reply: GivenPassword,
});
