import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { performance } from "node:perf_hooks";
import type { Port } from "../ports/port.ts";
import { serialPort } from "../ports/serial.ts";
import { startControl } from "./control.ts";
import { mtSicsEnd } from "./mt-sics.ts";
import type { MtSicsEnd } from "./mt-sics.ts";
import { pan, toFigure } from "./pan.ts";
import type { Pan } from "./pan.ts";

export type SimulatedBalance = {
  /** Where it can be reached: a `tcp://` address or the path of its serial port. */
  readonly address: string;
  /** The TCP port it listens on; null on a serial line. */
  readonly tcpPort: number | null;
  /** Its page and buttons, where a control port was asked for. */
  readonly control: string | null;
  /** How many hosts are connected. */
  connections(): number;
  /** Puts a load on the pan (or takes what lies there), waits for rest, presses the print key. Gives the line sent. */
  press(grams?: string, how?: { settleMs?: number }): Promise<string | null>;
  /** Puts a load on the pan and presses nothing. */
  place(grams: string, how?: { settleMs?: number }): void;
  stop(): Promise<void>;
};

const retryEvery = 500; // its cable may be pulled and put back

type Connections = { address: string; tcpPort: number | null; ends: Set<MtSicsEnd>; stop(): Promise<void> };
type Make = (say: (line: string) => void) => MtSicsEnd;

/** An analytical balance that speaks MT-SICS on a serial line or a TCP port of this machine. */
export async function startSimulatedBalance(asked: {
  connect: { kind: "tcp"; port?: number } | { kind: "serial"; path: string; baudRate?: number };
  serialNumber: string;
  controlPort?: number;
  model?: string;
  settleMs?: number;
}): Promise<SimulatedBalance> {
  const { connect, serialNumber, controlPort, model = "XS204 Simulated", settleMs } = asked;
  const cell = pan(settleMs);
  const make: Make = (say) => mtSicsEnd({ pan: cell, model, serialNumber, say });
  const connections =
    connect.kind === "tcp"
      ? await listenTcp(connect.port ?? 0, make)
      : await openSerial(connect.path, connect.baudRate ?? 9600, make);

  const press: SimulatedBalance["press"] = async (grams, how) => {
    if (grams !== undefined) cell.place(grams, performance.now(), how?.settleMs);
    const sent = await Promise.all([...connections.ends].map((end) => end.print()));
    return sent.find((line) => line !== null) ?? null;
  };
  const place: SimulatedBalance["place"] = (grams, how) => cell.place(grams, performance.now(), how?.settleMs);
  const control =
    controlPort === undefined
      ? null
      : await startControl(
          {
            press: (grams) => press(grams),
            place: (grams) => place(grams),
            tare: () => void cell.tare(performance.now()),
            zero: () => void cell.zero(performance.now()),
            state: () => ({ ...display(cell), connected: connections.ends.size }),
          },
          controlPort,
        ).catch(async (error: unknown) => {
          await connections.stop();
          throw error;
        });

  return {
    address: connections.address,
    tcpPort: connections.tcpPort,
    control: control?.url ?? null,
    connections: () => connections.ends.size,
    press,
    place,
    async stop() {
      for (const end of connections.ends) end.stop();
      await control?.stop();
      await connections.stop();
    },
  };
}

function display(cell: Pan): { shown: string; stable: boolean } {
  const { steps, range, isStable } = cell.shown(performance.now());
  const bars = range === "over" ? "\u203e\u203e\u203e\u203e\u203e\u203e" : "______";
  return { shown: range === "within" ? `${toFigure(steps)} g` : bars, stable: isStable };
}

async function listenTcp(port: number, make: Make): Promise<Connections> {
  const ends = new Set<MtSicsEnd>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    const end = make((line) => socket.write(line, "latin1"));
    ends.add(end);
    sockets.add(socket);
    socket.on("data", (bytes: Buffer) => end.hear(bytes));
    socket.on("error", () => undefined); // `close` follows
    socket.on("close", () => {
      end.stop();
      ends.delete(end);
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const tcpPort = (server.address() as AddressInfo).port;
  return {
    address: `tcp://127.0.0.1:${tcpPort}`,
    tcpPort,
    ends,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function openSerial(path: string, baudRate: number, make: Make): Promise<Connections> {
  const ends = new Set<MtSicsEnd>();
  let port: Port | null = null;
  let retry: NodeJS.Timeout | undefined;
  let isOver = false;
  await connect();
  return {
    address: path,
    tcpPort: null,
    ends,
    async stop() {
      isOver = true;
      clearTimeout(retry);
      await port?.close();
    },
  };

  async function connect(): Promise<void> {
    const end = make((line) => void port?.write(Buffer.from(line, "latin1")).catch(() => undefined));
    port = await serialPort({ kind: "serial", path, baudRate, dataBits: 8, parity: "none", stopBits: 1 })({
      data: (bytes) => end.hear(bytes),
      lost() {
        port = null;
        end.stop();
        ends.delete(end);
        plugIn();
      },
    });
    ends.add(end);
    end.powerUp();
  }

  function plugIn(): void {
    retry = setTimeout(() => {
      if (!isOver) connect().catch(plugIn);
    }, retryEvery);
  }
}
