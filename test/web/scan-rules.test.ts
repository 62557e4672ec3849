import { describe, expect, test } from "vitest";
import { buildNumber } from "../../server/kernel/numbers.ts";
import { cleanCode, isRepeated, noBurst, plainTyped, settle, strike } from "../../web/scan-rules.ts";
import type { Burst, Step } from "../../web/scan-rules.ts";

type Typed = { step: Step["does"]; text?: string; undoField?: boolean };

/** Feeds keys at a pace and says what was done with each. */
function feed(
  keys: readonly string[],
  gap: number,
  start: Burst = noBurst,
): { done: Typed[]; burst: Burst; field: string } {
  let burst = start;
  let field = "";
  const done: Typed[] = [];
  keys.forEach((key, i) => {
    const next = strike(burst, { key, at: 1000 + i * gap, isPlain: true });
    burst = next.burst;
    done.push({
      step: next.step.does,
      text: next.step.does === "scan" ? next.step.code : next.step.does === "release" ? next.step.text : undefined,
    });
    if (next.step.does === "hold" && next.step.undoField) field = "";
    if (next.step.does === "release") field += next.step.text;
    if ((next.step.does === "pass" || next.step.does === "release") && [...key].length === 1) field += key;
  });
  return { done, burst, field };
}

const number = [..."1622900260001234"];

describe("what a scanner sends", () => {
  test.each(["Enter", "Tab"])("a quick burst ended by %s is a scan, and the field keeps nothing of it", (end) => {
    const { done, field } = feed([...number, end], 12);
    expect(done.at(-1)).toEqual({ step: "scan", text: number.join("") });
    expect(field).toBe("");
  });
  test("the prefix that names the barcode's kind is taken off", () => {
    expect(feed([..."]C12622900260001230", "5", "Enter"], 8).done.at(-1)?.text).toBe("26229002600012305");
    expect(cleanCode("]d201069012345678921710\u001d")).toBe("01069012345678921710");
  });
  test("capital letters come with Shift between them and stay one burst", () => {
    const keys = ["Shift", "A", "B", "1", "2", "3", "4", "5", "6", "Enter"];
    expect(feed(keys, 10).done.at(-1)).toEqual({ step: "scan", text: "AB123456" });
  });
  test.each([
    ["30.1", 90],
    ["30.1", 50],
    ["9", 70],
  ])("a %s typed %i ms apart just before the trigger is pulled is no part of the code", (typed, gap) => {
    let burst = noBurst;
    let at = 1000;
    const whole = buildNumber("container", "622900", 26, 1, 1);
    let field = "";
    let step: Step = { does: "pass" };
    for (const [i, key] of [...typed, ...whole, "Enter"].entries()) {
      at += i <= typed.length ? gap : 2;
      const undone = field;
      ({ burst, step } = strike(burst, { key, at, isPlain: true }));
      if (step.does === "pass" && key !== "Enter") field += key;
      if (step.does === "hold" && step.undoField) field = undone.slice(0, undone.length - burst.text.length + 1);
    }
    expect(step).toMatchObject({ does: "scan", code: whole });
    expect(field + (step.does === "scan" ? (step.typed ?? "") : "")).toBe(typed);
  });
  test("a separator that arrives as Ctrl+] inside a burst is swallowed", () => {
    const before = feed([..."01069012"], 10);
    const at = before.burst.lastAt + 10;
    const separator = strike(before.burst, { key: "]", at, isPlain: false });
    expect(separator.step).toEqual({ does: "hold", undoField: false });
    expect(strike(separator.burst, { key: "Enter", at: at + 10, isPlain: true }).step).toEqual({
      does: "scan",
      code: "01069012",
    });
  });
  test.each([
    { late: 1, by: 95 }, // the page was still drawing the first character
    { late: 9, by: 110 },
  ])("a machine that stumbles at character $late still hears the whole code", ({ late, by }) => {
    let burst = noBurst;
    let at = 1000;
    const steps = [...number, "Enter"].map((key, i) => {
      at += i === late ? by : 8;
      const next = strike(burst, { key, at, isPlain: true });
      burst = next.burst;
      return next.step;
    });
    expect(steps.at(-1)).toEqual({ does: "scan", code: number.join("") });
  });
  test("the same code again within a second is one scan, later it is another", () => {
    expect(isRepeated({ code: "A", at: 1000 }, "A", 1900)).toBe(true);
    expect(isRepeated({ code: "A", at: 1000 }, "A", 2100)).toBe(false);
    expect(isRepeated({ code: "A", at: 1000 }, "B", 1100)).toBe(false);
  });
});

describe("half a scan", () => {
  test("a figure typed an instant before it stays", () => {
    let burst = noBurst;
    for (const [i, key] of [..."326229"].entries())
      ({ burst } = strike(burst, { key, at: 1000 + (i === 0 ? 0 : 90) + i * 4, isPlain: true }));
    expect(settle(burst).step).toEqual({ does: "broken", text: "26229", isEnd: false, typed: "3" });
  });
  test.each([1, 5, 14])("what breaks off %i ms a character was no person and goes nowhere", (gap) => {
    const { burst, field } = feed([..."26229002"], gap);
    expect(settle(burst).step).toEqual({ does: "broken", text: "26229002", isEnd: false });
    expect(field).toBe("");
  });
  test("a code too short for one of ours takes its Enter along", () => {
    const { burst } = feed([..."1234567"], 4);
    const end = strike(burst, { key: "Enter", at: burst.lastAt + 4, isPlain: true });
    expect(end.step).toEqual({ does: "broken", text: "1234567", isEnd: true });
  });
  test("an Enter long afterwards is a person's own", () => {
    const { burst } = feed([..."123456789"], 4);
    const end = strike(burst, { key: "Enter", at: burst.lastAt + 200, isPlain: true });
    expect(end.step).toEqual({ does: "broken", text: "123456789", isEnd: false });
  });
  test("a whole code after half of one is heard by itself", () => {
    const half = feed([..."26229002"], 3).burst;
    const after = settle(half).burst;
    expect(feed([...number, "Enter"], 3, after).done.at(-1)).toEqual({ step: "scan", text: number.join("") });
  });
});

describe("what a person types", () => {
  test("typing at a person's pace goes into the field, Enter too", () => {
    const { done, field } = feed([...number, "Enter"], 90);
    expect(done.every(({ step }) => step === "pass")).toBe(true);
    expect(field).toBe(number.join(""));
  });
  test("seven quick characters are no scan and come back to the field before the Enter", () => {
    const { done, field } = feed([..."1234567", "Enter"], 20);
    expect(done.at(-1)).toEqual({ step: "release", text: "1234567" });
    expect(field).toBe("1234567");
  });
  test("a quick burst that stops without an Enter comes back to the field", () => {
    const { burst } = feed([..."123456789"], 20);
    expect(settle(burst).step).toEqual({ does: "release", text: "123456789" });
  });
  test("words of an input method that arrive at once come back to the field", () => {
    expect(settle(feed([..."肉及肉制品"], 1).burst).step).toEqual({ does: "release", text: "肉及肉制品" });
  });
  test("two quick letters are still a person and are not kept back", () => {
    expect(feed(["t", "h"], 20).done.map(({ step }) => step)).toEqual(["pass", "pass"]);
  });
  test("quick letters followed by a person's pace come back to the field at once", () => {
    const held = feed([..."the"], 40).burst;
    expect(held.isHeld).toBe(true);
    expect(strike(held, { key: "n", at: held.lastAt + 110, isPlain: true }).step).toEqual({
      does: "release",
      text: "the",
    });
  });
  test("an Enter long after a burst is not its end", () => {
    const { burst } = feed([..."123456789"], 20);
    expect(strike(burst, { key: "Enter", at: burst.lastAt + 200, isPlain: true }).step).toEqual({
      does: "release",
      text: "123456789",
    });
  });
  test("characters 35 ms apart are quick typing and come back to the field, 34 ms apart are a scan", () => {
    expect(feed([..."12345678", "Enter"], 35).done.at(-1)).toEqual({ step: "release", text: "12345678" });
    expect(feed([..."12345678", "Enter"], 34).done.at(-1)?.step).toBe("scan");
  });
  test("a held-down key is not a burst", () => {
    let burst = noBurst;
    for (let i = 0; i < 20; i++) {
      const next = strike(burst, { key: "0", at: 1000 + i * 30, isPlain: i === 0 });
      burst = next.burst;
      expect(next.step.does).toBe("pass");
    }
  });
  test.each([
    ["1 622900 26 000123 4", "1622900260001234"],
    ["1-622900-26-000123-4", "1622900260001234"],
    ["１６２２９００２６０００１２３４", "1622900260001234"],
    [" 临清检 2026-001 ", "临清检 2026-001"],
  ])("a typed %s is read as %s", (typed, read) => {
    expect(plainTyped(typed)).toBe(read);
  });
});
