import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import path from "node:path";
import { hashOf, type FileStore } from "./files.ts";

/** A store in a folder; bytes are on disk before they are named. */
export function openFolderStore(folder: string): FileStore {
  const placeOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256);
  return {
    async keep(bytes) {
      const sha256 = hashOf(bytes);
      const place = placeOf(sha256);
      if (
        await stat(place).then(
          (s) => s.size === bytes.length,
          () => false,
        )
      )
        return sha256;
      await mkdir(path.dirname(place), { recursive: true });
      const half = `${place}.${randomUUID()}.part`;
      const file = await open(half, "wx", 0o640);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(half, place);
      return sha256;
    },
    async read(sha256) {
      const bytes = await readFile(placeOf(sha256));
      if (hashOf(bytes) !== sha256) throw new Error(`File ${sha256} is damaged.`);
      return bytes;
    },
  };
}
