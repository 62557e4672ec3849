import { describe, expect, test } from "vitest";
import { decodeAll } from "../../instruments/drivers/decode.ts";
import type { Measured, Said } from "../../instruments/drivers/driver.ts";
import { driverOf, families } from "../../instruments/drivers/index.ts";
import { ownRecordings, sharedCaptures } from "./recording.ts";

// What each recording says. Those of the repository have each statement beside them, checked by hand; captures of real
// instruments, where they lie beside the repository, have what their source says is in them.

const names = Object.keys(families);
const said = (name: string, bytes: Uint8Array): Said[] => {
  const driver = driverOf(name);
  if (!driver) throw new Error(name);
  return decodeAll(driver, bytes).map((each) => each.said);
};

describe.each(names)("%s", (name) => {
  test.each(ownRecordings(`${name}-`).filter((each) => belongsTo(each.name, name)))("$name", ({ bytes, expected }) => {
    expect(said(name, bytes)).toEqual(expected);
  });

  const captures = sharedCaptures(name) ?? [];
  test.skipIf(captures.length === 0)(`captures of real instruments (${captures.length})`, () => {
    for (const { name: file, bytes, expected } of captures) {
      const readings = said(name, bytes).filter((each) => each.kind === "reading");
      for (const [at, wanted] of resultsIn(expected).entries()) {
        expect(readings[at], `${file} ${at}`).toMatchObject(wanted);
      }
      if (resultsIn(expected).length > 0) expect(readings.length, file).toBe(resultsIn(expected).length);
    }
  });
});

test("a real-time PCR export gives a Ct where there is one, and none where there is none", () => {
  const wells = ownRecordings("quantstudio").flatMap(({ bytes }) => said("quantstudio", bytes));
  expect(wells.filter(isReading).map(({ well, ct, value, text }) => [well, ct, value, text])).toEqual([
    ["A1", undefined, null, "Undetermined"],
    ["A2", "24.318", "24.318", undefined],
    ["A3", "19.05", "19.05", undefined],
  ]);
});

/** `astm-file` belongs to astm-records and not to astm. */
function belongsTo(recording: string, name: string): boolean {
  const longest = names.filter((each) => recording.startsWith(`${each}-`)).sort((a, b) => b.length - a.length)[0];
  return longest === name;
}

function isReading(each: Said): each is Measured {
  return each.kind === "reading";
}

type Wanted = { value: string | null; unit: string | null; [more: string]: unknown };

/** The index tells results in the words of their source: lists of readings, or the results of a message. */
function resultsIn(expected: unknown): Wanted[] {
  const list = Array.isArray(expected)
    ? expected
    : ((expected as { results?: unknown[] } | undefined)?.results ??
      (expected as { readings?: unknown[] } | undefined)?.readings ??
      []);
  return (list as Record<string, unknown>[]).flatMap((each): Wanted[] => {
    const mode = each["mode"] === undefined ? {} : { mode: each["mode"] };
    if (each["total"] !== undefined) return [{ value: text(each["total"]), unit: text(each["unit"]), mode: "total" }];
    if (each["value"] === undefined) return [];
    const value = text(each["value"]).trim();
    const isFigure = /^[<>]?-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value);
    const unit = each["unit"] ?? each["units"] ?? null;
    const first: Wanted = {
      value: isFigure ? value.replace(/^[<>]/, "") : null,
      unit: unit === "" ? null : text(unit, null),
      ...mode,
      ...(each["stable"] === undefined ? {} : { stable: each["stable"] }),
      ...(each["test"] === undefined ? {} : { test: each["test"] }),
    };
    const degrees = each["temperature"];
    return degrees === undefined ? [first] : [first, { value: text(degrees), unit: "C", quantity: "temperature" }];
  });
}

function text(value: unknown): string;
function text(value: unknown, otherwise: null): string | null;
function text(value: unknown, otherwise: null | string = ""): string | null {
  return typeof value === "string" ? value : otherwise;
}
