import type { PortSettings } from "../../server/readings/contract.ts";
import type { OpenPort } from "./port.ts";
import { serialPort } from "./serial.ts";
import { tcpPort } from "./tcp.ts";

/** How to open the port that these settings describe. */
export function openPort(settings: PortSettings): OpenPort {
  return settings.kind === "serial" ? serialPort(settings) : tcpPort(settings);
}
