import { readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { SerialPort } from "serialport";

export type FoundPort = { path: string; stablePath: string | null; maker: string | null; serialNumber: string | null };

/** The serial ports of this machine. Works without `udevadm`, which the library's own listing needs on Linux. */
export async function listPorts(): Promise<FoundPort[]> {
  const stable = await stablePaths();
  let found: FoundPort[];
  try {
    found = (await SerialPort.list()).map((port) => ({
      path: port.path,
      stablePath: null,
      maker: port.manufacturer ?? null,
      serialNumber: port.serialNumber ?? null,
    }));
  } catch {
    const names = await namesIn("/dev");
    found = names
      .filter((name) => /^(ttyUSB|ttyACM|ttyS|ttyAMA)\d+$/.test(name))
      .map((name) => ({ path: join("/dev", name), stablePath: null, maker: null, serialNumber: null }));
  }
  return found
    .map((port) => ({ ...port, stablePath: stable.get(port.path) ?? null }))
    .toSorted((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
}

/** `ttyUSB0` changes with the order of plugging; the name under `by-id` does not. */
async function stablePaths(): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const folder of ["/dev/serial/by-path", "/dev/serial/by-id"]) {
    for (const name of await namesIn(folder)) {
      const link = join(folder, name);
      const target = await realpath(link).catch(() => null);
      if (target) paths.set(target, link);
    }
  }
  return paths;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
