import { resolve } from "node:path";
import { z } from "zod";
import { instrumentNumber, PortSettings } from "../server/readings/contract.ts";
import { readPortAddress } from "./ports/port-address.ts";

const noKey =
  "This gateway has no key yet: take a code from the page of gateways and run npm run gateway -- enrol CODE (or set LIMS_GATEWAY_KEY)";

/** What the gateway is told by its environment; everything else the server tells it. */
const GatewayConfig = z.object({
  server: z.url({
    protocol: /^https?$/,
    error: "LIMS_SERVER must be the address of the server, such as http://127.0.0.1:8080",
  }),
  key: z.string({ error: noKey }).min(1, { error: noKey }),
  folder: z.string(),
  version: z.string(),
  metrics: z.object({ host: z.string(), port: z.int() }).nullable(),
  ports: z.record(instrumentNumber, PortSettings),
  keepDeliveredMs: z.number(),
  keepJournalMs: z.number(),
  logLevel: z.enum(["debug", "info", "warn", "error"], {
    error: "LIMS_GATEWAY_LOG must be debug, info, warn or error",
  }),
});
export type GatewayConfig = Readonly<z.output<typeof GatewayConfig>>;

const known = [
  "LIMS_GATEWAY_KEY",
  "LIMS_GATEWAY_DATA",
  "LIMS_GATEWAY_PORTS",
  "LIMS_GATEWAY_KEEP_DAYS",
  "LIMS_GATEWAY_JOURNAL_DAYS",
  "LIMS_GATEWAY_METRICS",
  "LIMS_GATEWAY_LOG",
];

/** Reads the environment, or says everything that is wrong with it. */
export function readGatewayConfig(
  env: NodeJS.ProcessEnv = process.env,
  keptKey: string | null = null,
): { config: GatewayConfig } | { wrong: string[] } {
  const wrong = Object.keys(env)
    .filter((name) => name.startsWith("LIMS_GATEWAY_") && !known.includes(name))
    .map((name) => `${name} is no setting of the gateway; known are ${known.join(", ")}`);
  const days = Number(env.LIMS_GATEWAY_KEEP_DAYS ?? "30");
  if (!Number.isFinite(days) || days < 0) wrong.push("LIMS_GATEWAY_KEEP_DAYS must be a number of days");

  const journalDays = Number(env.LIMS_GATEWAY_JOURNAL_DAYS ?? "90");
  if (!Number.isFinite(journalDays) || journalDays < 0)
    wrong.push("LIMS_GATEWAY_JOURNAL_DAYS must be a number of days");

  const parsed = GatewayConfig.safeParse({
    server: env.LIMS_SERVER,
    key: env.LIMS_GATEWAY_KEY || keptKey || undefined,
    folder: gatewayFolder(env),
    version: env.npm_package_version || "0.1.0",
    metrics: readMetrics(env.LIMS_GATEWAY_METRICS, wrong),
    ports: readPorts(env.LIMS_GATEWAY_PORTS, wrong),
    keepDeliveredMs: days * 24 * 3_600_000,
    keepJournalMs: journalDays * 24 * 3_600_000,
    logLevel: env.LIMS_GATEWAY_LOG || "info",
  });
  if (!parsed.success) wrong.push(...parsed.error.issues.map((issue) => issue.message));
  return parsed.success && wrong.length === 0 ? { config: Object.freeze(parsed.data) } : { wrong };
}

/** The server's address where one is set, for what is done before there is a key. */
export function serverAddress(env: NodeJS.ProcessEnv = process.env): string | null {
  const address = env.LIMS_SERVER ?? "";
  return URL.canParse(address) ? address : null;
}

/** Where a gateway keeps what it must not lose. */
export function gatewayFolder(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.LIMS_GATEWAY_DATA || "data/gateway");
}

/** `PORT` on this machine alone, or `HOST:PORT`. */
function readMetrics(text: string | undefined, wrong: string[]): { host: string; port: number } | null {
  if (!text) return null;
  const found = /^(?:([\w.-]+):)?(\d{1,5})$/.exec(text);
  if (found) return { host: found[1] ?? "127.0.0.1", port: Number(found[2]) };
  wrong.push("LIMS_GATEWAY_METRICS must be PORT or HOST:PORT");
  return null;
}

/** `NUMBER=ADDRESS;NUMBER=ADDRESS`: this machine knows better than the server behind which port an instrument stands. */
function readPorts(text: string | undefined, wrong: string[]): Record<string, PortSettings> {
  const ports: Record<string, PortSettings> = {};
  for (const part of (text ?? "").split(";").map((each) => each.trim())) {
    if (part === "") continue;
    const [number = "", ...rest] = part.split("=");
    const port = readPortAddress(rest.join("="));
    if (port && instrumentNumber.safeParse(number).success) ports[number] = port;
    else
      wrong.push(
        `LIMS_GATEWAY_PORTS: "${part}" is not NUMBER=ADDRESS (such as 5622900260000013=/dev/ttyUSB0@9600-8N1)`,
      );
  }
  return ports;
}
