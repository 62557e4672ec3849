import type { InstrumentJournal } from "../../instruments/journal/journal.ts";
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Log } from "../../instruments/log.ts";
import type { NewReading } from "../../instruments/outbox/record.ts";
import { takeReadings } from "../../server/readings/contract.ts";
import type { ConnectedInstrument, DeliveredReading, LiveInstrument } from "../../server/readings/contract.ts";

export const balanceNumber = "5622900260000013";

/** With CI=true a missing program is a failure, elsewhere its tests are skipped by name. */
export const hasSocat = process.env.CI === "true" || spawnSync("socat", ["-V"]).status === 0;

export function aFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), "lims-gateway-"));
}

export type Heard = { level: string; event: string; facts: object };

/** A log that is only remembered. */
export function aLog(): Log & { heard: Heard[] } {
  const heard: Heard[] = [];
  const say = (level: string) => (first: object | string, event?: string) => {
    heard.push({
      level,
      event: typeof first === "string" ? first : (event ?? ""),
      facts: typeof first === "string" ? {} : first,
    });
  };
  const log = {
    heard,
    debug: say("debug"),
    info: say("info"),
    warn: say("warn"),
    error: say("error"),
    child: () => log,
  };
  return log;
}

/** The weight that a person printed as the `n`th. */
export function aReading(n: number): NewReading {
  const line = `S S ${(n / 10_000).toFixed(4).padStart(10)} g`;
  return {
    instrumentNumber: balanceNumber,
    raw: Buffer.from(`${line}\r\n`).toString("base64"),
    kind: "weight",
    value: (n / 10_000).toFixed(4),
    unit: "g",
    stable: true,
    status: "reading",
    text: line,
    takenAt: "2026-12-01T01:00:00.000Z",
    driver: "mt-sics",
  };
}

/** Waits for something to come true; says what it waited for when it never does. */
export async function until(what: string, isTrue: () => boolean, most = 30_000): Promise<void> {
  const end = performance.now() + most;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export type SerialPair = { instrument: string; gateway: string; unplug(): Promise<void>; plug(): Promise<void> };

/** Two ends of a serial cable, made of real pseudo-terminals; killing socat pulls the plug. */
export async function aSerialPair(): Promise<SerialPair> {
  const folder = await aFolder();
  const instrument = path.join(folder, "instrument");
  const gateway = path.join(folder, "gateway");
  let socat = await cable();
  return {
    instrument,
    gateway,
    async unplug() {
      if (socat.exitCode !== null || socat.signalCode !== null) return;
      const gone = new Promise((resolve) => socat.once("exit", resolve));
      socat.kill("SIGTERM");
      await gone;
    },
    async plug() {
      socat = await cable();
    },
  };

  async function cable() {
    const child = spawn("socat", [`pty,raw,echo=0,link=${instrument}`, `pty,raw,echo=0,link=${gateway}`], {
      stdio: "ignore",
    });
    await until("socat made the pair", () => existsSync(instrument) && existsSync(gateway));
    return child;
  }
}

export type SmallServer = {
  url: string;
  readings: DeliveredReading[];
  live: LiveInstrument[];
  upTo: number;
  clockAheadMinutes: number;
  posts: number;
  instruments: ConnectedInstrument[];
  /** What goes wrong with the next deliveries. */
  misfortunes: Misfortune[];
  stop(): Promise<void>;
  start(): Promise<void>;
};
export type Misfortune = "cut before" | "cut after" | "500" | "nonsense" | "half taken";

/** A server over real HTTP that takes readings as the contract says and fails as told; its memory outlives a restart. */
export async function aSmallServer(key: string): Promise<SmallServer> {
  const server = createServer((request, response) => void answer(request, response));
  let port = 0;
  const small: SmallServer = {
    url: "",
    readings: [],
    live: [],
    upTo: 0,
    clockAheadMinutes: 0,
    posts: 0,
    instruments: [],
    misfortunes: [],
    start: () => new Promise((resolve) => server.listen(port, "127.0.0.1", resolve)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await small.start();
  port = (server.address() as AddressInfo).port;
  small.url = `http://127.0.0.1:${port}`;
  return small;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const piece of request) text += String(piece);
    const send = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${key}`) return void send(401, { code: "sign-in-needed" });
    if (request.url === "/api/gateway/configuration")
      return void send(200, {
        gatewayName: "bench",
        upTo: small.upTo,
        clockAheadMinutes: small.clockAheadMinutes,
        instruments: small.instruments,
        watched: [],
      });
    if (request.url === "/api/gateway/health") return void send(200, {});
    const body: unknown = JSON.parse(text);
    if (request.url === "/api/gateway/live") {
      small.live.push(...(body as { instruments: LiveInstrument[] }).instruments);
      return void send(200, {});
    }
    small.posts += 1;
    const { readings } = takeReadings.body.parse(body);
    const misfortune = small.misfortunes.shift();
    if (misfortune === "cut before") return void request.socket.destroy();
    if (misfortune === "500") return void send(500, { code: "server-error" });
    if ((readings[0]?.sequence ?? 0) > small.upTo + 1) return void send(409, { code: "gateway-gap" });
    take(misfortune === "half taken" ? readings.slice(0, Math.ceil(readings.length / 2)) : readings);
    if (misfortune === "cut after") return void request.socket.destroy();
    if (misfortune === "nonsense") return void response.writeHead(200).end("<html>");
    send(200, { upTo: small.upTo });
  }

  function take(readings: DeliveredReading[]): void {
    for (const reading of readings) {
      if (reading.sequence !== small.upTo + 1) continue;
      small.readings.push(reading);
      small.upTo = reading.sequence;
    }
  }
}

/** A journal that keeps nothing, for tests of what stands before and behind it. */
export function aJournal(): InstrumentJournal {
  let end = 0;
  return {
    opened: () => end,
    append(_at, bytes) {
      end += bytes.length;
      return Promise.resolve();
    },
    newest: () => new Uint8Array(),
    isReady: () => true,
  };
}
