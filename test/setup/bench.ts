import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startGateway } from "../../instruments/gateway.ts";
import { startSimulatedBalance } from "../../instruments/simulator/simulated-balance.ts";
import { connectBalance, renewDemoGatewayKey } from "../../prisma/seed/demo-gateway.ts";
import type { PortSettings } from "../../server/readings/contract.ts";
import { aLog } from "../instruments/bench.ts";
import type { Lab } from "./lab.ts";

export type Bench = {
  balance: string;
  /** Puts a weight on the pan and presses print, as a person does. */
  press: (grams: string) => Promise<void>;
  /** Moves the laboratory's clock and waits until the gateway follows it. */
  advance: (minutes: number) => Promise<void>;
  close: () => Promise<void>;
};

/** The demonstration's balance on a port, with the real gateway reading it into this laboratory. */
export async function openBench(
  lab: Lab,
  port: PortSettings,
  connect: { kind: "serial"; path: string } | { kind: "tcp"; port?: number },
): Promise<Bench> {
  const simulator = await startSimulatedBalance({ connect, serialNumber: "SIM-0001", settleMs: 100 });
  let isShown = false;
  const stopHearing = lab.house.live.hear((event) => {
    if (event.type === "display" && event.value !== null) isShown = true;
  });
  const settings = port.kind === "tcp" ? { ...port, port: simulator.tcpPort ?? port.port } : port;
  const { number, key } = await lab.change(async (ctx) => ({
    ...(await connectBalance(ctx, settings)),
    ...(await renewDemoGatewayKey(ctx)),
  }));
  const gateway = await startGateway(
    {
      server: lab.url,
      key,
      folder: mkdtempSync(path.join(tmpdir(), "lims-gateway-")),
      ports: {},
      metrics: null,
      version: "test",
      keepDeliveredMs: 3_600_000,
      keepJournalMs: 3_600_000,
      logLevel: "error" as const,
    },
    aLog(),
  );
  if (!gateway) throw new Error("the gateway did not start");
  await eventually("the balance's weight is shown", () => isShown);
  stopHearing();
  return {
    balance: number,
    press: async (grams) => {
      const before = await lab.db.reading.count({ where: { status: "reading", isManual: false } });
      await simulator.press(grams);
      await eventually(
        `the reading ${grams} arrives`,
        async () => (await lab.db.reading.count({ where: { status: "reading", isManual: false } })) > before,
      );
    },
    advance: async (minutes) => {
      lab.clock.advance(minutes);
      await new Promise((go) => setTimeout(go, 3000)); // the gateway asks for its configuration every two seconds
    },
    close: async () => {
      await gateway.stop();
      await simulator.stop();
    },
  };
}

/** Waits for something to come true; says what it waited for when it never does. */
export async function eventually(what: string, isTrue: () => boolean | Promise<boolean>, most = 30_000): Promise<void> {
  const end = performance.now() + most;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}
