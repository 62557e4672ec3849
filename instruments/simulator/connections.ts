import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import type { Port } from "../ports/port.ts";
import { serialPort } from "../ports/serial.ts";

/** An instrument's end of one connection. */
export type SimulatedEnd = { hear(bytes: Uint8Array): void; powerUp?(): void; stop(): void };

export type Connect = { kind: "tcp"; port?: number } | { kind: "serial"; path: string; baudRate?: number };
export type Connections<E> = {
  address: string;
  tcpPort: number | null;
  ends: Set<E>;
  /** Pulls the plug; whoever was connected must come again. */
  unplug(): void;
  stop(): Promise<void>;
};
type Make<E> = (write: (bytes: Uint8Array) => void) => E;

const retryEvery = 500; // its cable may be pulled and put back

/** A simulated instrument behind a TCP port of this machine or on one end of a serial line. */
export function openConnections<E extends SimulatedEnd>(connect: Connect, make: Make<E>): Promise<Connections<E>> {
  return connect.kind === "tcp"
    ? listenTcp(connect.port ?? 0, make)
    : openSerial(connect.path, connect.baudRate ?? 9600, make);
}

async function listenTcp<E extends SimulatedEnd>(port: number, make: Make<E>): Promise<Connections<E>> {
  const ends = new Set<E>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    const end = make((bytes) => socket.write(bytes));
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
    unplug() {
      for (const socket of sockets) socket.destroy();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function openSerial<E extends SimulatedEnd>(
  path: string,
  baudRate: number,
  make: Make<E>,
): Promise<Connections<E>> {
  const ends = new Set<E>();
  let port: Port | null = null;
  let retry: NodeJS.Timeout | undefined;
  let isOver = false;
  await connect();
  return {
    address: path,
    tcpPort: null,
    ends,
    unplug: () => undefined, // whoever made the line pulls it
    async stop() {
      isOver = true;
      clearTimeout(retry);
      await port?.close();
    },
  };

  async function connect(): Promise<void> {
    const end = make((bytes) => void port?.write(Buffer.from(bytes)).catch(() => undefined));
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
    end.powerUp?.();
  }

  function plugIn(): void {
    retry = setTimeout(() => {
      if (!isOver) connect().catch(plugIn);
    }, retryEvery);
  }
}
