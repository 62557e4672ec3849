/** A limit with its unit, where the text does not carry one; a sum of ratios has none. */
export function limitText(said: string, unit: string): string {
  const text = said.replaceAll(/,(?=[cmM]=)/g, ", "); // a plan may be broken between its figures
  return /\d$/.test(text) && unit !== "1" ? `${text} ${unit}`.trim() : text;
}
