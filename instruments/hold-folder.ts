import { createHash } from "node:crypto";
import { realpath, unlink } from "node:fs/promises";
import { connect, createServer } from "node:net";
import type { Server } from "node:net";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";

export type Held = { release(): Promise<void> };

const patience = 3_000;

/**
 * Makes sure that one gateway at a time works in a folder: two would give different readings the same number. The lock is
 * a listening socket, which the operating system takes away together with the process, however that ends. Gives null
 * when another holds the folder, and still does after a moment: one that was just told to stop may be on its way out.
 */
export async function holdFolder(folder: string): Promise<Held | null> {
  const until = performance.now() + patience;
  for (;;) {
    const held = await tryToHold(folder);
    if (held || performance.now() > until) return held;
    await pause(100);
  }
}

async function tryToHold(folder: string): Promise<Held | null> {
  const name = createHash("sha256")
    .update(await realpath(folder))
    .digest("hex")
    .slice(0, 32);
  const address = addressOf(folder, name);
  let server = await listen(address);
  if (!server && address.startsWith("/") && !(await isAlive(address))) {
    // only a socket that is a file outlives its process
    await unlink(address).catch(() => undefined);
    server = await listen(address);
  }
  if (!server) return null;
  const held = server;
  return { release: () => new Promise((resolve) => held.close(() => resolve())) };
}

function addressOf(folder: string, name: string): string {
  if (process.platform === "linux") return `\0lims-gateway-${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\lims-gateway-${name}`;
  return join(folder, "held.sock");
}

function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(address, () => resolve(server));
    server.unref();
  });
}

function isAlive(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
