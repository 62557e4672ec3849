import { describe, expect, test } from "vitest";
import {
  dueOn,
  dueWarning,
  extensionRefusal,
  fitnessAt,
  type InstrumentFacts,
  type VerificationFacts,
} from "../../server/metrology/rules.ts";

/** An instant on the laboratory's clock. */
const at = (day: string, time = "10:00"): Date => new Date(`${day}T${time}:00+08:00`);
const balance: InstrumentFacts = { category: "other" };
const certificate: VerificationFacts = {
  id: "v1",
  kind: "verification",
  on: "2026-03-06",
  validUntil: "2027-03-05",
  conclusion: "fit",
};

describe("until when a certificate holds", () => {
  test.each([
    ["2026-03-06", 12, "2027-03-05"],
    ["2025-08-31", 6, "2026-02-28"], // no 31st of February: that month's last day
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-01-01", 12, "2026-12-31"],
    ["2026-03-31", 6, "2026-09-30"],
  ])("%s with a period of %i months: %s", (on, months, until) => {
    expect(dueOn({ on }, months)).toBe(until);
  });
  test("what the certificate itself states goes before", () => {
    expect(dueOn({ on: "2026-03-06", validUntil: "2026-12-01" }, 12)).toBe("2026-12-01");
  });
  test("a laboratory may leave the day on", () => {
    expect(dueOn({ on: "2026-03-06" }, 12, false)).toBe("2027-03-06");
  });
  test.each([
    ["2026-01-04", null],
    ["2026-01-05", 60],
    ["2026-02-03", 60],
    ["2026-02-04", 30],
    ["2026-02-27", 7],
    ["2026-03-06", 7], // the last day itself
    ["2026-03-07", "overdue"],
  ] as const)("due on 2026-03-06, the warning on %s is %s", (today, warning) => {
    expect(dueWarning("2026-03-06", today)).toBe(warning);
  });
});

describe("whether an instrument was fit at an instant", () => {
  test.each([
    ["2026-03-05", false, ["never-verified"]],
    ["2026-03-06", true, []],
    ["2027-03-05", true, []], // through its last day
    ["2027-03-06", false, ["overdue"]], // out from the next
  ] as const)("on %s: %s", (day, fit, reasons) => {
    expect(fitnessAt(balance, [certificate], at(day, "23:59"))).toMatchObject({ fit, reasons });
  });

  test("the day is the laboratory's own, not Greenwich's", () => {
    expect(fitnessAt(balance, [certificate], new Date("2027-03-05T15:59:59Z")).fit).toBe(true); // 23:59 in Linxia
    expect(fitnessAt(balance, [certificate], new Date("2027-03-05T16:00:00Z")).fit).toBe(false);
  });

  test("never verified is out of service", () => {
    expect(fitnessAt(balance, [], at("2026-05-01"))).toEqual({
      fit: false,
      state: "out_of_service",
      reasons: ["never-verified"],
      restriction: null,
      limits: [],
      validUntil: null,
      restsOn: null,
    });
  });

  test("a restricted confirmation shows yellow with its restriction", () => {
    const restricted: VerificationFacts = { ...certificate, conclusion: "restricted", restriction: "仅用于 20 g 以下" };
    expect(fitnessAt(balance, [restricted], at("2026-05-01"))).toMatchObject({
      fit: true,
      state: "restricted",
      restriction: "仅用于 20 g 以下",
    });
  });

  test("a failed verification puts out of service from its day, not before it", () => {
    const failed: VerificationFacts = {
      ...certificate,
      id: "v2",
      on: "2026-09-10",
      validUntil: "2027-09-09",
      conclusion: "unfit",
    };
    expect(fitnessAt(balance, [failed, certificate], at("2026-09-09")).fit).toBe(true);
    expect(fitnessAt(balance, [failed, certificate], at("2026-09-10"))).toMatchObject({
      fit: false,
      reasons: ["verification-failed"],
      restsOn: "v2",
    });
  });

  test("a failed check puts out of service until something passes; a passed one prolongs nothing", () => {
    const check: VerificationFacts = {
      kind: "intermediate_check",
      on: "2026-06-01",
      validUntil: "2027-06-01",
      conclusion: "unfit",
    };
    const again: VerificationFacts = { ...check, on: "2026-06-03", conclusion: "fit" };
    expect(fitnessAt(balance, [certificate, check], at("2026-06-02"))).toMatchObject({
      fit: false,
      reasons: ["check-failed"],
    });
    expect(fitnessAt(balance, [certificate, check, again], at("2026-06-03")).fit).toBe(true);
    expect(fitnessAt(balance, [certificate, again], at("2027-03-06"))).toMatchObject({
      fit: false,
      reasons: ["overdue"],
    });
    expect(fitnessAt(balance, [again], at("2026-06-04"))).toMatchObject({ fit: false, reasons: ["never-verified"] });
    expect(fitnessAt({ ...balance, assuredBy: "check" }, [again], at("2026-06-04")).fit).toBe(true);
  });

  test("a certificate entered late heals what was read in its validity", () => {
    const late: VerificationFacts = {
      ...certificate,
      id: "v2",
      on: "2027-03-04",
      validUntil: "2028-03-03",
      recordedAt: at("2027-04-20"),
    };
    expect(fitnessAt(balance, [certificate], at("2027-03-20")).fit).toBe(false);
    expect(fitnessAt(balance, [certificate, late], at("2027-03-20"))).toMatchObject({
      fit: true,
      validUntil: "2028-03-03",
      restsOn: "v2",
    });
  });

  test("after an overload it is out until a check passes, and was good before", () => {
    const overloaded: InstrumentFacts = {
      ...balance,
      outOfServiceFrom: at("2026-06-01", "11:00"),
      outOfServiceReason: "overload",
    };
    const check: VerificationFacts = {
      kind: "intermediate_check",
      on: "2026-06-01",
      validUntil: "2027-06-01",
      conclusion: "fit",
      recordedAt: at("2026-06-01", "15:00"),
    };
    expect(fitnessAt(overloaded, [certificate], at("2026-06-01", "10:59")).fit).toBe(true);
    expect(fitnessAt(overloaded, [certificate], at("2026-06-01", "11:00"))).toMatchObject({
      fit: false,
      reasons: ["out-of-service"],
    });
    expect(fitnessAt(overloaded, [certificate, check], at("2026-06-01", "14:00")).fit).toBe(false);
    expect(fitnessAt(overloaded, [certificate, check], at("2026-06-01", "15:00")).fit).toBe(true);
    const before: VerificationFacts = { ...check, recordedAt: at("2026-06-01", "09:00") };
    expect(fitnessAt(overloaded, [certificate, before], at("2026-06-02")).fit).toBe(false);
    expect(fitnessAt(overloaded, [certificate, { ...check, conclusion: "unfit" }], at("2026-06-02")).fit).toBe(false);
  });

  test("an interval is extended before it lapses, and only where the law leaves it to the laboratory", () => {
    const calibrated: VerificationFacts = { ...certificate, kind: "calibration" };
    const extension = { approvedOn: "2027-03-01", until: "2027-06-05" };
    expect(fitnessAt(balance, [calibrated], at("2027-05-01"), [extension])).toMatchObject({
      fit: true,
      validUntil: "2027-06-05",
    });
    expect(fitnessAt({ category: "compulsory" }, [calibrated], at("2027-05-01"), [extension]).fit).toBe(false);
    expect(fitnessAt(balance, [certificate], at("2027-05-01"), [extension]).fit).toBe(false);
    expect(fitnessAt(balance, [calibrated], at("2027-05-01"), [{ ...extension, approvedOn: "2027-03-06" }]).fit).toBe(
      false,
    );

    const check: VerificationFacts = {
      kind: "intermediate_check",
      on: "2027-02-20",
      validUntil: "2027-03-05",
      conclusion: "fit",
    };
    expect(extensionRefusal(balance, calibrated, check, "2027-03-01")).toBeNull();
    expect(extensionRefusal(balance, calibrated, null, "2027-03-01")).toBe("no-passed-check");
    expect(extensionRefusal(balance, calibrated, check, "2027-03-06")).toBe("already-lapsed");
    expect(extensionRefusal({ category: "compulsory" }, calibrated, check, "2027-03-01")).toBe("not-extendable");
  });
});
