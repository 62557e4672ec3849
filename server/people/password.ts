import { hash, verify } from "@node-rs/argon2";
import { Problem } from "../kernel/problems.ts";

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }; // argon2id, the OWASP floor

/** A password as it is kept: argon2id with its salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether a password is the one kept; somebody unknown costs the same time as somebody known. */
export async function isPassword(kept: string | undefined, password: string): Promise<boolean> {
  const right = await verify(kept ?? (await standIn()), password);
  return right && kept !== undefined;
}

/** Refuses a password that is too easy to guess. */
export function refuseWeak(password: string, login: string): void {
  if (password.length < 10) throw new Problem("weak-password", { reason: "10" });
  if (password.toLowerCase().includes(login.toLowerCase())) throw new Problem("weak-password", { reason: login });
  if (new Set(password).size < 5) throw new Problem("weak-password", { reason: "aaaa" });
}

let made: Promise<string> | undefined;
function standIn(): Promise<string> {
  made ??= hash("nobody has this password", cost);
  return made;
}
