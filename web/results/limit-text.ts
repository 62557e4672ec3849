/** A limit with its unit, where the text does not carry one. */
export function limitText(text: string, unit: string): string {
  return /\d$/.test(text) ? `${text} ${unit}` : text;
}
