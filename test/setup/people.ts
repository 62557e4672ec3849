import type { Role } from "../../server/people/roles.ts";
import type { Client, Lab } from "./lab.ts";

export type Hired = { id: string; login: string; client: () => Promise<Client> };

/** Somebody with several roles, whom the demonstration has not; with the demonstration's password. */
export async function aPerson(
  lab: Lab,
  login: string,
  roles: Role[],
  { at = "622900", mayTest = [], maySign = true }: { at?: string; mayTest?: string[]; maySign?: boolean } = {},
): Promise<Hired> {
  const laboratory = await lab.db.laboratory.findUniqueOrThrow({ where: { code: at } });
  const { passwordHash } = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  const { id } = await lab.db.person.create({
    data: { login, name: login, roles, passwordHash, laboratoryId: laboratory.id, createdAt: lab.clock.now() },
  });
  if (roles.includes("signatory") && maySign)
    await lab.db.signatoryScope.create({ data: { personId: id, validFrom: "2024-03-06" } });
  const methods = await lab.db.method.findMany({ where: { item: { name: { in: mayTest } } } });
  await lab.db.qualification.createMany({
    data: methods.map((m) => ({ personId: id, methodId: m.id, validFrom: "2024-03-06", validUntil: null })),
  });
  return { id, login, client: () => lab.as(login) };
}
