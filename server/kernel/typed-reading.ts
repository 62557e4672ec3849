// What people type as a result, and what it means: 12.340, 3.2E3, 2.5×10⁴, ＜10, ＞300, 未检出, ND, 检出. Anything that
// could mean two things is refused rather than guessed.
import { figureOf, plain } from "./figure.ts";

/** `figure`: a value of a quantity or component; `count`: one unit of a sampling plan; `weight`: what a balance would send. */
export type TypedKind = "weight" | "figure" | "component" | "count";
export type TypedQualifier = "=" | "<" | ">" | "<LOD" | "not_detected" | "detected";
export type Typed = { qualifier: TypedQualifier; figure: string | null };
export type TypedRefusal = "empty" | "not-understood" | "thousands" | "negative" | "too-long" | "qualifier-unfit";
export type TypedAnswer = ({ isRead: true } & Typed) | { isRead: false; because: TypedRefusal };

const fitting: Record<TypedKind, readonly TypedQualifier[]> = {
  weight: ["="],
  figure: ["=", "<", ">", "<LOD"],
  component: ["=", "<LOD"],
  count: ["=", "<", ">", "not_detected", "detected"],
};

/** Reads one typed result; figures come out plain, with the zeros that were typed. */
export function readTyped(typed: string, kind: TypedKind): TypedAnswer {
  if (/\d\s+[\d.]/.test(typed.normalize("NFKC"))) return refused("not-understood"); // two figures are not one
  const text = spelled(typed);
  if (text === "") return refused("empty");
  const answer = wordOf(text, kind) ?? figureIn(text);
  if (!answer.isRead) return answer;
  if (!fitting[kind].includes(answer.qualifier)) return refused("qualifier-unfit");
  if (kind !== "figure" && answer.figure?.startsWith("-")) return refused("negative");
  if (answer.qualifier !== "=" && answer.figure?.startsWith("-")) return refused("negative");
  return answer;
}

/** How a result of a method's step is typed. */
export function typedKindOf(resultKind: string, step: { kind: string }): TypedKind {
  if (step.kind !== "value") return "weight";
  if (resultKind === "plan") return "count";
  return resultKind === "components" || resultKind === "staged" ? "component" : "figure";
}

/** Colonies are counted and colours seen by people: no instrument could have sent them. */
export function isReadByPeople(resultKind: string): boolean {
  return resultKind === "plan" || resultKind === "qualitative";
}

/** The word of a method's list that was meant, whatever its spelling; null where it is none of them. */
export function choiceOf(typed: string, choices: readonly string[]): string | null {
  const key = (text: string) => text.normalize("NFKC").replace(/[\s、,，;；]/g, "");
  return choices.find((choice) => key(choice) === key(typed)) ?? null;
}

function wordOf(text: string, kind: TypedKind): TypedAnswer | null {
  if (/^(nd|n\.d\.?|未检出|阴性|<lod|<检出限)$/i.test(text))
    return { isRead: true, qualifier: kind === "count" ? "not_detected" : "<LOD", figure: null };
  if (/^(d|检出|阳性)$/i.test(text)) return { isRead: true, qualifier: "detected", figure: null };
  return null;
}

function figureIn(text: string): TypedAnswer {
  if (/^[<>]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return refused("thousands");
  const found = /^([<>]?)([+-]?(?:\d+\.?\d*|\.\d+))(?:(?:e|[x×*·]10\^)([+-]?\d{1,3}))?$/i.exec(text);
  if (!found) return refused("not-understood");
  const [, sign = "", digits = "", power = "0"] = found;
  if (digits.length > 40 || Math.abs(Number.parseInt(power, 10)) > 15) return refused("too-long");
  const { coefficient, scale } = figureOf(`${digits}E${power}`);
  const figure = plain(coefficient, scale);
  // what the database's column and the contract's numeral hold
  if (!/^-?\d{1,25}(\.\d{1,15})?$/.test(figure)) return refused("too-long");
  return { isRead: true, qualifier: sign === "<" || sign === ">" ? sign : "=", figure };
}

/** One spelling: full-width forms narrow, 10⁴ as 10^4 (a plain fold would make it 104), words for < and >, no spaces. */
function spelled(typed: string): string {
  return typed
    .replace(/[⁺⁻⁰¹²³⁴-⁹]+/g, (power) => `^${power.normalize("NFKC").replace("−", "-")}`)
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/^(小于|〈|﹤)/, "<")
    .replace(/^(大于|〉|﹥)/, ">")
    .replace(/[−–]/g, "-");
}

function refused(because: TypedRefusal): TypedAnswer {
  return { isRead: false, because };
}
