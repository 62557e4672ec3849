import { RE2JS } from "re2js";
import { z } from "zod";
import type { Driver, DriverFamily, Measured, Said } from "./driver.ts";
import { figureOf } from "./figure.ts";
import { plainLine, rejected } from "./plain-line.ts";
import { profileOf } from "./profile.ts";
import { textDecoder, textEncoding } from "./text-encoding.ts";

const quantities = [
  "weight",
  "count",
  "percent",
  "moisture",
  "pH",
  "mV",
  "conductivity",
  "salinity",
  "dissolved-solids",
  "oxygen",
  "pressure",
  "concentration",
  "temperature",
  "volume",
  "absorbance",
  "result",
] as const;

/** What a technician says about an instrument that no other driver knows: how its line looks. */
export const LineProfile = z.strictObject({
  /** A pattern for the whole line, with the named groups value and, where they are, unit, stable, sample, test, at. */
  pattern: z
    .string()
    .min(1)
    .max(400)
    .default(String.raw`^\s*(?<value>[+-]?\s*\d+(?:\.\d+)?)\s*(?<unit>[^\s\d.+-]\S{0,9})\s*$`),
  /** What the group stable says when the figure is at rest; without, whether the group matched. */
  stable: z.union([z.string(), z.array(z.string())]).optional(),
  /** The unit where the line does not say it. */
  unit: z.string().max(20).optional(),
  quantity: z.enum(quantities).optional(),
  end: z.enum(["crlf", "lf", "cr"]).default("crlf"),
  encoding: textEncoding.default("iso-8859-1"),
  decimalComma: z.boolean().default(false),
});
type LineProfile = z.output<typeof LineProfile>;

const moving = new Set(["D", "U", "US", "SD", "?", "*", "UNSTABLE", "DYN", "DYNAMIC", "MOTION", "M"]);
const quantityOfUnit = new Map<string, Measured["quantity"]>([
  ...["g", "kg", "mg", "ct", "t", "lb", "oz", "GN", "\u00b5g", "ug"].map((unit) => [unit, "weight"] as const),
  ["pcs", "count"],
  ["%", "percent"],
  ["pH", "pH"],
  ["mV", "mV"],
  ...["mL", "ml", "L", "\u00b5L"].map((unit) => [unit, "volume"] as const),
  ...["C", "\u00b0C", "F", "\u00b0F", "K"].map((unit) => [unit, "temperature"] as const),
  ...["uS/cm", "\u00b5S/cm", "mS/cm"].map((unit) => [unit, "conductivity"] as const),
  ...["mg/L", "\u00b5g/L", "g/L", "ppm", "ppb"].map((unit) => [unit, "concentration"] as const),
]);

/** Any instrument that prints a line: its pattern is the profile. The engine is linear in time, whatever the pattern. */
export const line: DriverFamily = {
  name: "line",
  speaks: "Any line of text, by a pattern of your own (named groups value, unit, stable)",
  driver(profile): Driver {
    const settings = profileOf("line", LineProfile, profile);
    const pattern = compiled(settings.pattern);
    return plainLine({
      name: "line",
      speaks: line.speaks,
      ends: settings.end === "lf" ? ["lf", "crlf"] : [settings.end],
      longest: 512,
      isWholeByItself: false, // who knows whether the pattern would notice that a digit is missing in front
      decode: textDecoder(settings.encoding),
      read: (text) => saidOf(text, pattern, settings),
    });
  },
};

function compiled(pattern: string): RE2JS {
  let made: RE2JS;
  try {
    made = RE2JS.compile(pattern);
  } catch (error) {
    throw new Error(`The pattern cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (!Object.hasOwn(made.namedGroups(), "value"))
    throw new Error("The pattern needs a group that is named value: (?<value>...).");
  return made;
}

function saidOf(text: string, pattern: RE2JS, settings: LineProfile): Said | null {
  const match = pattern.matcher(text);
  if (!match.matches()) return null;
  const names = new Set(Object.keys(pattern.namedGroups()));
  const group = (name: string) => (names.has(name) ? (match.group(name) ?? undefined) : undefined);
  const figure = figureOf((group("value") ?? "").replaceAll(/\s/g, ""), settings.decimalComma);
  if (!figure) return rejected("syntax");
  const unit = group("unit")?.trim() || settings.unit || null;
  const more = Object.fromEntries(
    ["sample", "test", "at", "name", "status", "flag"].flatMap((name) => {
      const told = group(name)?.trim();
      return told ? [[name, told]] : [];
    }),
  );
  return {
    kind: "reading",
    quantity: settings.quantity ?? quantityOfUnit.get(unit ?? "") ?? "result",
    value: figure.value,
    unit,
    stable: names.has("stable") ? isStable(group("stable"), settings.stable) : null,
    qualifier: figure.qualifier,
    ...more,
  };
}

function isStable(told: string | undefined, words: LineProfile["stable"]): boolean {
  const word = told?.trim() ?? "";
  if (words !== undefined) return [words].flat().includes(word);
  return told !== undefined && word !== "" && !moving.has(word.toUpperCase());
}
