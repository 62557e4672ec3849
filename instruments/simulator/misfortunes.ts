/** What goes wrong on the way, each by its chance for one message: 0 never, 1 always. */
export type Misfortunes = {
  readonly noise: number; // bytes that were never sent come before it
  readonly split: number; // it comes in pieces
  readonly lostAck: number; // an acknowledgement is not heard
  readonly cut: number; // it stops in the middle
};
export const noMisfortunes: Misfortunes = { noise: 0, split: 0, lostAck: 0, cut: 0 };

/** Numbers that are the same for the same seed, so that a misfortune can be had again. */
export function dice(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/** The pieces in which a message arrives, and what came between. */
export function onTheWay(bytes: Uint8Array, misfortunes: Misfortunes, roll: () => number): Uint8Array[] {
  const whole = roll() < misfortunes.cut ? bytes.subarray(0, Math.floor(roll() * bytes.length)) : bytes;
  const before =
    roll() < misfortunes.noise ? [Uint8Array.from({ length: 1 + Math.floor(roll() * 6) }, () => roll() * 256)] : [];
  // noise that ends with a line of its own spoils no line behind it
  const ended = before.map((noise) => Buffer.concat([noise, Buffer.from("\r\n")]));
  if (roll() >= misfortunes.split || whole.length < 2) return [...ended, whole];
  const at = 1 + Math.floor(roll() * (whole.length - 1));
  return [...ended, whole.subarray(0, at), whole.subarray(at)];
}
