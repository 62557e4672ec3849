import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { decoder } from "../drivers/decode.ts";
import type { Decoded } from "../drivers/decode.ts";
import type { Driver } from "../drivers/driver.ts";
import { driverOf, families } from "../drivers/index.ts";
import { statementLines } from "./statement-line.ts";

/**
 * `lims decode`: raw bytes of an instrument in, JSON Lines out. Answers 0 when all was understood, 1 when anything was
 * refused, 2 for a wrong call or a file that cannot be read, null when the words were not understood.
 */
export async function decodeCommand(args: string[]): Promise<number | null> {
  const asked = readWords(args);
  if (asked === null) return null;
  if (asked.list) return list();
  const driver = chooseDriver(asked.driver, asked.profile);
  if (typeof driver === "string") return complain(driver);

  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(isRefused ? 1 : 0); // whoever read has had enough
    throw error;
  });
  let isRefused = false;
  const decode = decoder(driver);
  const tell = async (decoded: readonly Decoded[]) => {
    isRefused ||= decoded.some(({ said }) => said.kind === "rejected");
    if (decoded.length > 0 && !process.stdout.write(statementLines(decoded)))
      await new Promise((resolve) => process.stdout.once("drain", resolve));
  };
  try {
    for await (const bytes of asked.file === undefined ? process.stdin : createReadStream(asked.file))
      await tell(decode.push(asBytes(bytes)));
  } catch (error) {
    return complain(`${asked.file ?? "standard input"}: ${error instanceof Error ? error.message : String(error)}`);
  }
  await tell(decode.end());
  return isRefused ? 1 : 0;
}

/** The driver by its name and its profile as written on a command line; a sentence when there is none. */
export function chooseDriver(name: string | undefined, profile: string | undefined): Driver | string {
  const known = `Known are ${Object.keys(families).join(", ")}.`;
  if (name === undefined) return `Name a driver with --driver. ${known}`;
  try {
    const settings: unknown = profile === undefined ? undefined : JSON.parse(profile);
    return driverOf(name, settings) ?? `There is no driver "${name}". ${known}`;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return error instanceof SyntaxError ? `The profile is no JSON: ${why}` : why;
  }
}

function readWords(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { driver: { type: "string" }, profile: { type: "string" }, list: { type: "boolean", default: false } },
    });
    return positionals.length > 1 ? null : { ...values, file: positionals[0] === "-" ? undefined : positionals[0] };
  } catch {
    return null;
  }
}

function list(): number {
  for (const { name, speaks } of Object.values(families)) process.stdout.write(`${name.padEnd(14)} ${speaks}\n`);
  return 0;
}

function asBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError("bytes were expected");
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
