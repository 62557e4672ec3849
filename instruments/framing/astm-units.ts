/** What travels on an ASTM E1381 / LIS01-A line: control characters, frames, and what is neither. */
export type AstmUnit = {
  readonly raw: Uint8Array;
  readonly what: "enq" | "ack" | "nak" | "eot" | "frame" | "noise";
  /** Of a frame: its number 0 to 7, its text, whether it ends a part (ETX) or goes on (ETB), the checksum as sent. */
  readonly number: number | null;
  readonly text: Uint8Array;
  readonly last: boolean;
  readonly checksum: string;
  readonly fault: null | "checksum" | "truncated" | "too_long" | "syntax";
};

export type AstmUnits = {
  push(bytes: Uint8Array): AstmUnit[];
  /** What is complete but for its line end, when the line fell silent behind a frame's checksum. */
  settle(): AstmUnit[];
  /** What is left when nothing more will come, or when the line fell silent within a frame. */
  end(): AstmUnit[];
  /** Where in the line we stand: what silence means depends on it. */
  readonly standing: "idle" | "in_frame" | "behind_checksum";
  readonly lastByte: number | null;
};

export const [STX, ETX, EOT, ENQ, ACK, LF, CR, NAK, ETB] = [2, 3, 4, 5, 6, 10, 13, 21, 23] as const;

const controls = new Map<number, AstmUnit["what"]>([
  [ENQ, "enq"],
  [ACK, "ack"],
  [NAK, "nak"],
  [EOT, "eot"],
]);
const longestNoise = 256;

/**
 * Cuts a line's bytes into units, each byte into exactly one, at the same places however the bytes come. LIS01-A2 allows
 * 64 000 characters of text in a frame; E1381-95 allowed 240, and instruments of both kinds send more than 240.
 */
export function astmUnits(longestText = 64_000): AstmUnits {
  const longest = longestText + 7; // STX, number, ETX, two digits, CR LF
  let held: number[] = [];
  let step: "idle" | "text" | "digit1" | "digit2" | "tail" | "tail_cr" = "idle";
  let isOverrun = false;
  let lastByte: number | null = null;

  return {
    push: (bytes) => {
      const units: AstmUnit[] = [];
      for (const byte of bytes) take(byte, units);
      return units;
    },
    settle: () => (step === "tail" || step === "tail_cr" ? [closed()] : []),
    end: () => (held.length === 0 ? [] : [step === "tail" || step === "tail_cr" ? closed() : given("truncated")]),
    get standing() {
      if (step === "idle") return "idle";
      return step === "tail" || step === "tail_cr" ? "behind_checksum" : "in_frame";
    },
    get lastByte() {
      return lastByte;
    },
  };

  function take(byte: number, units: AstmUnit[]): void {
    lastByte = byte;
    if (step === "tail" || step === "tail_cr") {
      if (byte === LF || (byte === CR && step === "tail")) {
        held.push(byte);
        if (byte === LF) units.push(closed());
        else step = "tail_cr";
        return;
      }
      // digits that are followed by more text were no checksum: the ETX before them is damage
      units.push(byte === CR || byte === STX || controls.has(byte) ? closed() : closed("checksum"));
    }
    if (step === "digit1" || step === "digit2") {
      if (isHex(byte)) {
        held.push(byte);
        step = step === "digit1" ? "digit2" : "tail";
        return;
      }
      if (byte === CR || byte === LF) {
        step = "tail";
        return take(byte, units);
      }
      units.push(closed("checksum"));
    }
    if (step === "text") {
      if (byte === STX) units.push(given("truncated"));
      else {
        if (held.length >= longest) {
          units.push(given("too_long"));
          isOverrun = true;
        } else {
          held.push(byte);
          if (byte === ETX || byte === ETB) step = "digit1";
          return;
        }
      }
    }
    outside(byte, units);
  }

  function outside(byte: number, units: AstmUnit[]): void {
    const control = controls.get(byte);
    if (byte === STX || control) {
      if (held.length > 0) units.push(noise());
      isOverrun = false;
      held.push(byte);
      if (control) units.push({ ...empty(release()), what: control });
      else step = "text";
      return;
    }
    held.push(byte);
    if (held.length >= longestNoise) units.push(noise());
  }

  function noise(): AstmUnit {
    return { ...empty(release()), what: "noise", fault: isOverrun ? "too_long" : null };
  }

  function given(fault: "truncated" | "too_long"): AstmUnit {
    if (step === "idle") return noise();
    return { ...empty(release()), what: "frame", fault };
  }

  function closed(damage: "checksum" | null = null): AstmUnit {
    const raw = release();
    const end = raw.lastIndexOf(ETX) > raw.lastIndexOf(ETB) ? raw.lastIndexOf(ETX) : raw.lastIndexOf(ETB);
    const digits = Buffer.from(raw.subarray(end + 1)).toString("latin1");
    const checksum = /^[0-9A-Fa-f]{2}(?=[\r\n]|$)/.exec(digits)?.[0] ?? "";
    const number = (raw[1] ?? 0) - 0x30;
    const isNumbered = number >= 0 && number <= 7;
    const isWhole = damage === null && checksum.toUpperCase() === astmChecksum(raw.subarray(1, end + 1));
    return {
      raw,
      what: "frame",
      number: isNumbered ? number : null,
      text: raw.subarray(2, end),
      last: raw[end] === ETX,
      checksum,
      fault: !isWhole ? "checksum" : isNumbered && end >= 2 ? null : "syntax",
    };
  }

  function release(): Uint8Array {
    const raw = Uint8Array.from(held);
    held = [];
    step = "idle";
    return raw;
  }
}

/** E1381 6.3.1.2: the sum of all characters from the frame number to ETX or ETB, modulo 256, as two hexadecimal digits. */
export function astmChecksum(bytes: Uint8Array): string {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) % 256;
  return sum.toString(16).toUpperCase().padStart(2, "0");
}

/** A text as a frame, for what the host sends and for simulated instruments. */
export function astmFrame(number: number, text: string | Uint8Array, last = true): Uint8Array {
  const counted = Buffer.concat([
    Buffer.from(String(number % 8)),
    typeof text === "string" ? Buffer.from(text, "latin1") : text,
    Buffer.from([last ? ETX : ETB]),
  ]);
  return Buffer.concat([Buffer.from([STX]), counted, Buffer.from(`${astmChecksum(counted)}\r\n`)]);
}

function empty(raw: Uint8Array): Omit<AstmUnit, "what"> {
  return { raw, number: null, text: new Uint8Array(), last: false, checksum: "", fault: null };
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
