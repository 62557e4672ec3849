import type { Driver, Said } from "./driver.ts";
import { figureOf } from "./figure.ts";
import { meterQuantity } from "./meter-units.ts";
import { plainLine, rejected } from "./plain-line.ts";

// Consort prints a table with tabulators: number, value, unit, temperature, channel, time, date, under a headline.

/** Consort C5xx to C9xx meters. */
export const consort: Driver = plainLine({
  name: "consort",
  speaks: "Consort C-series print table: pH, mV, conductivity",
  isWholeByItself: true,
  read(text) {
    const identity = /^Identification No: (\S{1,30})$/.exec(text)?.[1];
    if (identity) return { kind: "identity", of: "print", serial: identity };
    if (/^#\tVALUE\tUNIT(?:\t[A-Z]{1,4}){4}$/.test(text))
      return { kind: "reply", of: "print", what: "headline", value: text.replaceAll("\t", " ") };
    const fields = text.split("\t");
    return fields.length === 7 ? rowOf(fields.map((field) => field.trim())) : null;
  },
});

function rowOf([number = "", value = "", unit = "", degrees = "", channel = "", time = "", date = ""]: string[]):
  | readonly Said[]
  | Said
  | null {
  if (!/^\d{4}$/.test(number) || !/^\d$/.test(channel) || !/^\d\d:\d\d:\d\d$/.test(time)) return null;
  if (!/^\d\d\/\d\d\/\d\d(?:\d\d)?$/.test(date) || !/^-?\d{1,3}\.\d$/.test(degrees)) return null;
  const quantity = meterQuantity(unit);
  if (!quantity) return rejected("unit");
  const figure = figureOf(value);
  const same = { stable: null, at: `${time}\t${date}`, name: `${number} CH${channel}` };
  const first: Said = {
    kind: "reading",
    quantity,
    value: figure?.value ?? null,
    unit,
    qualifier: figure?.qualifier ?? "=",
    ...(figure ? {} : { text: value }),
    ...same,
  };
  return [first, { kind: "reading", quantity: "temperature", value: degrees, unit: "C", qualifier: "=", ...same }];
}
