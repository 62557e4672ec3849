import { stat } from "node:fs/promises";
import { SerialPort } from "serialport";
import type { PortSettings } from "../../server/readings/contract.ts";
import { within } from "./port.ts";
import type { OpenPort, Port } from "./port.ts";

type SerialSettings = Extract<PortSettings, { kind: "serial" }>;

const writeTime = 2_000; // a flow-control line that is not wired would hold a write for ever
const closeTime = 2_000; // Windows drivers may hang on close
const watchEvery = 2_000;

/**
 * A real serial port. Three things it knows from hardware: the listener for bytes must stand before opening and stay
 * (without a reader an unplugged port is never noticed), `hupcl` is off so that closing does not reset instruments, and
 * the device file is watched beside, because drivers do not always report that the plug was pulled.
 */
export function serialPort(settings: SerialSettings): OpenPort {
  return async (listener) => {
    const { path, baudRate, dataBits, parity, stopBits } = settings;
    const before = await identityOf(path);
    const stream = new SerialPort({
      path,
      baudRate,
      dataBits,
      parity,
      stopBits,
      hupcl: false,
      lock: true,
      autoOpen: false,
    });
    let over = false;
    const watch = setInterval(() => {
      void identityOf(path).then((now) => {
        if (now !== before) lose(now === "none" ? "the device is gone" : "another device took its place");
      });
    }, watchEvery);
    watch.unref();

    stream.on("data", (bytes: Buffer) => {
      if (!over) listener.data(bytes);
    });
    stream.on("error", (error: Error) => lose(error.message));
    stream.on("close", (error?: Error | null) => lose(error?.message ?? "the port was closed"));
    try {
      await new Promise<void>((resolve, reject) => {
        stream.open((error) => (error ? reject(error) : resolve()));
      });
    } catch (error) {
      over = true;
      clearInterval(watch);
      throw error;
    }
    if (over) await closed(); // lost in the moment of opening; the listener knows

    const port: Port = {
      address: `${path} ${baudRate} ${dataBits}${parity[0]?.toUpperCase()}${stopBits}`,
      async write(bytes) {
        // a write to a closed port is queued without a word until the next opening
        if (over || !stream.isOpen) throw new Error("the port is not open");
        const sent = new Promise<void>((resolve, reject) => {
          stream.write(Buffer.from(bytes), (error) => (error ? reject(error) : resolve()));
        });
        sent.catch(() => undefined); // its failure after the time is up is told by `lost`
        await within(writeTime, "writing", sent);
      },
      async close() {
        over = true;
        clearInterval(watch);
        await closed();
      },
    };
    return port;

    function lose(reason: string): void {
      if (over) return;
      over = true;
      clearInterval(watch);
      void closed();
      listener.lost(reason);
    }

    async function closed(): Promise<void> {
      if (!stream.isOpen || stream.closing) return;
      const done = new Promise<void>((resolve) => {
        stream.close(() => resolve());
      });
      await within(closeTime, "closing", done).catch(() => undefined);
    }
  };
}

/** Which device stands behind the path. Re-plugging may put another one there without the stream noticing. */
async function identityOf(path: string): Promise<string> {
  if (process.platform === "win32") return "unknown";
  try {
    const { dev, ino, rdev } = await stat(path);
    return `${dev}:${ino}:${rdev}`;
  } catch {
    return "none";
  }
}
