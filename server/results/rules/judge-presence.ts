// 不得检出 / 不得使用, and results that are words: 阴性, 商业无菌, 无异臭、异味.
import { decimalOf } from "../../kernel/figure.ts";
import { conversionOf, converted } from "./judge-basis.ts";
import type { Because, JudgedResult, Judgement, LimitOf, Verdict } from "./limit.ts";

/** A quantity above the method's LOD is a detection; where the standard draws its own line, at or above that line. */
export function judgeNotDetected(limit: LimitOf<"not_detected">, result: JudgedResult): Judgement {
  const figures = {
    qualifier: result.qualifier ?? "=",
    ...(result.value === undefined ? {} : { value: result.value }),
    ...(result.lod === undefined ? {} : { lod: result.lod }),
    ...(limit.threshold === undefined ? {} : { threshold: limit.threshold }),
  };
  const is = (verdict: Verdict, because: Because): Judgement => ({
    verdict,
    because,
    steps: [{ step: "compare", figures }],
  });
  const threshold = limit.threshold === undefined ? null : decimalOf(limit.threshold);
  // Only a threshold is a figure on some basis; found or not found is the same on every basis.
  const conversion = threshold && limit.basis ? conversionOf(limit.basis) : null;
  if (conversion === "impossible") return is("undetermined", "basis-impossible");
  const lod = result.lod === undefined ? null : converted(result.lod, conversion);
  const value = result.value === undefined ? null : converted(result.value, conversion);
  const border = threshold ?? lod;

  switch (result.qualifier ?? (result.text === undefined ? "=" : presenceOf(result.text))) {
    case "not_detected":
    case "<LOD":
      return threshold !== null && lod !== null && lod.gt(threshold)
        ? is("undetermined", "bound-does-not-settle")
        : is("pass", "not-detected");
    case "<LOQ": {
      const loq = result.loq === undefined ? value : converted(result.loq, conversion);
      return threshold !== null && loq !== null && loq.lte(threshold)
        ? is("pass", "below-threshold")
        : is("undetermined", "below-loq");
    }
    case "<":
      if (value === null) return is("undetermined", "value-missing");
      return border !== null && value.lte(border)
        ? is("pass", threshold ? "below-threshold" : "not-detected")
        : is("undetermined", "bound-does-not-settle");
    case ">":
      if (value === null) return is("undetermined", "value-missing");
      return border === null || value.gte(border)
        ? is("fail", "detected")
        : is("undetermined", "bound-does-not-settle");
    case "detected":
      if (value === null) return threshold === null ? is("fail", "detected") : is("undetermined", "value-missing");
      break;
    case "=":
      if (value === null) return is("undetermined", "value-missing");
      break;
    case null:
      return is("undetermined", "value-missing");
  }
  if (value === null) return is("undetermined", "value-missing");
  if (threshold !== null) {
    if (value.lt(threshold)) return is("pass", "below-threshold");
    return limit.basis && !conversion ? is("undetermined", "basis-factor-missing") : is("fail", "detected");
  }
  return lod !== null && value.lte(lod) ? is("pass", "not-detected") : is("fail", "detected");
}

/** A result in words is one of those that the limit expects, or it is not. */
export function judgeQualitative(limit: LimitOf<"qualitative">, result: JudgedResult): Judgement {
  const said = result.text ?? (result.qualifier === "detected" ? "检出" : isAbsent(result) ? "未检出" : undefined);
  if (said === undefined || said.trim() === "") return { verdict: "undetermined", because: "value-missing", steps: [] };
  const isExpected = limit.expected.some((expected) => meaning(expected) === meaning(said));
  return {
    verdict: isExpected ? "pass" : "fail",
    because: isExpected ? "as-expected" : "not-as-expected",
    compared: said,
    steps: [{ step: "compare", figures: { text: said, expected: limit.expected.join("，") } }],
  };
}

function isAbsent(result: JudgedResult): boolean {
  return result.qualifier === "not_detected" || result.qualifier === "<LOD";
}

function presenceOf(text: string): "detected" | "not_detected" | null {
  const said = meaning(text);
  return said === "未检出" ? "not_detected" : said === "检出" ? "detected" : null;
}

/** 未检出 and 阴性 say the same, with or without the LOD in brackets behind. */
function meaning(text: string): string {
  const said = text
    .normalize("NFKC")
    .replace(/\(检出限.*\)$/, "")
    .replace(/\s/g, "");
  if (["阴性", "未检出", "不得检出"].includes(said)) return "未检出";
  return said === "阳性" ? "检出" : said;
}
