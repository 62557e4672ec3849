import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import { Problem } from "../kernel/problems.ts";
import { nobody, type Actor, type Context, type House } from "../platform/context.ts";
import type { Person } from "../platform/db.ts";
import { sessionCookie, type Identify } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { rightsOf } from "./roles.ts";

const sessionHours = 14;

/** All that is open to somebody whose password was given to them by another. */
const untilChanged = [contract.me, contract.changePassword, contract.signOut];

/** Sessions and keys are kept only as hashes. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Opens a session for a person; the cookie goes out when the change is committed. */
export async function openSession(ctx: Context, personId: string): Promise<{ csrf: string; session: string }> {
  const token = ctx.house.random(32).toString("base64url");
  const csrf = ctx.house.random(24).toString("base64url");
  const now = ctx.now();
  await ctx.db.session.create({
    data: {
      tokenHash: hashOf(token),
      personId,
      csrf,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + sessionHours * 3_600_000),
    },
  });
  ctx.cookie.set = token;
  return { csrf, session: hashOf(token) };
}

/** Who asks: by the session's cookie, or for a gateway by its key; refuses what the endpoint's right does not allow. */
export const identify: Identify = async (house, req, endpoint) => {
  if (endpoint.right === "gateway") return gatewayOf(house, req);
  const person = await personOf(house, req);
  if (endpoint.right === "public") {
    if (endpoint.method === "POST") refuseForeign(req);
    return person?.actor ?? nobody;
  }
  if (!person) throw new Problem("sign-in-needed");
  if (endpoint.method === "POST") {
    refuseForeign(req);
    if (!isSame(String(req.headers["x-csrf-token"] ?? ""), person.csrf)) throw new Problem("csrf-refused");
  }
  if (person.mustChangePassword && !untilChanged.some((e) => e.path === endpoint.path))
    throw new Problem("password-change-needed");
  if (endpoint.right !== "signed-in" && !person.actor.rights.has(endpoint.right)) throw new Problem("not-allowed");
  return person.actor;
};

/** The person of a session's cookie, if there is one in force. */
export async function personOf(
  house: House,
  req: Request,
): Promise<{ actor: Actor; csrf: string; mustChangePassword: boolean } | undefined> {
  const token = cookieOf(req, sessionCookie);
  if (!token) return undefined;
  const session = await house.db.session.findUnique({ where: { tokenHash: hashOf(token) }, include: { person: true } });
  if (!session || session.expiresAt <= house.clock.now() || !session.person.isActive) return undefined;
  const { person } = session;
  const actor = actorOf(person, session.tokenHash);
  return { actor, csrf: session.csrf, mustChangePassword: person.mustChangePassword };
}

/** A person as use cases know them: with the rights of their roles. */
export function actorOf(person: Person, session: string | null): Actor {
  const { id, name, roles, laboratoryId, enterpriseId, seesAllLaboratories } = person;
  return {
    kind: "person",
    id,
    name,
    roles,
    rights: rightsOf(roles),
    laboratoryId,
    enterpriseId,
    seesAllLaboratories,
    session,
  };
}

async function gatewayOf(house: House, req: Request): Promise<Actor> {
  const key = /^Bearer (.{20,200})$/.exec(String(req.headers.authorization ?? ""))?.[1];
  const gateway = key ? await house.db.gateway.findUnique({ where: { keyHash: hashOf(key) } }) : null;
  if (!gateway?.isActive) throw new Problem("sign-in-needed");
  return {
    ...nobody,
    kind: "gateway",
    id: gateway.id,
    name: gateway.name,
    laboratoryId: gateway.laboratoryId,
    rights: new Set(["gateway"]),
  };
}

/** A browser says where a request comes from; one from elsewhere is refused whatever cookie it carries. */
function refuseForeign(req: Request): void {
  const origin = req.headers.origin;
  const site = req.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new Problem("csrf-refused");
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== req.headers.host))
    throw new Problem("csrf-refused");
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function cookieOf(req: Request, name: string): string | undefined {
  for (const part of (req.headers.cookie ?? "").split(";")) {
    const [key, value] = part.trim().split("=");
    if (key === name && value) return value;
  }
  return undefined;
}
