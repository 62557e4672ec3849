// An instrument that measures a solution says how much is in the solution; the sample's content follows from the volume it
// was made up to, how often it was diluted, and how much sample was weighed in: ω = ρ × V × f ÷ m.
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";

// mass concentrations as parts of 1 mg/L, contents as parts of 1 mg/kg
const concentrations: Readonly<Record<string, string>> = {
  "g/L": "1000",
  "mg/mL": "1000",
  "mg/L": "1",
  "μg/mL": "1",
  ppm: "1",
  "μg/L": "0.001",
  "ng/mL": "0.001",
  ppb: "0.001",
  "ng/L": "0.000001",
};
const contents: Readonly<Record<string, string>> = {
  "g/kg": "1000",
  "mg/g": "1000",
  "mg/kg": "1",
  "μg/g": "1",
  "mg/L": "1",
  "μg/kg": "0.001",
  "ng/g": "0.001",
  "μg/L": "0.001",
  "mg/100g": "10",
  "g/100g": "10000",
  "%": "10000",
};

/** How many digits a quotient keeps; far more than any result is rounded to, so nothing is rounded twice. */
const digits = 20;

/** A unit as it is spelled here: `ug/ml`, `µg/mL` and `μg / mL` are one. */
export function plainUnit(unit: string): string {
  return unit
    .normalize("NFKC") // µ becomes μ, ％ becomes %
    .replaceAll(/\s/g, "")
    .replace(/^[u](?=g)/, "μ")
    .replace(/(?<=\/)l$/i, "L")
    .replace(/(?<=\/)ml$/i, "mL");
}

export type Solution = {
  /** Of the measured solution, as sent. */
  value: string;
  unit: string;
  /** mL */
  volume: string;
  dilution: string;
  /** g (or mL of a liquid sample) */
  mass: string;
};

export type Calculated = { figure: string; unit: string; text: string };

/**
 * The content of the sample in `wanted`, with the whole arithmetic as one line; or, as a code, why there is none: `unit-unknown`,
 * or `mass-wrong` for a mass, volume or dilution that is not above zero.
 */
export function contentOf(solution: Solution, wanted: string): Calculated | string {
  const sent = concentrations[plainUnit(solution.unit)];
  const unit = contents[plainUnit(wanted)];
  if (sent === undefined || unit === undefined) return "unit-unknown";
  const [volume, dilution, mass] = [solution.volume, solution.dilution, solution.mass].map((text) => positive(text));
  if (!volume || !dilution || !mass) return "mass-wrong";
  const exact = decimalOf(solution.value).times(sent).times(volume).times(dilution).div(mass.times(unit));
  const figure = shortened(exact);
  const { value, unit: of } = solution;
  return {
    figure,
    unit: wanted,
    text: `${value} ${of} × ${solution.volume} mL × ${solution.dilution} ÷ ${solution.mass} g = ${figure} ${wanted}`,
  };
}

/** A content in another unit of content; a code where one of the units is none. */
export function inUnit(value: string, unit: string, wanted: string): Calculated | string {
  if (plainUnit(unit) === plainUnit(wanted)) return { figure: value, unit: wanted, text: "" };
  const from = contents[plainUnit(unit)];
  const to = contents[plainUnit(wanted)];
  if (from === undefined || to === undefined) return "unit-unknown";
  const figure = shortened(decimalOf(value).times(from).div(to));
  return { figure, unit: wanted, text: `${value} ${unit} = ${figure} ${wanted}` };
}

function positive(text: string): Decimal | null {
  const plain = text.normalize("NFKC").trim();
  return /^\d+(\.\d+)?$/.test(plain) && decimalOf(plain).gt(0) ? decimalOf(plain) : null;
}

function shortened(value: Decimal): string {
  return textOf(value.toSignificantDigits(digits, Decimal.ROUND_HALF_EVEN));
}
