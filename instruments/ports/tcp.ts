import { connect } from "node:net";
import type { PortSettings } from "../../server/readings/contract.ts";
import { within } from "./port.ts";
import type { OpenPort, Port } from "./port.ts";

type TcpSettings = Extract<PortSettings, { kind: "tcp" }>;

const connectTime = 5_000;
const writeTime = 2_000;
const keepAliveAfter = 10_000; // a device server whose power was cut says nothing; the probes find out

/** A serial port behind a device server, or an instrument with a network plug. */
export function tcpPort(settings: TcpSettings): OpenPort {
  return async (listener) => {
    const socket = connect({
      host: settings.host,
      port: settings.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveAfter,
    });
    let over = false;
    let why = "the connection was closed";

    socket.on("data", (bytes: Buffer) => {
      if (!over) listener.data(bytes);
    });
    const opened = new Promise<void>((resolve, reject) => {
      socket.once("connect", () => resolve());
      socket.once("close", () => reject(new Error(why)));
    });
    socket.on("error", (error) => {
      why = error.message;
    });
    try {
      await within(connectTime, "connecting", opened);
    } catch (error) {
      over = true;
      socket.destroy();
      throw error;
    }
    socket.on("close", () => {
      if (over) return;
      over = true;
      listener.lost(why);
    });

    const port: Port = {
      address: `tcp://${settings.host}:${settings.port}`,
      async write(bytes) {
        if (over) throw new Error("the port is not open");
        const sent = new Promise<void>((resolve, reject) => {
          socket.write(bytes, (error) => (error ? reject(error) : resolve()));
        });
        sent.catch(() => undefined);
        await within(writeTime, "writing", sent);
      },
      close() {
        over = true;
        socket.destroy();
        return Promise.resolve();
      },
    };
    return port;
  };
}
