import { PortSettings } from "../../server/readings/contract.ts";

const frame = /^(.+?)(?:@(\d+)(?:-([5-8])([NEO])(1|1\.5|2))?)?$/;
const parities: Record<string, string> = { N: "none", E: "even", O: "odd" };

/**
 * A port as a person writes it: `/dev/ttyUSB0`, `COM3@2400-7E1`, `tcp://10.0.0.5:4001`.
 * Gives null for what is no such address.
 */
export function readPortAddress(text: string): PortSettings | null {
  const tcp = /^tcp:\/\/(?:\[([0-9a-f:]+)\]|([^:/[\]]+)):(\d+)$/i.exec(text);
  if (tcp) return PortSettings.safeParse({ kind: "tcp", host: tcp[1] ?? tcp[2], port: Number(tcp[3]) }).data ?? null;
  if (text.includes("://")) return null;
  const serial = frame.exec(text);
  if (!serial) return null;
  const [, path, baudRate, dataBits, parity, stopBits] = serial;
  const said = {
    kind: "serial",
    path,
    ...(baudRate && { baudRate: Number(baudRate) }),
    ...(dataBits && { dataBits: Number(dataBits), parity: parities[parity ?? ""], stopBits: Number(stopBits) }),
  };
  return PortSettings.safeParse(said).data ?? null;
}
