import { decodeAll } from "../../instruments/drivers/decode.ts";
import { readTables } from "../../instruments/drivers/read-table.ts";
import type { Said } from "../../instruments/drivers/driver.ts";
import { driverOf, families } from "../../instruments/drivers/index.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./gateway-contract.ts";

const mostShown = 12;

/** What instruments can be spoken to. */
export function listDrivers(_ctx: Context): Promise<ReplyOf<typeof contract.listDrivers>> {
  return Promise.resolve({ rows: Object.values(families).map(({ name, speaks }) => ({ name, speaks })) });
}

/** What each driver, or the one named, makes of these bytes; those that understood most of it come first. */
export function tryDrivers(
  _ctx: Context,
  { body }: InputOf<typeof contract.tryDrivers>,
): Promise<ReplyOf<typeof contract.tryDrivers>> {
  const bytes = Buffer.from(body.bytes, "base64");
  const names = body.driver === undefined ? Object.keys(families) : [body.driver];
  const rows = names.map((name) => tried(name, body.driver === undefined ? undefined : body.profile, bytes));
  return Promise.resolve({
    rows: rows.toSorted((a, b) => b.readings - b.refused - (a.readings - a.refused)),
  });
}

/** Why an instrument cannot be set up so, or null. */
export function driverFault(name: string, profile: unknown): Problem | null {
  try {
    return driverOf(name, profile) ? null : new Problem("driver-unknown", { driver: name });
  } catch (error) {
    return new Problem("profile-wrong", { why: error instanceof Error ? error.message : String(error) });
  }
}

/** What the driver of this name reads in a whole file; refused where there is no such driver or its settings do not fit. */
export function readFileWith(name: string, profile: unknown, bytes: Buffer): Said[] {
  const fault = driverFault(name, profile ?? undefined);
  if (fault) throw fault;
  const driver = driverOf(name, profile ?? undefined);
  return driver ? decodeAll(driver, bytes).map((each) => each.said) : [];
}

/** A table of any of the kinds that instruments' programs write, as text cells; null when it is none. */
export function tableRows(bytes: Buffer): string[][][] | null {
  try {
    return readTables(bytes).map(({ rows }) => rows.map(({ cells }) => [...cells]));
  } catch {
    return null;
  }
}

function tried(name: string, profile: unknown, bytes: Buffer) {
  const fault = driverFault(name, profile);
  const driver = fault ? null : driverOf(name, profile);
  if (!driver) return { driver: name, readings: 0, refused: 1, said: [], why: String(fault?.details["why"] ?? name) };
  const said = decodeAll(driver, bytes).map((each) => each.said);
  return {
    driver: name,
    readings: said.filter(({ kind }) => kind === "reading" || kind === "scan").length,
    refused: said.filter(({ kind }) => kind === "rejected").length,
    said: said.slice(-mostShown).map(shown),
    why: null,
  };
}

/** One statement in the words of a bench. */
function shown(said: Said): string {
  if (said.kind === "rejected") return `✗ ${said.reason}${said.code === undefined ? "" : ` ${said.code}`}`;
  if (said.kind === "scan") return `▮ ${said.data}`;
  if (said.kind !== "reading") return `· ${said.kind}`;
  const stable = said.stable === null ? "" : said.stable ? " ●" : " ○";
  const whose = [said.sample, said.test ?? said.target].filter(Boolean).join(" ");
  const qualifier = said.qualifier === "=" ? "" : said.qualifier;
  return `${whose} ${qualifier}${said.value ?? said.text ?? ""} ${said.unit ?? ""}${stable}`.trim();
}
