import type { PortSettings } from "../../server/readings/contract.ts";
import type { OpenPort } from "./port.ts";
import { serialPort } from "./serial.ts";
import { tcpPort } from "./tcp.ts";

/** How to open the port that these settings describe. */
export function openPort(settings: PortSettings): OpenPort {
  if (settings.kind === "serial") return serialPort(settings);
  if (settings.kind === "tcp") return tcpPort(settings);
  return () => Promise.reject(new Error("a folder is watched, not opened as a port"));
}
