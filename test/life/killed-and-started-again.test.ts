import { createServer, type AddressInfo } from "node:net";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAlive } from "../../server/platform/exclusively.ts";
import type { PrintView } from "../../server/samples/label-contract.ts";
import { eventually } from "../setup/bench.ts";
import { signIn } from "../setup/lab.ts";
import { childrenOf, prepareProgram, startServer, type ServerProcess } from "../setup/server-process.ts";
import { told } from "../setup/story.ts";
import { aDataFolder } from "../setup/writer.ts";

const folder = aDataFolder();
const postmaster = path.join(folder, "postgres", "cluster", "postmaster.pid");
const running: ServerProcess[] = [];

beforeAll(() => prepareProgram());
afterAll(async () => {
  for (const server of running) await server.stop("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<ServerProcess> {
  const server = await startServer({ LIMS_DATA: folder });
  running.push(server);
  return server;
}

const kept = { creditCode: "914403001922038216", name: "断电前登记的企业", address: "", contact: "", phone: "" };

test("with its own database: kill -9 loses nothing acknowledged and leaves nobody behind, the next start goes on, Ctrl-C stops everything", async () => {
  const first = await start();
  const reception = await signIn(first.url, "demo-reception");
  told(await reception.post("/api/enterprises", kept));
  const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  const { id } = told<{ id: string }>(await reception.post("/api/photos", photo, { "content-type": "image/jpeg" }));
  // a printer that takes the beginning of a job and then nothing more: the server dies in the middle of sending
  const printer = createServer((socket) => void socket.on("error", () => undefined).pause());
  await new Promise<void>((done) => printer.listen(0, "127.0.0.1", done));
  const admin = await signIn(first.url, "demo-admin");
  const { port } = printer.address() as AddressInfo;
  const rows = [{ name: "收样台", host: "127.0.0.1", port, language: "zpl" }];
  told(await admin.post("/api/printers", { rows }));
  const reached = new Promise((done) => printer.once("connection", done));
  const [order] = told<{ rows: { number: string }[] }>(await reception.get("/api/orders")).rows;
  const print = told<PrintView>(await reception.post("/api/labels/print", { of: order?.number, printer: "收样台" }));
  await reached;
  told(await reception.post("/api/demo/advance-clock", { minutes: 15 }));
  const instruments = childrenOf(first.child).filter((pid) => isAlive(pid));
  expect(instruments.length).toBeGreaterThanOrEqual(2); // the simulated balance and its gateway
  expect(await first.stop("SIGKILL")).toBeNull();

  const second = await start();
  const again = await signIn(second.url, "demo-reception");
  const found = told<{ rows: { name: string }[] }>(await again.get("/api/enterprises?q=914403001922038216")).rows;
  expect(found.map((row) => row.name)).toEqual([kept.name]);
  expect((await again.get(`/api/photos/${id}`)).bytes.equals(photo)).toBe(true);
  await eventually("those whom the killed server started have ended by themselves", () =>
    instruments.every((pid) => pid === postgresOf() || !isAlive(pid)),
  );

  // nobody prints it again unasked; once it is clear that nobody sends it any more, people are asked what came out
  const prints = async () =>
    told<{ rows: PrintView[] }>(await again.get(`/api/label-prints?of=${order?.number}`)).rows.map(
      (row) => row.sending,
    );
  await eventually("the print is uncertain", async () => (await prints()).join() === "uncertain");
  expect(told<{ unread: number }>(await again.get("/api/notices")).unread).toBeGreaterThan(0);
  const once = told<PrintView>(await again.post(`/api/label-prints/${print.id}/settle`, { as: "printed" }));
  expect(once).toMatchObject({ id: print.id, settled: { as: "printed" } });
  printer.close();

  const children = childrenOf(second.child);
  expect(existsSync(postmaster)).toBe(true);
  expect(await second.stop("SIGINT")).toBe(0);
  expect(children.filter((pid) => isAlive(pid))).toEqual([]);
  expect(existsSync(postmaster)).toBe(false);
});

/** The database outlives a killed server on purpose: the next start adopts it. */
function postgresOf(): number {
  return existsSync(postmaster) ? Number.parseInt(readFileSync(postmaster, "utf8"), 10) : 0;
}
