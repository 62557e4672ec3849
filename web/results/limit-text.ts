/** A limit with its unit, where the text does not carry one; a sum of ratios has none. */
export function limitText(text: string, unit: string): string {
  return /\d$/.test(text) && unit !== "1" ? `${text} ${unit}`.trim() : text;
}
