import { decoder } from "../drivers/decode.ts";
import type { Decoded } from "../drivers/decode.ts";
import type { Driver } from "../drivers/driver.ts";
import { spanOf } from "../drivers/modbus-rtu.ts";
import type { ModbusProfile } from "../drivers/modbus-rtu.ts";
import { modbusCrc } from "../framing/modbus-rtu.ts";
import type { Link } from "./link.ts";

const answerWithin = 1_000; // ms

/**
 * The master on a Modbus line: asks, waits for the answer, asks again after the pause. An answer that nobody waits for
 * (too late, or another master's) gives no value: it could belong to other registers.
 */
export function modbusLink(driver: Driver, profile: ModbusProfile): Link {
  const decode = decoder(driver);
  const { from, count } = spanOf(profile);
  const question = withCrc([profile.unit, profile.fc, from >> 8, from & 0xff, count >> 8, count & 0xff]);
  let askAt: number | null = 0;
  let until: number | null = null;

  return {
    hear(bytes, now) {
      const decoded = decode
        .push(bytes)
        .map((each) => (until === null && each.said.kind === "reading" ? unasked(each) : each));
      if (
        decoded.some(
          ({ said }) => said.kind === "frame" && (said.registers !== undefined || said.exception !== undefined),
        )
      ) {
        until = null;
        askAt = now + profile.pollEvery;
      }
      return { decoded, say: [] };
    },
    tick(now) {
      if (until !== null && now >= until) {
        until = null;
        askAt = now + profile.pollEvery;
        return { decoded: decode.pause(), say: [] };
      }
      if (until !== null || askAt === null || now < askAt) return { decoded: [], say: [] };
      until = now + answerWithin;
      askAt = null;
      const late = decode.pause();
      return { decoded: late, say: [question] };
    },
    nextAt: () => until ?? askAt,
    end: () => decode.end(),
  };
}

function unasked(decoded: Decoded): Decoded {
  return { ...decoded, said: { kind: "rejected", reason: "error", code: "unasked" } };
}

function withCrc(bytes: number[]): Uint8Array {
  const crc = modbusCrc(bytes);
  return Uint8Array.from([...bytes, crc & 0xff, crc >> 8]);
}
