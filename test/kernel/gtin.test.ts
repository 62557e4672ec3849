import fc from "fast-check";
import { expect, test } from "vitest";
import { gtin, gtinCheckDigit, gtinFault, gtinKind, toGtin14 } from "../../server/kernel/gtin.ts";

test.each([
  ["6901234567892", "EAN-13"],
  ["6921168509256", "EAN-13"],
  ["6901028075886", "EAN-13"],
  ["69012341", "EAN-8"],
  ["036000291452", "UPC-12"],
  ["16901234567899", "GTIN-14"],
] as const)("%s is an %s", (code, kind) => {
  expect(gtinFault(code)).toBeNull();
  expect(gtinKind(code)).toBe(kind);
});

test.each([
  ["6901234567893", "check"],
  ["690123456789", "check"], // read as UPC-12
  ["69012345678", "length"],
  ["69012345678O2", "character"],
  ["", "length"],
] as const)("%s is refused: %s", (code, fault) => {
  expect(gtinFault(code)).toBe(fault);
  expect(gtinKind(code)).toBeNull();
});

test("one product is found by any spelling of its code", () => {
  expect(gtin.parse("690 1234 567892")).toBe("6901234567892");
  expect(toGtin14("6901234567892")).toBe("06901234567892");
});

test("no single wrong digit passes", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{12}$/),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 1, max: 9 }),
      (body, at, shift) => {
        const code = body + gtinCheckDigit(body);
        const wrong = code.slice(0, at) + String((Number(code[at]) + shift) % 10) + code.slice(at + 1);
        expect(gtinFault(wrong)).toBe("check");
      },
    ),
  );
});
