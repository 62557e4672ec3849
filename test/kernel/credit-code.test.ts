import fc from "fast-check";
import { expect, test } from "vitest";
import {
  creditCheckCharacter,
  creditCode,
  creditCodeFault,
  organisationCheckCharacter,
  organisationCodeFault,
  organisationCodeOf,
} from "../../server/kernel/credit-code.ts";

test.each([
  "914403001922038216",
  "9144030071526726XG",
  "91110108551385082Q",
  "91110000802100433B",
  "91330100799655058B",
  "9152000071430580XT",
  "91440300192317458F",
  "91440606722473344C",
  "91370200264574251E",
  "91100000100003962T",
  "911100001000044477",
  "12100000400000624D",
  "12100000400002259P",
  "91110000600037341L",
])("%s is a credit code, and the organisation code in it is right too", (code) => {
  expect(creditCodeFault(code)).toBeNull();
  expect(organisationCodeFault(organisationCodeOf(code))).toBeNull();
});

test.each(["12622900000000019D", "91622901000000019N"])("the invented code %s may stand in a demonstration", (code) => {
  expect(creditCodeFault(code)).toBeNull();
});

test.each([
  ["914403001922038217", "check"],
  ["91440300192203821O", "character"],
  ["12345678", "length"],
  ["91110000600037342L", "check"],
  ["9144A3001922038216", "character"], // the region is digits
  ["", "length"],
] as const)("%s is refused: %s", (code, fault) => {
  expect(creditCodeFault(code)).toBe(fault);
});

test("a code is taken in any case, with spaces and full-width letters, and kept bare", () => {
  expect(creditCode.parse(" 9144 0300-7152 6726xg ")).toBe("9144030071526726XG");
  expect(creditCode.parse("９１４４０３００７１５２６７２６ＸＧ")).toBe("9144030071526726XG");
  expect(creditCode.safeParse("914403001922038217").error?.issues[0]?.message).toBe("credit-code");
});

test("the old organisation code is written with a hyphen", () => {
  expect(organisationCodeOf("9144030071526726XG")).toBe("71526726-X");
  expect(organisationCodeFault("71526726-X")).toBeNull();
  expect(organisationCodeFault("71526726-1")).toBe("check");
  expect(organisationCodeFault("7152672-X")).toBe("length");
});

test("check characters 10 and 11 of GB 11714 are written X and 0", () => {
  const bodies = Array.from({ length: 200 }, (_, i) => String(i).padStart(8, "0"));
  const checks = new Set(bodies.map(organisationCheckCharacter));
  expect(checks.has("X")).toBe(true);
  expect(checks.has("0")).toBe(true);
});

test("no single wrong character passes", () => {
  const letters = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...letters), { minLength: 9, maxLength: 9 }),
      fc.integer({ min: 8, max: 17 }),
      fc.constantFrom(...letters),
      (body, at, letter) => {
        const start = `91622901${body.join("")}`;
        const code = start + creditCheckCharacter(start);
        if (code[at] === letter) return;
        expect(creditCodeFault(code.slice(0, at) + letter + code.slice(at + 1))).not.toBeNull();
      },
    ),
  );
});
