import { expect, test } from "vitest";
import { choiceOf, readTyped, type TypedKind } from "../../server/kernel/typed-reading.ts";

const said = (text: string, kind: TypedKind): string => {
  const answer = readTyped(text, kind);
  return answer.isRead ? `${answer.qualifier} ${answer.figure ?? ""}`.trim() : answer.because;
};

test.each([
  ["12.340", "= 12.340"], // the last zero is part of it
  [" 0.5 ", "= 0.5"],
  [".5", "= 0.5"],
  ["３．２", "= 3.2"],
  ["3.2E3", "= 3200"],
  ["3.20e-2", "= 0.0320"],
  ["2.5×10⁴", "= 25000"],
  ["2.5×10^4", "= 25000"],
  ["2.5*10⁻²", "= 0.025"],
  ["-0.56", "= -0.56"],
  ["−0.56", "= -0.56"],
  ["<10", "< 10"],
  ["＜10", "< 10"],
  ["＜ 10", "< 10"],
  ["小于10", "< 10"],
  [">300", "> 300"],
  ["未检出", "<LOD"],
  ["ND", "<LOD"],
  ["n.d.", "<LOD"],
  ["", "empty"],
  ["1,200", "thousands"], // twelve hundred, or one and a fifth?
  ["2.5×104", "not-understood"], // the power was lost when it was typed
  ["≤10", "not-understood"],
  ["10~20", "not-understood"],
  ["<-3", "negative"],
  ["12..3", "not-understood"],
  ["1E99", "too-long"],
  ["检出", "qualifier-unfit"],
])("typed as a quantity, %s is %s", (text, meant) => {
  expect(said(text, "figure")).toBe(meant);
});

test.each([
  ["15", "= 15"],
  ["＜10", "< 10"],
  ["3.9E2", "= 390"],
  ["ND", "not_detected"],
  ["未检出", "not_detected"],
  ["D", "detected"],
  ["检出", "detected"],
  ["-3", "negative"],
])("typed as the count of a unit, %s is %s", (text, meant) => {
  expect(said(text, "count")).toBe(meant);
});

test("a balance says neither ND nor less than, a component no bound", () => {
  expect(said("ND", "weight")).toBe("qualifier-unfit");
  expect(said("<10", "weight")).toBe("qualifier-unfit");
  expect(said("-1", "weight")).toBe("negative");
  expect(said("<0.005", "component")).toBe("qualifier-unfit");
  expect(said("ND", "component")).toBe("<LOD");
});

test("a word of the method is known by its meaning, not by its commas", () => {
  const choices = ["无异臭、异味", "有异臭或异味"];
  expect(choiceOf("无异臭，异味", choices)).toBe("无异臭、异味");
  expect(choiceOf(" 无异臭、异味 ", choices)).toBe("无异臭、异味");
  expect(choiceOf("有味道", choices)).toBeNull();
});
