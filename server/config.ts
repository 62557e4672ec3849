import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { S3Place } from "./platform/s3-store.ts";

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
  LIMS_SIGNING_PASSPHRASE_FILE: z.string().optional(),
  LIMS_SIGNING_CRL: z.string().optional(),
  LIMS_SIGNING_PEOPLE: z.string().optional(),
  LIMS_TIMESTAMP_URL: z.url().optional(),
  LIMS_TIMESTAMP_ROOT: z.string().optional(),
  LIMS_TIMESTAMP_AWAY: z.enum(["wait", "without"]).default("wait"),
  LIMS_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  LIMS_MAIL_FROM: z.string().trim().min(3).optional(),
  LIMS_FILES_S3_BUCKET: z.string().min(3).max(63).optional(),
  LIMS_FILES_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  LIMS_FILES_S3_REGION: z.string().default("us-east-1"),
  LIMS_FILES_S3_ACCESS_KEY: z.string().optional(),
  LIMS_FILES_S3_SECRET_KEY: z.string().optional(),
  LIMS_FILES_S3_SECRET_KEY_FILE: z.string().optional(),
  LIMS_FILES_S3_PREFIX: z
    .string()
    .regex(/^(?!\/)[\w./-]*$/)
    .default(""),
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
  /** A key in a file (PEM with its chain, or PKCS#12 which holds both), on a token (pkcs11:…) or behind a signing service. */
  signing: { place: string; chainFile: string | undefined; passphrase: string | undefined } | undefined;
  /** A folder with the keys of signatories, NAME.key.pem and NAME.chain.pem by their login. */
  signingPeople: string | undefined;
  /** A revocation list (DER or PEM) that goes into certificates as evidence. */
  signingCrl: string | undefined;
  timestamps: { url: string; rootFile: string | undefined } | undefined;
  /** When the time-stamp service is away: wait for it, or sign without. */
  timestampAway: "wait" | "without";
  /** The server that takes mail, and the sender named in it; without it no mail is sent. */
  mail: { url: string; from: string } | undefined;
  /** Files in a bucket; undefined: in a folder of `dataDir`. */
  bucket: S3Place | undefined;
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
    throw new Error(
      "LIMS_SIGNING_CHAIN belongs to a PEM key, a token or a signing service; a PKCS#12 file holds its own.",
    );
  if (Boolean(e.LIMS_SMTP_URL) !== Boolean(e.LIMS_MAIL_FROM))
    throw new Error("LIMS_SMTP_URL and LIMS_MAIL_FROM belong together: where mail goes, and from whom it comes.");
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
        : {
            place,
            chainFile: e.LIMS_SIGNING_CHAIN,
            passphrase: secretOf(e, "LIMS_SIGNING_PASSPHRASE", "LIMS_SIGNING_PASSPHRASE_FILE"),
          },
    signingPeople: e.LIMS_SIGNING_PEOPLE,
    signingCrl: e.LIMS_SIGNING_CRL,
    timestamps: e.LIMS_TIMESTAMP_URL ? { url: e.LIMS_TIMESTAMP_URL, rootFile: e.LIMS_TIMESTAMP_ROOT } : undefined,
    timestampAway: e.LIMS_TIMESTAMP_AWAY,
    mail: e.LIMS_SMTP_URL && e.LIMS_MAIL_FROM ? { url: e.LIMS_SMTP_URL, from: e.LIMS_MAIL_FROM } : undefined,
    bucket: bucketOf(e),
    secureCookies: e.LIMS_SECURE_COOKIES,
    trustProxy: e.LIMS_TRUST_PROXY,
  });
}

type Environment = z.output<typeof Environment>;
type Name = keyof Environment;

/** A secret stands in a variable, or alone in a file that only the service may read. */
function secretOf(e: Environment, name: Name, fileName: Name): string | undefined {
  const [value, file] = [e[name], e[fileName]];
  if (value !== undefined && file !== undefined) throw new Error(`${name} or ${fileName}, not both.`);
  if (file === undefined) return value === undefined ? undefined : String(value);
  try {
    return readFileSync(String(file), "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new Error(`${fileName}: ${String(file)} cannot be read (${(error as NodeJS.ErrnoException).code ?? "?"}).`, {
      cause: error,
    });
  }
}

function bucketOf(e: Environment): S3Place | undefined {
  const secret = secretOf(e, "LIMS_FILES_S3_SECRET_KEY", "LIMS_FILES_S3_SECRET_KEY_FILE");
  const access = e.LIMS_FILES_S3_ACCESS_KEY;
  if ((access === undefined) !== (secret === undefined))
    throw new Error("LIMS_FILES_S3_ACCESS_KEY and LIMS_FILES_S3_SECRET_KEY belong together.");
  if (e.LIMS_FILES_S3_BUCKET === undefined) {
    if (access !== undefined || e.LIMS_FILES_S3_ENDPOINT !== undefined)
      throw new Error("LIMS_FILES_S3_BUCKET is missing: without it files are kept in a folder.");
    return undefined;
  }
  return {
    bucket: e.LIMS_FILES_S3_BUCKET,
    endpoint: e.LIMS_FILES_S3_ENDPOINT,
    region: e.LIMS_FILES_S3_REGION,
    credentials:
      access === undefined || secret === undefined ? undefined : { accessKeyId: access, secretAccessKey: secret },
    prefix: e.LIMS_FILES_S3_PREFIX,
  };
}

/** The settings in force, for `lims config`; what is secret is masked. */
export function showConfig(config: Config): Record<string, unknown> {
  return {
    ...config,
    databaseUrl: config.databaseUrl?.replace(/\/\/[^@]*@/, "//***@"),
    signing: config.signing && { ...config.signing, passphrase: "***" },
    mail: config.mail && { ...config.mail, url: config.mail.url.replace(/\/\/[^@]*@/, "//***@") },
    bucket: config.bucket && { ...config.bucket, credentials: config.bucket.credentials && "***" },
  };
}

/** The environment of a child process of ours, with what it is told beside. */
export function childEnvironment(told: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...told };
}
