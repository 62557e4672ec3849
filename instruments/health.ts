import { statfs } from "node:fs/promises";
import { createServer } from "node:http";
import { Gauge, Registry } from "prom-client";
import { reportHealth } from "../server/readings/gateway-contract.ts";
import type { GatewayHealth } from "../server/readings/gateway-contract.ts";
import type { Log } from "./log.ts";
import { listPorts } from "./ports/list-ports.ts";
import type { ServerLink } from "./server-link.ts";

/** How the gateway is, told to the server every few seconds and, where asked for, to a Prometheus on this network. */
export function startHealth(asked: {
  link: ServerLink;
  folder: string;
  metrics: { host: string; port: number } | null;
  log: Log;
  version: string;
  look(): Omit<GatewayHealth, "version" | "startedAt" | "diskFree" | "found">;
  every?: number;
}): { stop(): void; metricsPort(): number | null } {
  const { link, folder, metrics, log, version, look, every = 10_000 } = asked;
  const startedAt = new Date().toISOString();
  const telling = setInterval(() => void tell(), every);
  telling.unref();
  void tell();
  const server = metrics ? createServer((request, response) => void answer(request.url ?? "", response)) : null;
  server?.on("error", (error) => log.error({ err: error }, "no metrics: their port cannot be opened"));
  server?.listen(metrics?.port, metrics?.host);

  return {
    stop() {
      clearInterval(telling);
      server?.close();
    },
    metricsPort() {
      const address = server?.address();
      return address && typeof address === "object" ? address.port : null;
    },
  };

  async function now(): Promise<GatewayHealth> {
    const found = await listPorts().catch(() => []);
    const disk = await statfs(folder).catch(() => null);
    return {
      ...look(),
      version,
      startedAt,
      diskFree: disk ? disk.bavail * disk.bsize : null,
      found: found.slice(0, 100).map(({ path, stablePath, maker, serialNumber }) => ({
        path: stablePath ?? path,
        about: [path, maker, serialNumber].filter(Boolean).join(" "),
      })),
    };
  }

  async function tell(): Promise<void> {
    try {
      await link.call(reportHealth, { body: await now() });
    } catch {
      // the server is away: that it hears nothing is how it knows
    }
  }

  async function answer(url: string, response: import("node:http").ServerResponse): Promise<void> {
    if (url !== "/metrics") return void response.writeHead(404).end();
    const { registry } = measured(await now());
    response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
  }
}

/** The same figures in Prometheus's words, base units, a label for each instrument. */
function measured(health: GatewayHealth): { registry: Registry } {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `lims_gateway_${name}`, help, labelNames, registers: [registry] });
  gauge("start_time_seconds", "When the gateway was started.").set(new Date(health.startedAt).getTime() / 1000);
  gauge("backlog_readings", "Readings that the server does not have yet.").set(health.waiting);
  gauge("trouble", "1 while nothing can be kept.").set(health.trouble === null ? 0 : 1);
  gauge("journal_bytes", "Bytes written to the journal since the start.").set(health.journalBytes);
  if (health.diskFree !== null) gauge("disk_free_bytes", "Free space where readings are kept.").set(health.diskFree);
  const open = gauge("port_open", "1 while the instrument's port is open.", ["instrument"]);
  const last = gauge("port_last_byte_seconds", "When its last byte came.", ["instrument"]);
  const lines = gauge("port_lines", "Lines and frames since the start.", ["instrument"]);
  const refused = gauge("port_refused", "Of them those that gave no reading.", ["instrument"]);
  const bytes = gauge("port_bytes", "Bytes since the start.", ["instrument"]);
  const lost = gauge("port_lost", "How often the port was lost.", ["instrument"]);
  for (const port of health.ports) {
    const labels = { instrument: port.number };
    open.set(labels, port.state === "open" ? 1 : 0);
    if (port.lastByteAt) last.set(labels, new Date(port.lastByteAt).getTime() / 1000);
    lines.set(labels, port.lines);
    refused.set(labels, port.refused);
    bytes.set(labels, port.bytes);
    lost.set(labels, port.lost);
  }
  return { registry };
}
