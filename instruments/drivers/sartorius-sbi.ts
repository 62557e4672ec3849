import type { Driver, Said } from "./driver.ts";
import { asking, plainLine, rejected, signed, weighed } from "./plain-line.ts";

// Sartorius SBI, 16 or 22 characters with CR LF: [6 for what it is] sign, 9 for the figure, blank, 3 for the unit.
// The unit stands there only when the balance is at rest; the fixed length is what shows that nothing was lost.

const figures = /^([N G-TQMPSa-z0-9*.]{6})?([+\- ])( *\d*\.?\d+|\d+\.) (.{3})$/i;
const special = /^(?:Stat  )?[ ]{2,7}(H|L|C|--|\+\+|Err ?\d{2,3}|ERR ?\d{2,3}|[A-Z]{3}\.ERR|Low|High|CAL\.?)[ ]*$/i;

/** Sartorius balances and moisture analysers. */
export const sartoriusSbi: Driver = plainLine({
  name: "sartorius-sbi",
  speaks: "Sartorius SBI, 16 and 22 characters: balances, mass comparators, moisture analysers",
  asks: asking("\u001bP\r\n"),
  shortest: 14,
  read(text) {
    if (text.length !== 14 && text.length !== 20) return null;
    const [, id, sign = "", digits = "", unit = ""] = figures.exec(text) ?? [];
    if (digits.length === 9 && (id === undefined) === (text.length === 14))
      return readingOf(id?.trim() ?? null, signed(sign, digits), unit.trim());
    const said = special.exec(text)?.[1];
    return said === undefined ? null : specialOf(said);
  },
});

function readingOf(id: string | null, value: string, unit: string): Said {
  const mode = id === null ? undefined : /^N\d?$/.test(id) ? "net" : /^G[#\d]?$/.test(id) ? "gross" : tareOf(id);
  const name = id !== null && mode === undefined ? id : undefined;
  return weighed({ value, unit: unit === "" ? null : unit, stable: unit !== "", mode, name });
}

function tareOf(id: string): "tare" | undefined {
  return /^T\d?$/.test(id) ? "tare" : undefined;
}

function specialOf(word: string): Said {
  if (/^(?:H|High|\+\+)$/i.test(word)) return rejected("overload");
  if (/^(?:L|Low)$/i.test(word)) return rejected("underload");
  if (/^C/i.test(word)) return rejected("busy", "adjusting");
  if (word === "--") return { kind: "reply", of: "print", what: "final-readout" };
  return rejected("error", word.replace(/^Err ?/, ""));
}
