import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openJournal } from "../../instruments/journal/journal.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import { clientOf, enrolledGateway, openLab, type Lab } from "../setup/lab.ts";
import { told } from "../setup/story.ts";
import { aLog } from "../instruments/bench.ts";
import { answersTo } from "./json-lines.ts";

// Bytes of six years ago, read again with the driver of today.

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await openLab();
  folder = mkdtempSync(path.join(tmpdir(), "lims-journal-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await lab.close();
});

test("lims replay --journal shows what another driver would have read, and changes nothing", async () => {
  const gateway = await enrolledGateway(lab, await lab.as("demo-admin"), "旧网关");
  const { number, id } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "balance", driver: "mt-sics" } });
  await lab.db.instrument.update({ where: { id }, data: { gatewayId: gateway.id } });
  const at = lab.clock.now();
  const journal = await openJournal({ folder, log: aLog(), keepMs: 1e12 });
  const own = journal.of(number);
  own.opened(at);
  const lines = ["S S     10.0012 g\r\n", "S S     10.0013 g\r\n"];
  for (const line of lines) await own.append(at, Buffer.from(line));
  await journal.close();
  const delivered = (sequence: number, value: string, from: number) => ({
    sequence,
    instrumentNumber: number,
    raw: Buffer.from(lines[sequence - 1] ?? "").toString("base64"),
    kind: "weight",
    value,
    unit: "g",
    stable: true,
    status: "reading",
    text: null,
    takenAt: at.toISOString(),
    driver: "mt-sics",
    journal: { from, bytes: 19 },
  });
  told(
    await clientOf(lab.url, { authorization: `Bearer ${gateway.key}` }).post("/api/gateway/readings", {
      readings: [delivered(1, "10.0012", 0), delivered(2, "10.0018", 19)], // a driver of then that misread
      gatewayNow: at.toISOString(),
    }),
  );
  const before = await lab.db.reading.count();
  const lims = (...words: string[]) =>
    answersTo(
      process.execPath,
      [path.join(projectRoot, "dist/server/cli.js"), "replay", "--journal", folder, "--instrument", number, ...words],
      "",
      { DATABASE_URL: lab.databaseUrl, LIMS_DATA: lab.dataDir },
    );
  const { lines: said, code, stderr } = await lims();
  expect({ stderr, code }).toEqual({ stderr: "", code: 1 });
  expect(said).toEqual([
    {
      kind: "differs",
      from: 19,
      was: { bytes: 19, value: "10.0018", unit: "g", status: "reading" },
      would: { bytes: 19, value: "10.0013", unit: "g", status: "reading" },
    },
    { kind: "summary", driver: "mt-sics", kept: 2, would: 2, same: 1 },
  ]);
  expect((await lims("--driver", "and")).lines.at(-1)).toMatchObject({ kind: "summary", driver: "and" });
  expect(await lab.db.reading.count()).toBe(before);
});
