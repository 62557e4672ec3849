import fc from "fast-check";

/** What a line does to bytes on their way: a bit turned, a byte lost, doubled or slipped in. Places are parts of 2^32. */
export type Mutation = { what: "flip" | "drop" | "double" | "insert" | "cut" | "swap"; at: number; value: number };

export const mutations = fc.array(
  fc.record({
    what: fc.constantFrom("flip", "flip", "drop", "double", "insert", "cut", "swap"),
    at: fc.nat(0xffff_ffff),
    value: fc.nat(255),
  }) as fc.Arbitrary<Mutation>,
  { minLength: 1, maxLength: 4 },
);

/** The bytes after these misfortunes. */
export function mutate(bytes: Uint8Array, changes: readonly Mutation[]): Buffer {
  const mutated = [...bytes];
  for (const { what, at, value } of changes) {
    const place = Math.floor((at / 2 ** 32) * mutated.length);
    const byte = mutated[place] ?? 0;
    if (what === "flip") mutated[place] = byte ^ (1 << (value & 7));
    else if (what === "drop") mutated.splice(place, 1);
    else if (what === "double") mutated.splice(place, 0, byte);
    else if (what === "insert") mutated.splice(place, 0, value);
    else if (what === "cut") mutated.splice(place, value);
    else mutated.splice(place, 2, mutated[place + 1] ?? byte, byte);
  }
  return Buffer.from(mutated);
}
