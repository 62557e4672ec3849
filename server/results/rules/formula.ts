// A method's formula, computed with decimals by mathjs. Only arithmetic, a few functions and the method's own figures
// are understood: whatever else the language of mathjs can do is refused before anything runs.
import {
  absDependencies,
  addDependencies,
  BigNumberDependencies,
  create,
  divideDependencies,
  expDependencies,
  log10Dependencies,
  logDependencies,
  maxDependencies,
  meanDependencies,
  minDependencies,
  multiplyDependencies,
  parseDependencies,
  powDependencies,
  sqrtDependencies,
  subtractDependencies,
  sumDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
  type EvalFunction,
  type FactoryFunctionMap,
  type MathNode,
} from "mathjs";
import { Decimal } from "../../kernel/decimal.ts";
import { Problem } from "../../kernel/problems.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";

const factories: FactoryFunctionMap = Object.assign(
  {},
  absDependencies,
  addDependencies,
  BigNumberDependencies,
  divideDependencies,
  expDependencies,
  log10Dependencies,
  logDependencies,
  maxDependencies,
  meanDependencies,
  minDependencies,
  multiplyDependencies,
  parseDependencies,
  powDependencies,
  sqrtDependencies,
  subtractDependencies,
  sumDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
);
const math = create(factories, { number: "BigNumber", precision: 64 });

const functions: readonly string[] = ["abs", "exp", "log", "log10", "max", "mean", "min", "sqrt", "sum"];
const operators: readonly string[] = ["add", "subtract", "multiply", "divide", "pow", "unaryMinus", "unaryPlus"];

export type Evaluated = {
  value: string; // unrounded, up to thirty decimals, safe to be rounded once more
  substituted: string; // the formula with its figures, as a checker wants to read it
};

/** Computes a formula from figures; nothing is rounded on the way. */
export function evaluateFormula(expression: string, variables: Readonly<Record<string, string>>): Evaluated {
  const formula = read(expression);
  const scope = new Map<string, unknown>();
  for (const name of formula.names) {
    const text = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (text === undefined) throw new Problem("formula-value-missing", { name, expression });
    scope.set(name, math.bignumber(decimalOf(text).toString()));
  }
  return { value: valueOf(formula.compiled, scope, expression), substituted: substituted(expression, variables) };
}

/** The names of the figures that a formula asks for; refuses a formula that is none. Use it when a method is published. */
export function namesInFormula(expression: string): readonly string[] {
  return read(expression).names;
}

type Formula = { compiled: EvalFunction; names: readonly string[] };
const known = new Map<string, Formula>(); // a laboratory has some hundred formulas

function read(expression: string): Formula {
  const before = known.get(expression);
  if (before) return before;
  if (expression.length > 500)
    throw new Problem("formula-wrong", { expression: expression.slice(0, 80), at: "length" });
  let tree: MathNode;
  try {
    tree = math.parse(expression);
  } catch {
    throw new Problem("formula-wrong", { expression, at: "syntax" });
  }
  const names = new Set<string>();
  tree.traverse((node, path, parent) => {
    const refusal = refusalOf(node, path, parent);
    if (refusal !== null) throw new Problem("formula-wrong", { expression, at: refusal });
    if (node.type === "SymbolNode" && path !== "fn") names.add(nameOf(node));
  });
  const formula = { compiled: tree.compile(), names: [...names] };
  if (known.size > 1000) known.clear();
  known.set(expression, formula);
  return formula;
}

/** What a formula may not hold; null where the node may stand. */
function refusalOf(node: MathNode, path: string, parent: MathNode | null): string | null {
  switch (node.type) {
    case "ConstantNode":
      return "value" in node && math.typeOf(node.value) === "BigNumber" ? null : "constant";
    case "ParenthesisNode":
      return null;
    case "OperatorNode":
      return "fn" in node && typeof node.fn === "string" && operators.includes(node.fn) ? null : "operator";
    case "SymbolNode": {
      const name = nameOf(node);
      if (path === "fn" && parent?.type === "FunctionNode") return functions.includes(name) ? null : name;
      return /^[A-Za-z][A-Za-z0-9_]{0,30}$/.test(name) && !functions.includes(name) ? null : name;
    }
    case "FunctionNode":
      return "fn" in node &&
        typeof node.fn === "object" &&
        node.fn !== null &&
        "type" in node.fn &&
        node.fn.type === "SymbolNode"
        ? null
        : "function";
    default:
      return node.type;
  }
}

function nameOf(node: MathNode): string {
  return "name" in node && typeof node.name === "string" ? node.name : "";
}

function valueOf(compiled: EvalFunction, scope: Map<string, unknown>, expression: string): string {
  let answer: unknown;
  try {
    answer = compiled.evaluate(scope);
  } catch {
    throw new Problem("formula-undefined", { expression });
  }
  const value = math.typeOf(answer) === "BigNumber" ? new Decimal(String(answer)) : null; // a root of a negative is complex
  if (value === null || !value.isFinite() || Math.abs(value.e) > 100)
    throw new Problem("formula-undefined", { expression });
  return storable(value);
}

/**
 * Thirty decimals are kept. Where more were cut off and the last kept digit is 0 or 5, it is raised by one: the figure
 * must not look like an exact half (or an exact limit) to whoever rounds or compares it next.
 */
function storable(value: Decimal): string {
  const kept = value.toDecimalPlaces(30, Decimal.ROUND_DOWN);
  if (kept.eq(value)) return textOf(kept);
  const last = kept.abs().times("1E30").mod(5);
  if (!last.isZero()) return textOf(kept);
  const unit = new Decimal("1E-30");
  return textOf(value.isNegative() ? kept.minus(unit) : kept.plus(unit));
}

function substituted(expression: string, variables: Readonly<Record<string, string>>): string {
  return expression
    .replace(/[A-Za-z][A-Za-z0-9_]*/g, (name) => {
      const text = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (text === undefined) return name;
      return text.startsWith("-") ? `(${text})` : text;
    })
    .replace(/\s*\*\s*/g, " × ")
    .replace(/\s*\/\s*/g, " ÷ ");
}
