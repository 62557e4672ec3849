/** A figure as an instrument wrote it, apart from its comparator. */
export type Figure = { readonly value: string; readonly qualifier: "=" | "<" | ">" };

/**
 * The figure in a field, to the last zero, or null when it is none ("-----", "Positive", "3+^45"). A decimal comma is
 * one only where the instrument's profile says so: elsewhere it parts thousands or fields.
 */
export function figureOf(field: string, decimalComma = false): Figure | null {
  const text = decimalComma ? field.replace(",", ".") : field;
  const found = /^ *([<>])? *\+?(-?(?:\d{1,25}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,3})?) *$/.exec(text);
  if (!found) return null;
  const comparator = found[1];
  return { value: found[2] ?? "", qualifier: comparator === "<" || comparator === ">" ? comparator : "=" };
}
