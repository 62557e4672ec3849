import type { OpenPort, PortListener } from "./port.ts";

/** A port without hardware. */
export type MemoryPort = {
  readonly open: OpenPort;
  readonly written: string[];
  /** Bytes from the instrument. */
  send(bytes: string | Uint8Array): void;
  unplug(): void;
  plug(): void;
  /** Called with what the host says. */
  onWrite: ((text: string) => void) | null;
};

/** A port for tests and demonstrations, with a plug that can be pulled. */
export function memoryPort(): MemoryPort {
  let listener: PortListener | null = null;
  let plugged = true;

  const memory: MemoryPort = {
    written: [],
    onWrite: null,
    open: (newListener) => {
      if (!plugged) return Promise.reject(new Error("no such port"));
      if (listener) return Promise.reject(new Error("the port is in use"));
      listener = newListener;
      return Promise.resolve({
        address: "memory",
        write(bytes) {
          if (listener !== newListener) return Promise.reject(new Error("the port is not open"));
          const text = Buffer.from(bytes).toString("latin1");
          memory.written.push(text);
          memory.onWrite?.(text);
          return Promise.resolve();
        },
        close() {
          if (listener === newListener) listener = null;
          return Promise.resolve();
        },
      });
    },
    send: (bytes) => listener?.data(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes),
    unplug() {
      plugged = false;
      const told = listener;
      listener = null;
      told?.lost("unplugged");
    },
    plug() {
      plugged = true;
    },
  };
  return memory;
}
