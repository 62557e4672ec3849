import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ConnectedInstrument, GatewayConfiguration } from "../server/readings/contract.ts";
import type { GatewayConfig } from "./config.ts";
import { followConfiguration } from "./configuration.ts";
import { startDelivery } from "./delivery.ts";
import { driverOf, families } from "./drivers/index.ts";
import type { Driver } from "./drivers/driver.ts";
import { startFolder } from "./folder.ts";
import { startHealth } from "./health.ts";
import { holdFolder } from "./hold-folder.ts";
import { openJournal } from "./journal/journal.ts";
import { startLine } from "./line.ts";
import type { Line } from "./line.ts";
import { startLive } from "./live.ts";
import type { Log } from "./log.ts";
import { openOutbox } from "./outbox/outbox.ts";
import { openPort } from "./ports/open-port.ts";
import { unkeptReadings } from "./recover.ts";
import { serverLink } from "./server-link.ts";
import { startWatch } from "./watch.ts";

export type Gateway = { stop(): Promise<void> };

/** Reads instruments and brings their readings to the server. Gives null when another gateway works in the same folder. */
export async function startGateway(config: GatewayConfig, log: Log): Promise<Gateway | null> {
  await mkdir(config.folder, { recursive: true, mode: 0o700 });
  const held = await holdFolder(config.folder);
  if (!held) return null;

  const outbox = await openOutbox({
    folder: join(config.folder, "outbox"),
    log,
    keepDeliveredMs: config.keepDeliveredMs,
  });
  const journal = await openJournal({ folder: join(config.folder, "journal"), log, keepMs: config.keepJournalMs });
  const link = serverLink({ url: config.server, key: config.key });
  const delivery = startDelivery({ outbox, link, log, now });
  const live = startLive({ link, reached: delivery.nudge });
  const watch = startWatch(link);
  const lines = new Map<string, { instrument: ConnectedInstrument; line: Line }>();
  const recovered = new Set<string>();
  let gatewayName = "";
  let aheadMs = 0;
  const following = followConfiguration({ link, folder: config.folder, log, use });
  const health = startHealth({ ...config, link, log, look });
  log.info({ server: config.server, folder: config.folder, waiting: outbox.state().waiting }, "gateway started");

  return {
    async stop() {
      link.close();
      await following.stop();
      live.stop();
      watch.stop();
      health.stop();
      await Promise.all([...lines.values()].map(({ line }) => line.stop()));
      await delivery.stop();
      await outbox.close();
      await journal.close();
      await held.release();
      log.info({ waiting: outbox.state().waiting }, "gateway stopped");
    },
  };

  async function use(configuration: GatewayConfiguration, fresh: boolean): Promise<void> {
    if (fresh) await delivery.agree(configuration.upTo);
    watch.watch(fresh ? configuration.watched : []);
    setClock((configuration.clockAheadMinutes ?? 0) * 60_000);
    if (configuration.gatewayName !== gatewayName)
      log.info({ gateway: configuration.gatewayName, fresh }, "configuration taken");
    gatewayName = configuration.gatewayName;
    const wanted = new Map(configuration.instruments.map((instrument) => [instrument.number, withOwnPort(instrument)]));
    for (const [number, { instrument, line }] of lines) {
      if (isDeepStrictEqual(wanted.get(number), instrument)) continue;
      await line.stop();
      lines.delete(number);
      if (!wanted.has(number)) live.forget(number);
    }
    for (const instrument of wanted.values()) if (!lines.has(instrument.number)) start(instrument);
  }

  function start(instrument: ConnectedInstrument): void {
    const own = log.child({ instrument: instrument.number, name: instrument.name });
    const driver = chosenDriver(instrument, own);
    if (!driver) {
      live.show({ number: instrument.number, state: "idle", live: null });
      return;
    }
    if (instrument.port.kind === "folder") {
      const watched = { instrument, port: instrument.port, driver, journal: journal.of(instrument.number) };
      const line = startFolder({
        ...watched,
        folder: config.folder,
        keep: outbox.keep,
        show: live.show,
        log: own,
        now,
      });
      lines.set(instrument.number, { instrument, line });
      return;
    }
    recover(instrument, driver, own);
    const line = startLine({
      instrument,
      driver,
      open: openPort(instrument.port),
      keep: outbox.keep,
      journal: journal.of(instrument.number),
      saw: (bytes) => watch.saw(instrument.number, bytes),
      show: live.show,
      log: own,
      now,
    });
    lines.set(instrument.number, { instrument, line });
  }

  /** Once for each instrument: what a killed gateway had on the disk as bytes and not yet as readings. */
  function recover(instrument: ConnectedInstrument, driver: Driver, own: Log): void {
    if (recovered.has(instrument.number)) return;
    recovered.add(instrument.number);
    const { number } = instrument;
    const readings = unkeptReadings(instrument, driver, journal.found(number), outbox.keptUpTo(number));
    if (readings.length > 0) own.warn({ readings: readings.length }, "readings taken up from the journal");
    for (const reading of readings)
      outbox.keep(reading).catch((error: unknown) => own.error({ err: error, reading }, "reading could not be kept"));
  }

  function look(): Parameters<typeof startHealth>[0]["look"] extends () => infer R ? R : never {
    const { waiting, trouble } = outbox.state();
    const written = journal.state();
    return {
      waiting,
      trouble: (trouble ?? written.trouble)?.slice(0, 300) ?? null,
      journalBytes: written.bytes,
      ports: [...lines].map(([number, { line }]) => {
        const { lines: heard, refused, bytes, lost, lastByteAt } = line.counters();
        const at = lastByteAt?.toISOString() ?? null;
        return { number, state: line.state(), lastByteAt: at, lines: heard, refused, bytes, lost };
      }),
    };
  }

  function chosenDriver(instrument: ConnectedInstrument, own: Log): Driver | null {
    try {
      const driver = driverOf(instrument.driver, instrument.profile);
      if (!driver) own.error({ driver: instrument.driver, known: Object.keys(families) }, "no such driver");
      return driver;
    } catch (error) {
      own.error({ driver: instrument.driver, err: error }, "the driver cannot be set as the register says");
      return null;
    }
  }

  function now(): Date {
    return new Date(Date.now() + aheadMs);
  }

  /** A demonstration lets hours of drying pass in a moment; readings are then timed by the server's shifted clock. */
  function setClock(ahead: number): void {
    if (ahead !== aheadMs) log.warn({ aheadMinutes: ahead / 60_000 }, "readings are timed by a demonstration's clock");
    aheadMs = ahead;
  }

  function withOwnPort(instrument: ConnectedInstrument): ConnectedInstrument {
    return { ...instrument, port: config.ports[instrument.number] ?? instrument.port };
  }
}
