import { z } from "zod";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { hashPassword } from "./password.ts";
import type { Role } from "./roles.ts";

export type FirstPerson = {
  login: string;
  name: string;
  roles: Role[];
  laboratoryCode: string;
  laboratoryName: string | undefined;
};

const standardNotes = [
  "本报告未加盖检验检测专用章及骑缝章无效；无主检、审核、批准人签名无效。",
  "未经本机构书面批准，不得复制本报告（全文复制除外）；报告涂改无效。",
  "委托检验的检验结果仅对来样负责。",
  "对本报告如有异议，请在收到报告之日起 15 日内向本机构提出。",
];

/** Adds a person from the command line, with their laboratory where it is new; the password is made here and said once. */
export async function addFirstPerson(
  ctx: Context,
  said: FirstPerson,
): Promise<{ login: string; password: string; laboratory: string }> {
  const login = said.login.trim().toLowerCase();
  if (
    !z
      .string()
      .regex(/^\d{6}$/)
      .safeParse(said.laboratoryCode).success
  )
    throw new Problem("bad-request", { fields: ["laboratory"] });
  if (await ctx.db.person.findUnique({ where: { login } })) throw new Problem("already-exists", { what: login });
  const laboratory =
    (await ctx.db.laboratory.findUnique({ where: { code: said.laboratoryCode } })) ?? (await addLaboratory(ctx, said));
  const password = ctx.house.random(12).toString("base64url");
  await ctx.db.person.create({
    data: {
      login,
      name: said.name,
      roles: said.roles,
      passwordHash: await hashPassword(password),
      mustChangePassword: true,
      laboratoryId: laboratory.id,
      createdAt: ctx.now(),
    },
  });
  await ctx.note("person.added", `person ${login}`, { roles: said.roles, laboratory: laboratory.code });
  return { login, password, laboratory: laboratory.name };
}

async function addLaboratory(ctx: Context, said: FirstPerson) {
  if (!said.laboratoryName) throw new Problem("not-found", { what: said.laboratoryCode });
  return ctx.db.laboratory.create({
    data: {
      code: said.laboratoryCode,
      name: said.laboratoryName,
      nameEn: said.laboratoryName,
      address: "—",
      phone: "—",
      certificatePattern: `${said.laboratoryCode}检（{year}）第{sequence}号`,
      certificateNotes: standardNotes,
    },
  });
}
