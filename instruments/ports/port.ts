/** What a port tells its owner. `lost` comes once, and never after `close`. */
export type PortListener = { data(bytes: Uint8Array): void; lost(reason: string): void };

/** An open connection to an instrument. It is used once: after it was lost or closed a new one is opened. */
export type Port = {
  readonly address: string;
  /** Settles when the bytes have left, and rejects when they cannot within the time a line needs. */
  write(bytes: Uint8Array): Promise<void>;
  /** Never rejects and never hangs. */
  close(): Promise<void>;
};

/** Opens a port; the listener is attached before the first byte can come. */
export type OpenPort = (listener: PortListener) => Promise<Port>;

/** Rejects with this sentence when a promise takes too long. */
export async function within<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
