import { decoder } from "../drivers/decode.ts";
import type { Decoded } from "../drivers/decode.ts";
import type { Driver } from "../drivers/driver.ts";

/** What a link understood, and what it has to say once that is safely kept. */
export type Step = { readonly decoded: readonly Decoded[]; readonly say: readonly Uint8Array[] };

/**
 * The conversation on one connection, pure: time comes in as milliseconds of any clock that does not jump. `isReady` says
 * whether what comes can be kept; a protocol with acknowledgements refuses when it cannot.
 */
export type Link = {
  hear(bytes: Uint8Array, now: number, isReady?: boolean): Step;
  /** Time has passed; to be called at `nextAt`. */
  tick(now: number): Step;
  nextAt(): number | null;
  end(): readonly Decoded[];
};

export const nothing: Step = { decoded: [], say: [] };
const quietAfter = 50; // ms: what ends with a lone CR is a line when no LF follows

/** For protocols in which the host only listens, or asks through its own dialogue. */
export function listeningLink(driver: Driver, midstream = false): Link {
  const decode = decoder(driver, { midstream });
  const pauses = driver.framing().pause !== undefined;
  let quietAt: number | null = null;
  return {
    hear(bytes, now) {
      quietAt = pauses ? now + quietAfter : null;
      return { decoded: decode.push(bytes), say: [] };
    },
    tick(now) {
      if (quietAt === null || now < quietAt) return nothing;
      quietAt = null;
      return { decoded: decode.pause(), say: [] };
    },
    nextAt: () => quietAt,
    end: () => decode.end(),
  };
}
