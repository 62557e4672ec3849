import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const yesNo = z.enum(["on", "off"]).transform((v) => v === "on");

/** All variables this program reads; `.env.example` says the same for people. */
const Environment = z.object({
  DATABASE_URL: z.url().optional(),
  LIMS_HOST: z.string().default("127.0.0.1"),
  LIMS_PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  LIMS_DATA: z.string().default("data"),
  LIMS_DEMO: yesNo.default(true),
  LIMS_PUBLIC_URL: z.url().optional(),
  LIMS_LOG: z.enum(["silent", "fatal", "error", "warn", "info", "debug"]).default("warn"),
  LIMS_SIGNING_KEY: z.string().optional(),
  LIMS_SIGNING_CHAIN: z.string().optional(),
  LIMS_SIGNING_URL: z.url({ protocol: /^https?$/ }).optional(),
  LIMS_SIGNING_PASSPHRASE: z.string().optional(),
  LIMS_SIGNING_CRL: z.string().optional(),
  LIMS_SIGNING_PEOPLE: z.string().optional(),
  LIMS_TIMESTAMP_URL: z.url().optional(),
  LIMS_TIMESTAMP_ROOT: z.string().optional(),
  LIMS_TIMESTAMP_AWAY: z.enum(["wait", "without"]).default("wait"),
  LIMS_SECURE_COOKIES: yesNo.default(false),
  LIMS_TRUST_PROXY: yesNo.default(false),
  // read by instruments/config.ts and instruments/simulate.ts
  LIMS_SERVER: z.string().optional(),
  LIMS_GATEWAY_KEY: z.string().optional(),
  LIMS_GATEWAY_DATA: z.string().optional(),
  LIMS_GATEWAY_PORTS: z.string().optional(),
  LIMS_GATEWAY_KEEP_DAYS: z.string().optional(),
  LIMS_GATEWAY_JOURNAL_DAYS: z.string().optional(),
  LIMS_GATEWAY_METRICS: z.string().optional(),
  LIMS_GATEWAY_LOG: z.string().optional(),
});

export type Config = Readonly<{
  databaseUrl: string | undefined;
  host: string;
  port: number;
  dataDir: string;
  isDemo: boolean;
  publicUrl: string;
  logLevel: string;
  /** A key in a file (PEM with its chain, or PKCS#12 which holds both), or a signing service with the chain of its key. */
  signing: { place: string; chainFile: string | undefined; passphrase: string | undefined } | undefined;
  /** A folder with the keys of signatories, NAME.key.pem and NAME.chain.pem by their login. */
  signingPeople: string | undefined;
  /** A revocation list (DER or PEM) that goes into certificates as evidence. */
  signingCrl: string | undefined;
  timestamps: { url: string; rootFile: string | undefined } | undefined;
  /** When the time-stamp service is away: wait for it, or sign without. */
  timestampAway: "wait" | "without";
  secureCookies: boolean;
  trustProxy: boolean;
}>;

/** Reads the environment, decides, and refuses what contradicts itself. Throws an Error whose message is for the person who starts. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  if (env === process.env && existsSync(".env")) process.loadEnvFile(".env");
  const known = Object.keys(Environment.shape);
  const unknown = Object.keys(env).filter((name) => name.startsWith("LIMS_") && !known.includes(name));
  if (unknown.length > 0) throw new Error(`Unknown settings: ${unknown.join(", ")}. Known are: ${known.join(", ")}.`);
  const parsed = Environment.safeParse(env);
  if (!parsed.success) throw new Error(`Settings are not right:\n${z.prettifyError(parsed.error)}`);
  const e = parsed.data;
  const place = e.LIMS_SIGNING_URL ?? e.LIMS_SIGNING_KEY;
  if (e.LIMS_SIGNING_URL && e.LIMS_SIGNING_KEY) throw new Error("LIMS_SIGNING_KEY or LIMS_SIGNING_URL, not both.");
  if (Boolean(e.LIMS_SIGNING_CHAIN) !== (place !== undefined && !/\.(p12|pfx)$/i.test(place)))
    throw new Error("LIMS_SIGNING_CHAIN belongs to a PEM key or a signing service; a PKCS#12 file holds its own.");
  return Object.freeze({
    databaseUrl: e.DATABASE_URL,
    host: e.LIMS_HOST,
    port: e.LIMS_PORT,
    dataDir: path.resolve(e.LIMS_DATA),
    isDemo: e.LIMS_DEMO,
    publicUrl: e.LIMS_PUBLIC_URL ?? `http://${e.LIMS_HOST}:${e.LIMS_PORT}`,
    logLevel: e.LIMS_LOG,
    signing:
      place === undefined
        ? undefined
        : { place, chainFile: e.LIMS_SIGNING_CHAIN, passphrase: e.LIMS_SIGNING_PASSPHRASE },
    signingPeople: e.LIMS_SIGNING_PEOPLE,
    signingCrl: e.LIMS_SIGNING_CRL,
    timestamps: e.LIMS_TIMESTAMP_URL ? { url: e.LIMS_TIMESTAMP_URL, rootFile: e.LIMS_TIMESTAMP_ROOT } : undefined,
    timestampAway: e.LIMS_TIMESTAMP_AWAY,
    secureCookies: e.LIMS_SECURE_COOKIES,
    trustProxy: e.LIMS_TRUST_PROXY,
  });
}

/** The settings in force, for `lims config`; what is secret is masked. */
export function showConfig(config: Config): Record<string, unknown> {
  return {
    ...config,
    databaseUrl: config.databaseUrl?.replace(/\/\/[^@]*@/, "//***@"),
    signing: config.signing && { ...config.signing, passphrase: "***" },
  };
}

/** The environment of a child process of ours, with what it is told beside. */
export function childEnvironment(told: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...told };
}
