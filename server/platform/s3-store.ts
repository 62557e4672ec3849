import type { S3Client } from "@aws-sdk/client-s3";
import { Problem } from "../kernel/problems.ts";
import { hashOf, type FileStore } from "./files.ts";

export type S3Place = {
  bucket: string;
  /** Undefined: AWS's own address of the region. */
  endpoint: string | undefined;
  region: string;
  /** Undefined: what the machine offers by itself (environment, instance role). */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** Before every name, without a slash at its beginning. */
  prefix: string;
};

/** A store in a bucket of any S3-compatible service. The library is loaded with the first file, for most installations use a folder. */
export function openS3Store(place: S3Place): FileStore {
  let opened: Promise<Opened> | undefined;
  const open = () => (opened ??= openClient(place));
  const nameOf = (sha256: string) => ({ Bucket: place.bucket, Key: `${place.prefix}${sha256.slice(0, 2)}/${sha256}` });
  return {
    async keep(bytes) {
      const { client, sdk } = await open();
      const sha256 = hashOf(bytes);
      const known = await client.send(new sdk.HeadObjectCommand(nameOf(sha256))).catch(missing);
      if (known !== null) {
        if (known.ContentLength === bytes.length) return sha256;
        throw new Error(`File ${sha256} in the bucket is damaged, and is not overwritten.`);
      }
      await client
        .send(
          new sdk.PutObjectCommand({
            ...nameOf(sha256),
            Body: bytes,
            ContentLength: bytes.length,
            IfNoneMatch: "*", // another process may have been quicker: then theirs stays
            ChecksumSHA256: Buffer.from(sha256, "hex").toString("base64"),
          }),
        )
        .catch((error: unknown) => {
          if (statusOf(error) !== 412) throw away(error);
        });
      return sha256;
    },
    async read(sha256) {
      const { client, sdk } = await open();
      const found = await client.send(new sdk.GetObjectCommand(nameOf(sha256))).catch(missing);
      if (!found?.Body) throw new Error(`File ${sha256} is not in the bucket.`);
      const bytes = Buffer.from(await found.Body.transformToByteArray());
      if (hashOf(bytes) !== sha256) throw new Error(`File ${sha256} is damaged.`);
      return bytes;
    },
  };
}

type Opened = { client: S3Client; sdk: typeof import("@aws-sdk/client-s3") };

async function openClient({ endpoint, region, credentials }: S3Place): Promise<Opened> {
  const sdk = await import("@aws-sdk/client-s3");
  const client = new sdk.S3Client({
    region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(credentials ? { credentials } : {}),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
    // we send the SHA-256 ourselves; other makers' services do not all know the library's newer sums
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return { client, sdk };
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/** A file that is not there is an answer; everything else means that the service cannot be used now. */
function missing(error: unknown): null {
  if (statusOf(error) === 404) return null;
  throw away(error);
}

function away(error: unknown): Problem {
  const problem = new Problem("storage-away");
  problem.cause = error; // for the log
  return problem;
}
