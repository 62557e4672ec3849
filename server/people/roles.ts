/** Who may do what: one table from role to rights. A right not named here does not exist. */
export const rights = [
  "enterprises.read",
  "enterprises.change",
  "orders.read",
  "orders.register",
  "samples.read",
  "samples.register",
  "containers.move",
  "work.read",
  "work.assign",
  "bench.use",
  "results.read",
  "results.check",
  "sheets.change",
  "controls.change",
  "controls.justify",
  "results.review",
  "results.send-back",
  "certificates.read",
  "certificates.approve",
  "certificates.question",
  "certificates.dispatch",
  "orders.notify",
  "certificates.download",
  "catalogue.read",
  "methods.change",
  "editions.draft",
  "editions.publish",
  "limits.confirm",
  "instruments.read",
  "instruments.change",
  "instruments.extend",
  "instruments.assess",
  "gateways.change",
  "people.manage",
  "laboratory.change",
  "laboratory.confirm",
  "trail.read",
  "portal.read",
  "portal.staff",
] as const;

export type Right = (typeof rights)[number];

/** Beside the rights of roles: nobody needed, anybody signed in, a gateway's key. */
export const openRights = ["public", "signed-in", "gateway"] as const;

export const roles = [
  "receptionist",
  "sample_keeper",
  "sampler",
  "supervisor",
  "analyst",
  "checker",
  "reviewer",
  "signatory",
  "technical_manager",
  "metrologist",
  "quality_manager",
  "admin",
  "enterprise",
  "enterprise_admin",
  "regulator",
] as const;

export type Role = (typeof roles)[number];

const staff = [
  "samples.read",
  "orders.read",
  "work.read",
  "results.read",
  "certificates.read",
  "certificates.download",
  "catalogue.read",
  "instruments.read",
] as const satisfies readonly Right[];

export const roleRights: Record<Role, readonly Right[]> = {
  receptionist: [
    ...staff,
    "enterprises.read",
    "enterprises.change",
    "orders.register",
    "samples.register",
    "containers.move",
    "certificates.dispatch",
    "orders.notify",
  ],
  sample_keeper: [...staff, "containers.move", "certificates.dispatch"],
  sampler: [...staff, "enterprises.read", "orders.register", "samples.register"],
  supervisor: [
    ...staff,
    "sheets.change",
    "controls.change",
    "controls.justify",
    "editions.draft",
    "work.assign",
    "containers.move",
  ],
  analyst: [...staff, "sheets.change", "bench.use", "containers.move"],
  checker: [...staff, "results.check", "results.send-back"],
  reviewer: [...staff, "results.review", "results.send-back"],
  signatory: [...staff, "certificates.approve", "certificates.question", "results.send-back"],
  technical_manager: [
    ...staff,
    "laboratory.confirm",
    "instruments.extend",
    "instruments.assess",
    "controls.change",
    "controls.justify",
    "certificates.question",
    "editions.draft",
    "editions.publish",
    "limits.confirm",
    "methods.change",
    "trail.read",
  ],
  metrologist: ["instruments.read", "instruments.change", "instruments.assess", "catalogue.read"],
  quality_manager: [
    ...staff,
    "laboratory.confirm",
    "certificates.question",
    "orders.notify",
    "editions.draft",
    "limits.confirm",
    "trail.read",
  ],
  admin: ["people.manage", "laboratory.change", "gateways.change", "trail.read", "instruments.read"],
  enterprise: ["portal.read"],
  // beside `enterprise`: looks after the accounts of its own enterprise
  enterprise_admin: ["portal.staff"],
  regulator: [],
};

/** All rights of somebody who holds these roles. */
export function rightsOf(held: readonly Role[]): Set<Right> {
  return new Set(held.flatMap((role) => roleRights[role]));
}
