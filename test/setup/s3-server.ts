import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import type { S3Place } from "../../server/platform/s3-store.ts";

// the part that is used; the package has no types
type Listening = { address: string; port: number } & AddressInfo;
type S3rver = new (options: Record<string, unknown>) => { run: () => Promise<Listening>; close: () => Promise<void> };

export const s3Keys = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

/** A real server that speaks S3 on loopback, with an empty bucket; signatures of requests are checked. `folder` is where its objects lie. */
export async function openS3(): Promise<{ place: S3Place; folder: string; close: () => Promise<void> }> {
  const Server = createRequire(import.meta.url)("@20minutes/s3rver") as S3rver;
  const folder = mkdtempSync(path.join(os.tmpdir(), "lims-s3-"));
  const server = new Server({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: "lims" }],
  });
  const { port } = await server.run();
  return {
    place: {
      bucket: "lims",
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      credentials: s3Keys,
      prefix: "files/",
    },
    folder,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
