import { z } from "zod";
import { Decimal } from "../../server/kernel/decimal.ts";
import type { Measured, Said } from "./driver.ts";
import { rejected } from "./plain-line.ts";

const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);

/** One value in an instrument's registers: where, how it is written, and what it means. */
export const ModbusRegister = z.strictObject({
  address: z.int().min(0).max(65535),
  type: z.enum(["float32", "int16", "uint16", "int32", "uint32"]).optional(),
  /** Order of the bytes on the line: ABCD is big-endian; CDAB, with its words exchanged, is what most devices send. */
  order: z.enum(["ABCD", "CDAB", "BADC", "DCBA", "AB", "BA"]).optional(),
  scale: number.default(1),
  unit: z.string().max(20).optional(),
  quantity: z
    .enum(["temperature", "weight", "pH", "mV", "conductivity", "pressure", "percent", "volume", "result"])
    .optional(),
  name: z.string().max(60).optional(),
  /** Raw words that mean a broken sensor. */
  invalid: z.array(z.string().regex(/^0x[0-9A-Fa-f]{4}([0-9A-Fa-f]{4})?$/)).optional(),
});
export type ModbusRegister = z.output<typeof ModbusRegister>;

/** How many registers a value takes. */
export function widthOf({ type, order }: ModbusRegister): 1 | 2 {
  return typeOf({ type, order }).endsWith("32") ? 2 : 1;
}

function typeOf({ type, order }: Pick<ModbusRegister, "type" | "order">) {
  return type ?? (order?.length === 4 ? "float32" : "int16");
}

/** The value at its place among these words, or why it is none. */
export function registerValue(register: ModbusRegister, words: readonly string[]): Said {
  const type = typeOf(register);
  const line = Buffer.from(words.map((word) => word.slice(2)).join(""), "hex");
  const order = register.order ?? (type.endsWith("32") ? "ABCD" : "AB");
  const bytes = Buffer.alloc(line.length);
  [...order].forEach((letter, at) => (bytes[letter.charCodeAt(0) - 65] = line[at] ?? 0));
  const raw = `0x${bytes.toString("hex").toUpperCase()}`;
  const broken = register.invalid ?? (type === "int16" ? ["0x8000", "0x7FFF"] : []);
  if (broken.some((word) => word.toUpperCase().replace("0X", "0x") === raw)) return rejected("error", `sensor ${raw}`);
  const figure = figureIn(type, bytes);
  if (figure === null) return rejected("error", `sensor ${raw}`);
  const value = new Decimal(figure).times(new Decimal(register.scale));
  const places = Math.max(0, -new Decimal(register.scale).e);
  const unit = register.unit ?? null;
  return {
    kind: "reading",
    quantity: register.quantity ?? quantityOf(unit),
    value: type === "float32" ? value.toFixed() : value.toFixed(Math.max(places, value.decimalPlaces())),
    unit,
    stable: null,
    qualifier: "=",
    ...(register.name === undefined ? {} : { name: register.name }),
    test: String(register.address),
  };
}

function figureIn(type: ReturnType<typeof typeOf>, bytes: Buffer): string | null {
  if (type === "int16") return String(bytes.readInt16BE());
  if (type === "uint16") return String(bytes.readUInt16BE());
  if (type === "int32") return String(bytes.readInt32BE());
  if (type === "uint32") return String(bytes.readUInt32BE());
  const float = bytes.readFloatBE();
  if (!Number.isFinite(float)) return null;
  // the shortest decimal that is this very float: what the instrument meant, and not what a double makes of it
  for (let digits = 1; digits <= 9; digits += 1) {
    const text = float.toPrecision(digits);
    if (Math.fround(Number(text)) === float) return new Decimal(text).toFixed();
  }
  return new Decimal(float).toFixed();
}

function quantityOf(unit: string | null): Measured["quantity"] {
  if (unit === null) return "result";
  if (/^(?:\u00b0?[CF]|\u2103|K)$/.test(unit)) return "temperature";
  if (unit === "pH" || unit === "mV") return unit;
  if (/^(?:g|kg|mg)$/.test(unit)) return "weight";
  return /^%/.test(unit) ? "percent" : "result";
}
