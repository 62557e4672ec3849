import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig, showConfig } from "../../server/config.ts";
import { hashOf, type FileStore } from "../../server/platform/files.ts";
import { openFolderStore } from "../../server/platform/folder-store.ts";
import { openS3Store } from "../../server/platform/s3-store.ts";
import { openS3 } from "../setup/s3-server.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "lims-files-"));
let s3: Awaited<ReturnType<typeof openS3>>;
beforeAll(async () => {
  s3 = await openS3();
});
afterAll(async () => {
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Two processes over one place: whatever the one keeps the other reads. */
const stores: Record<string, () => [FileStore, FileStore, string]> = {
  "a folder": () => [openFolderStore(folder), openFolderStore(folder), folder],
  "a bucket": () => [openS3Store(s3.place), openS3Store(s3.place), s3.folder],
};

/** The one file under a folder that holds these bytes. */
function placeOf(root: string, bytes: Buffer): string {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const found = files
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((name) => readFileSync(name).equals(bytes));
  expect(found).toHaveLength(1);
  return found[0] ?? "";
}

describe.each(Object.keys(stores))("files in %s", (name) => {
  const open = () => stores[name]?.() ?? [];

  test("are known by their hash and read by another process", async () => {
    const [one, other] = open();
    const bytes = randomBytes(70_000);
    const sha256 = await one?.keep(bytes);
    expect(sha256).toBe(hashOf(bytes));
    expect((await other?.read(sha256 ?? ""))?.equals(bytes)).toBe(true);
  });

  test("are written once, also when two processes keep the same file at once, and cannot be removed", async () => {
    const [one, other, root] = open();
    const bytes = Buffer.from(`同一份文件 ${name}`);
    const [first, second] = await Promise.all([one?.keep(bytes), other?.keep(bytes), one?.keep(bytes)]);
    expect(second).toBe(first);
    placeOf(root ?? "", bytes);
    expect(Object.keys(one ?? {}).toSorted()).toEqual(["keep", "read"]);
  });

  test("are refused when their bytes are not those that were kept, or are gone", async () => {
    const [one, , root] = open();
    const bytes = Buffer.from(`会损坏的文件 ${name}`);
    const sha256 = (await one?.keep(bytes)) ?? "";
    writeFileSync(placeOf(root ?? "", bytes), Buffer.from(bytes).fill(0x20, 3, 4));
    await expect(one?.read(sha256)).rejects.toThrow("is damaged");
    await expect(one?.read("0".repeat(64))).rejects.toThrow(/not in the bucket|ENOENT/);
  });
});

describe("a bucket", () => {
  test("that cannot be reached, or does not know the key, is an outage with its sentence and loses nothing", async () => {
    const bytes = Buffer.from("暂存");
    const away = openS3Store({ ...s3.place, endpoint: "http://127.0.0.1:9" });
    const stranger = openS3Store({ ...s3.place, credentials: { accessKeyId: "S3RVER", secretAccessKey: "wrong" } });
    const nowhere = openS3Store({ ...s3.place, bucket: "no-such-bucket" });
    for (const store of [away, stranger, nowhere])
      await expect(store.keep(bytes)).rejects.toMatchObject({ code: "storage-away", status: 503 });
    const store = openS3Store(s3.place);
    expect(await store.read(await store.keep(bytes))).toEqual(bytes);
  });

  test("is told by settings that contradict nothing and show no secret", () => {
    const env = { LIMS_FILES_S3_BUCKET: "lims", LIMS_FILES_S3_ENDPOINT: "http://127.0.0.1:9000" };
    const keys = { LIMS_FILES_S3_ACCESS_KEY: "key", LIMS_FILES_S3_SECRET_KEY: "geheim-9" };
    const config = readConfig({ ...env, ...keys });
    expect(config.bucket).toEqual({
      bucket: "lims",
      endpoint: "http://127.0.0.1:9000",
      region: "us-east-1",
      credentials: { accessKeyId: "key", secretAccessKey: "geheim-9" },
      prefix: "",
    });
    expect(JSON.stringify(showConfig(config))).not.toContain("geheim-9");
    const secret = path.join(folder, "secret");
    writeFileSync(secret, "geheim-10\n");
    const { LIMS_FILES_S3_SECRET_KEY: _, ...access } = keys;
    const fromFile = readConfig({ ...env, ...access, LIMS_FILES_S3_SECRET_KEY_FILE: secret });
    expect(fromFile.bucket?.credentials?.secretAccessKey).toBe("geheim-10");
    expect(readConfig({}).bucket).toBeUndefined();
    expect(() => readConfig({ ...env, ...access })).toThrow("belong together");
    expect(() => readConfig({ ...keys })).toThrow("LIMS_FILES_S3_BUCKET");
    expect(() => readConfig({ ...env, ...keys, LIMS_FILES_S3_SECRET_KEY_FILE: secret })).toThrow("not both");
  });
});
