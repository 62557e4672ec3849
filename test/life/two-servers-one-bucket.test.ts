import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyPdf } from "../../server/certificates/signing/verify-pdf.ts";
import { hashOf } from "../../server/platform/files.ts";
import { anAuthority } from "../setup/authority.ts";
import { beginMany } from "../setup/issue-bench.ts";
import { clientOf, openLab, signIn, standingClock, type Lab } from "../setup/lab.ts";
import { scratchFolder } from "../setup/outside-programs.ts";
import { openS3, s3Keys } from "../setup/s3-server.ts";
import { childrenOf, prepareProgram, startServer, type ServerProcess } from "../setup/server-process.ts";
import { told } from "../setup/story.ts";
import { aToken, lacksToken } from "../setup/token.ts";

// A larger house: two servers on machines of their own over one database, files in a bucket, the key on a token.

const file = scratchFolder();
const size = 6;
let lab: Lab;
let s3: Awaited<ReturnType<typeof openS3>>;
const servers: ServerProcess[] = [];
const folders: string[] = [];
let rootPem: string;
let pin: string;
let keyPem: string;

describe.skipIf(lacksToken)(
  "two servers over one bucket, signing with a token (needs softhsm2-util and a built pkcs11js)",
  () => {
    beforeAll(async () => {
      prepareProgram();
      s3 = await openS3();
      // the lab's own clock stands; the servers' goes on from the same moment
      lab = await openLab({ clock: standingClock(new Date().toISOString()) });
      await beginMany(lab, size);
      const yesterday = new Date(lab.clock.now().getTime() - 86_400_000).toISOString();
      const authority = await anAuthority(yesterday);
      ({ rootPem, keyPem } = authority);
      const token = await aToken(file, keyPem, "two-servers");
      ({ pin } = token);
      writeFileSync(file("chain.pem"), authority.chainPem);
      writeFileSync(file("pin"), `${pin}\n`);
      const env = {
        ...token.env,
        DATABASE_URL: lab.databaseUrl,
        LIMS_LOG: "debug",
        LIMS_SIGNING_KEY: token.uri,
        LIMS_SIGNING_CHAIN: file("chain.pem"),
        LIMS_FILES_S3_BUCKET: s3.place.bucket,
        LIMS_FILES_S3_ENDPOINT: s3.place.endpoint ?? "",
        LIMS_FILES_S3_ACCESS_KEY: s3Keys.accessKeyId,
        LIMS_FILES_S3_SECRET_KEY: s3Keys.secretAccessKey,
      };
      const own: Record<string, string>[] = [
        { LIMS_SIGNING_PASSPHRASE_FILE: file("pin") },
        { LIMS_SIGNING_PASSPHRASE: pin },
      ];
      for (const how of own) {
        const folder = mkdtempSync(path.join(os.tmpdir(), "lims-machine-"));
        folders.push(folder);
        servers.push(await startServer({ ...env, ...how, LIMS_DATA: folder }));
      }
    }, 240_000);
    afterAll(async () => {
      for (const server of servers) await server.stop("SIGINT");
      await lab.close();
      await s3.close();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    });

    test("issue a batch together, each certificate once, and either hands out what the other has kept", async () => {
      const issuing = () => lab.db.certificate.count({ where: { state: "issuing" } });
      for (let waited = 0; waited < 600 && (await issuing()) > 0; waited += 1) await pause(100);
      const rows = await lab.db.certificate.findMany({
        where: { printedNumber: { startsWith: "批" } },
        include: { laboratoryKey: true },
      });
      expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: size }, () => "issued"));
      const clients = await Promise.all(servers.map(({ url }) => signIn(url, "demo-signatory")));
      for (const { number, sha256, laboratoryKey } of rows) {
        for (const client of clients) {
          const { status, bytes } = await client.get(`/api/certificates/${number}/certificate.pdf`);
          expect({ status, sha256: hashOf(bytes) }).toEqual({ status: 200, sha256 });
          expect(verifyPdf(bytes, { roots: [rootPem] })).toMatchObject({ isValid: true });
        }
        expect(laboratoryKey?.rootPem.trim()).toBe(rootPem.trim());
      }
      for (const folder of folders) expect(readdirSync(folder)).not.toContain("files");
    }, 90_000);

    test("slow a guesser down together: wrong codes at the one count at the other", async () => {
      const { number, checkCode } = await lab.db.certificate.findFirstOrThrow({ where: { state: "issued" } });
      const [one, other] = servers.map(({ url }) => clientOf(url, {}));
      for (let n = 0; n < 6; n += 1)
        await (n % 2 === 0 ? one : other)?.post("/api/verify", { number, code: `AAAAAAAAAAA${n + 2}` });
      for (const server of [one, other])
        expect(await server?.post("/api/verify", { number, code: checkCode })).toMatchObject({
          status: 429,
          body: { code: "too-many-tries" },
        });
    });

    test("tell the administrator that the key is on a token, and neither PIN nor key nor secret stands anywhere", async () => {
      const secrets = [pin, ...secretLinesOf(keyPem)];
      const seen: Record<string, string> = {};
      for (const [at, server] of servers.entries()) {
        const admin = await signIn(server.url, "demo-admin");
        const answer = await admin.get("/api/signing-keys");
        expect(told<{ laboratory: unknown }>(answer).laboratory).toMatchObject({ key: { place: "token" } });
        seen[`answer of ${at}`] = answer.bytes.toString();
        seen[`log of ${at}`] = server.said();
        for (const pid of [server.child.pid ?? 0, ...childrenOf(server.child)])
          seen[`process ${pid}`] = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      }
      expect(seen["log of 0"]).toContain("API"); // something was logged at all
      for (const [place, text] of Object.entries(seen))
        for (const secret of secrets) expect(text.includes(secret), place).toBe(false);
      const tables = await lab.db.$queryRaw<{ name: string }[]>`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
      expect(tables.length).toBeGreaterThan(50);
      for (const { name } of tables)
        for (const secret of secrets) {
          const found = `select count(*)::int as n from ${name} t where position($1 in t::text) > 0`;
          const [row] = await lab.db.$queryRawUnsafe<{ n: number }[]>(found, secret);
          expect(row?.n, name).toBe(0);
        }
    }, 60_000);
  },
);

/** The lines of a private key that are its own and no other's. */
function secretLinesOf(pem: string): string[] {
  return pem
    .split("\n")
    .filter((line) => line.length === 64)
    .slice(1, 2);
}
