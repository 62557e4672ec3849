/** An HL7 v2 message as its segments, with the delimiters that its MSH names. */
export type Hl7 = {
  readonly segments: readonly (readonly string[])[]; // fields; [0] is the name, so that fields[n] is XXX-n
  readonly delimiters: { field: string; component: string; repeat: string; escape: string; sub: string };
};

/**
 * Segments, or why they are none. There is no checksum, so one segment that does not fit spoils the message: it could
 * have been the order that the results behind it belong to.
 */
export function readHl7(text: string): Hl7 | { fault: "noise" | "syntax"; of?: string } {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== "");
  const head = lines[0] ?? "";
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) return { fault: "noise" };
  const found = /^MSH([^\w\s])([^\w\s])([^\w\s])([^\w\s]?)([^\w\s]?)\1/.exec(head);
  if (!found) return { fault: "syntax", of: head.slice(0, 3) };
  const [, field = "|", component = "^", repeat = "~", escape = "\\", sub = "&"] = found;
  if (new Set([field, component, repeat, escape, sub]).size < 5) return { fault: "syntax", of: "MSH" };
  const segments: string[][] = [];
  for (const line of lines) {
    const fields = line.split(field);
    const name = fields[0] ?? "";
    if (!/^[A-Z][A-Z0-9]{2}$/.test(name) || (name === "MSH" && segments.length > 0))
      return { fault: "syntax", of: name.slice(0, 3) };
    // MSH-1 is the delimiter itself
    segments.push(name === "MSH" ? ["MSH", field, ...fields.slice(1)] : fields);
  }
  return { segments, delimiters: { field, component, repeat, escape, sub } };
}

/** HL7 2.7: delimiters that stand in a text are written between escape characters. */
export function unescapeHl7(text: string, { field, component, repeat, escape, sub }: Hl7["delimiters"]): string {
  const meaning: Record<string, string> = { F: field, S: component, R: repeat, E: escape, T: sub };
  const parts = text.split(escape);
  if (parts.length % 2 === 0) return text; // an escape character without its partner: then nothing is an escape
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return part;
      const hex = /^X((?:[0-9A-F]{2})+)$/i.exec(part)?.[1];
      if (hex) return Buffer.from(hex, "hex").toString("utf8");
      return meaning[part] ?? (part === ".br" ? "\n" : part === "H" || part === "N" ? "" : `${escape}${part}${escape}`);
    })
    .join("");
}
