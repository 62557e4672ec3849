import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { enrolGateway } from "../server/readings/gateway-contract.ts";
import { reasonOf, serverLink } from "./server-link.ts";

/** Gives the server the one-time code and keeps the key that it answers, readable by this user alone. */
export async function enrol(
  server: string,
  code: string,
  folder: string,
): Promise<{ gatewayName: string } | { why: string }> {
  const link = serverLink({ url: server, key: "" });
  try {
    const answer = await link.call(enrolGateway, { body: { code } });
    if (!answer.ok) return { why: answer.why };
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, "key");
    const file = await open(`${path}.new`, "w", 0o600);
    await file.writeFile(`${answer.reply.key}\n`);
    await file.sync();
    await file.close();
    await rename(`${path}.new`, path);
    return { gatewayName: answer.reply.gatewayName };
  } catch (error) {
    return { why: reasonOf(error) };
  } finally {
    link.close();
  }
}

/** The key that this gateway got when it enrolled, or null. */
export async function keptKey(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, "key"), "utf8").catch(() => null);
  return text === null ? null : text.trim();
}
