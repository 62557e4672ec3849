import { createHash } from "node:crypto";

/**
 * Content-addressed store: a file is known by the SHA-256 of its bytes and never overwritten. There is no way to remove one: what was
 * issued must be there for six years at least. In a folder (folder-store.ts) or a bucket (s3-store.ts).
 */
export type FileStore = {
  keep: (bytes: Buffer) => Promise<string>;
  read: (sha256: string) => Promise<Buffer>;
};

export function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
