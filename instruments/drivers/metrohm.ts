import type { Driver, Quantity, Said } from "./driver.ts";
import { figureOf } from "./figure.ts";
import { plainLine, rejected } from "./plain-line.ts";

// Metrohm Titrino plus answers one line to a $ command; its full report (`fr`) is printer text with one result a line. A
// figure in answer to $Q has no name of its own, so it is an answer and no reading: only who asked knows what it is.

const result =
  /^ {0,4}(EP ?\d|RS?\d{1,2}|C\d\d|CV\d\d|SMN\d{1,2}|TITER)(?:[ \t;:=]+)(\S+)(?:[ \t;]+([^\s;]{1,12}))?[ \t]*$/;

/** Metrohm 848, 870 and kin: titrators and Karl Fischer. */
export const metrohm: Driver = plainLine({
  name: "metrohm",
  speaks: "Metrohm Titrino plus: remote control answers and result reports",
  isWholeByItself: true,
  read(text) {
    const status = /^(Ready|Busy|Hold|Cond);(\d{1,3}(?:-\d{1,3})?)$/.exec(text);
    if (status) {
      const [, what = "", message = ""] = status;
      return { kind: "reply", of: "$D", what, ...(message === "0" ? {} : { value: message }) };
    }
    if (text === "OK") return { kind: "reply", of: "ack", what: "done" };
    if (/^E[123]$/.test(text)) return rejected("error", text);
    const found = result.exec(text);
    if (found) return resultOf(found[1] ?? "", found[2] ?? "", found[3]);
    if (/^ {0,4}[a-z]{2}$/.test(text) || /^'[a-z]{2}$/.test(text))
      return { kind: "reply", of: "report", what: "headline", value: text.trim() };
    const figure = figureOf(text);
    return figure && { kind: "reply", of: "$Q", what: "value", value: figure.value };
  },
});

function resultOf(name: string, field: string, unit: string | undefined): Said {
  const figure = figureOf(field);
  if (!figure && !/^(?:invalid|OV|NV|-+)$/i.test(field)) return rejected("syntax");
  const quantity: Quantity = unit !== undefined && /^m?L$/i.test(unit) ? "volume" : unit === "%" ? "percent" : "result";
  return {
    kind: "reading",
    quantity,
    value: figure?.value ?? null,
    unit: unit ?? null,
    stable: null,
    qualifier: figure?.qualifier ?? "=",
    test: name,
    ...(figure ? {} : { text: field }),
  };
}
