// Rows of the form: labels with what was told beside them.
import type { CertificateContent } from "../content.ts";
import { beneath, labelled } from "./english.ts";
import { ink, nothing } from "./form.ts";
import type { Paragraph } from "./paragraph.ts";
import type { Cell, Row } from "./table.ts";

type Language = CertificateContent["language"];
export type Told = { label: string; text: string | null; english?: string | null; field: string };

/** Two labels with their values. */
export function pair(language: Language, left: Told, right: Told): Row {
  return {
    cells: [
      label(left.label, language),
      value(left.text, left.field, 1, 9.5, left.english ?? null),
      label(right.label, language),
      value(right.text, right.field, 1, 9.5, right.english ?? null),
    ],
  };
}

/** One label whose value takes the rest of the row. */
export function wide(language: Language, told: Told): Row {
  return { cells: [label(told.label, language), value(told.text, told.field, 3, 9.5, told.english ?? null)] };
}

/** A label of the form, bold on its ground. */
export function label(text: string, language: Language): Cell {
  const chinese: Paragraph = { text, size: 9.5, weight: "bold", align: "center", color: ink.text, field: "form" };
  return { fill: ink.label, paragraphs: labelled(chinese, language) };
}

/** What was told, or the mark for nothing. */
export function value(
  text: string | null,
  field: string,
  span: number,
  size = 9.5,
  english: string | null = null,
): Cell {
  const chinese: Paragraph = { text: text ?? nothing, size, color: ink.text, field };
  return {
    span,
    paragraphs: english === null ? [chinese] : [chinese, beneath(english, { ...chinese, size: size * 1.15 })],
  };
}
