import type { LiveEvent } from "../kernel/live-event.ts";
import type { Database, Db } from "./db.ts";
import type { FileStore } from "./files.ts";
import type { Jobs, JobName, JobData } from "./jobs.ts";
import type { Live } from "./live.ts";
import type { Log } from "./log.ts";

/** Who acts: a person with their roles, a gateway, a job, or somebody on the command line. */
export type Actor = {
  kind: "person" | "gateway" | "system" | "cli" | "nobody";
  id: string | null;
  name: string;
  roles: readonly string[];
  rights: ReadonlySet<string>;
  laboratoryId: string | null;
  enterpriseId: string | null;
  seesAllLaboratories: boolean;
  /** Hash of the session's token, for sign-out. */
  session: string | null;
};

export const nobody: Actor = {
  kind: "nobody",
  id: null,
  name: "—",
  roles: [],
  rights: new Set(),
  laboratoryId: null,
  enterpriseId: null,
  seesAllLaboratories: false,
  session: null,
};
export const system: Actor = { ...nobody, kind: "system", name: "system" };

/** What was decided from the environment (config.ts). */
export type Settings = Readonly<{
  isDemo: boolean;
  publicUrl: string;
  secureCookies: boolean;
  trustProxy: boolean;
  dataDir: string;
  signing: { place: string; chainFile: string | undefined; passphrase: string | undefined } | undefined;
  signingPeople?: string | undefined;
  signingCrl?: string | undefined;
  timestamps?: { url: string; rootFile: string | undefined } | undefined;
  timestampAway?: "wait" | "without";
  mail?: { url: string; from: string } | undefined;
}>;

/** What is there for the whole life of a process. */
export type House = {
  settings: Settings;
  log: Log;
  db: Database;
  databaseUrl: string;
  files: FileStore;
  live: Live;
  jobs: Jobs;
  clock: Clock;
  random: (bytes: number) => Buffer;
};

/** The instant it is for the laboratory; ahead of the wall clock only in a demonstration. */
export type Clock = { now(): Date; aheadMinutes(): number; setAhead(minutes: number): void };

/** How a use case sees the world. */
export type Context = {
  db: Db;
  now: () => Date;
  actor: Actor;
  house: House;
  requestId: string;
  /** One trail entry: what was done, to what, with which facts. */
  note: (action: string, subject: string, detail?: Record<string, unknown>) => Promise<void>;
  /** Tells every screen of every process; delivered when the change is committed. */
  tell: (event: LiveEvent) => Promise<void>;
  /** A job that exists exactly if this change is committed. */
  enqueue: <N extends JobName>(name: N, data: JobData[N]) => Promise<void>;
  /** What must outlive a refusal (a counted guess): a change of its own, made when this one was rolled back. */
  whenRefused: (act: (own: Context) => Promise<void>) => void;
  /** The address of who asks, for counting guesses. */
  address: string;
  /** To be set on the answer; undefined leaves the cookie alone. */
  cookie: { set: string | null | undefined };
};
