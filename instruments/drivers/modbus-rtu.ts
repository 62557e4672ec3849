import { z } from "zod";
import { modbusLengths, modbusRtu } from "../framing/modbus-rtu.ts";
import type { Frame } from "../framing/frame.ts";
import type { Driver, DriverFamily, Said } from "./driver.ts";
import { ModbusRegister, registerValue, widthOf } from "./modbus-values.ts";
import { rejected } from "./plain-line.ts";
import { profileOf } from "./profile.ts";

/** Which registers of a device are asked for, how often, and what they mean. */
export const ModbusProfile = z.strictObject({
  unit: z.int().min(1).max(247).default(1),
  fc: z.union([z.literal(3), z.literal(4)]).default(3),
  registers: z.array(ModbusRegister).max(60).default([]),
  pollEvery: z.int().min(100).max(3_600_000).default(1_000), // ms
});
export type ModbusProfile = z.output<typeof ModbusProfile>;

/** Where the registers of a profile begin and how many there are, so that one question asks for all. */
export function spanOf({ registers }: ModbusProfile): { from: number; count: number } {
  const from = Math.min(...registers.map(({ address }) => address));
  const to = Math.max(...registers.map((each) => each.address + widthOf(each)));
  return registers.length === 0 ? { from: 0, count: 1 } : { from, count: to - from };
}

/** Modbus RTU; the profile says what the registers mean. */
export const modbus: DriverFamily = {
  name: "modbus-rtu",
  speaks: "Modbus RTU: thermometers, incubators, loggers, transmitters; the profile names the registers",
  driver(profile): Driver {
    const settings = profileOf("modbus-rtu", ModbusProfile, profile);
    return {
      name: "modbus-rtu",
      speaks: modbus.speaks,
      framing: () => modbusRtu(),
      reader: () => readerOf(settings),
      hasHead: () => true,
      isShown: (said) => said.kind === "reading",
      asks: null,
    };
  },
};

/** An answer does not say which registers it holds: the question before it does, or the profile. */
function readerOf(settings: ModbusProfile) {
  let asked: { unit: number; from: number; count: number } | null = null;
  return { read };

  function read(frame: Frame): Said | readonly Said[] {
    if (frame.fault) return rejected(isLikeFrame(frame.raw) ? "checksum" : "noise");
    const body = Buffer.from(frame.body);
    const [unit = 0, code = 0] = body;
    if (code & 0x80) return { kind: "frame", unit, fc: code & 0x7f, exception: body[2] };
    const isAnswer = body.length === 3 + (body[2] ?? -1);
    if (code <= 2)
      return { kind: "frame", unit, fc: code, ...(isAnswer ? { data: hexOf(body.subarray(3)) } : asking(body)) };
    if ((code === 3 || code === 4) && isAnswer) {
      const registers = words(body.subarray(3));
      const from = asked?.unit === unit && asked.count === registers.length ? asked.from : spanFrom(registers.length);
      asked = null;
      return [{ kind: "frame", unit, fc: code, registers }, ...(from === null ? [] : valuesOf(unit, from, registers))];
    }
    if (code === 3 || code === 4) {
      asked = { unit, from: body.readUInt16BE(2), count: body.readUInt16BE(4) };
      return { kind: "frame", unit, fc: code, ...asking(body) };
    }
    if (code === 16 && body.length > 6) {
      const from = body.readUInt16BE(2);
      const registers = words(body.subarray(7));
      return [{ kind: "frame", unit, fc: code, address: from, registers }, ...valuesOf(unit, from, registers)];
    }
    if (code === 5 || code === 6 || code === 15 || code === 16)
      return { kind: "frame", unit, fc: code, ...asking(body) };
    return { kind: "frame", unit, fc: code, data: hexOf(body.subarray(2)) };
  }

  function spanFrom(count: number): number | null {
    const span = spanOf(settings);
    return settings.registers.length > 0 && span.count === count ? span.from : null;
  }

  function valuesOf(unit: number, from: number, registers: readonly string[]): Said[] {
    if (settings.registers.length === 0 || unit !== settings.unit) return [];
    return settings.registers.flatMap((register) => {
      const at = register.address - from;
      const own = registers.slice(at, at + widthOf(register));
      return at < 0 || own.length < widthOf(register) ? [] : [registerValue(register, own)];
    });
  }
}

function asking(body: Buffer): { address: number; count: number } {
  return { address: body.readUInt16BE(2), count: body.readUInt16BE(4) };
}

function words(bytes: Buffer): string[] {
  return Array.from({ length: bytes.length >> 1 }, (_, at) => `0x${hexOf(bytes.subarray(2 * at, 2 * at + 2))}`);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex").toUpperCase();
}

/** Bytes that are as long as a frame with this beginning would be, and whose CRC was wrong. */
function isLikeFrame(raw: Uint8Array): boolean {
  return raw.length >= 4 && modbusLengths([...raw]).includes(raw.length);
}
