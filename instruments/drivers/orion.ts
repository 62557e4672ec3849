import { untilPrompt } from "../framing/until-prompt.ts";
import type { Frame } from "../framing/frame.ts";
import type { Driver, Measured, Said } from "./driver.ts";
import { figureOf } from "./figure.ts";
import { meterQuantity } from "./meter-units.ts";
import { rejected } from "./plain-line.ts";

// Thermo Orion Star in its CSV setting: the command's echo, one line of fields, the prompt. Model, serial number,
// software, user, time (day and month in the order of the meter's menu), sample, channel, mode, then value and unit in pairs,
// at last the method and the number in its log.

/** Thermo Orion Star A200 and A300, Lab Star and their kin. */
export const orion: Driver = {
  name: "orion",
  speaks: "Thermo Orion Star remote control, CSV: pH, mV, conductivity, oxygen",
  framing: () => untilPrompt(),
  reader: () => ({ read }),
  hasHead: (frame) => /^[\s]*[A-Z]{3,12}[ \d]*\r/i.test(textOf(frame)),
  isShown: (said) => said.kind === "reading",
  asks: {
    identity: [],
    now: { say: "GETMEAS\r", isAnswer: (said) => said.kind !== "scan" && said.kind !== "frame" },
    stream: null,
  },
};

function read(frame: Frame): Said | readonly Said[] {
  if (frame.fault) return rejected(frame.fault);
  const text = textOf(frame);
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text)) return rejected("noise");
  const lines = text.split(/[\r\n]+/).map((each) => each.trim());
  const answers = lines.filter((each) => each.includes(","));
  const [line] = answers;
  if (line === undefined) return { kind: "reply", of: lines[0] ?? "", what: lines.slice(1).filter(Boolean).join(" ") };
  return answers.length === 1 ? measured(line) : rejected("syntax");
}

function measured(line: string): Said | readonly Said[] {
  const fields = line.split(",").map((field) => field.trim());
  const [model = "", serial = "", software = "", user = "", at = "", sample = "", channel = "", mode = ""] = fields;
  if (!/^#\d+$/.test(fields.at(-1) ?? "")) return rejected("truncated");
  if (fields.length < 12 || !/^\d\d\/\d\d\/\d\d(?:\d\d)? \d\d:\d\d:\d\d$/.test(at) || !/^CH-\d$/.test(channel))
    return rejected("syntax");
  const pairs = fields.slice(8, -2);
  if (pairs.length % 2 !== 0) return rejected("syntax");
  const readings: Measured[] = [];
  for (let place = 0; place < pairs.length; place += 2) {
    const [value = "", unit = ""] = pairs.slice(place);
    const quantity = meterQuantity(unit, mode);
    if (!quantity) return rejected("unit");
    const figure = figureOf(value);
    readings.push({
      kind: "reading",
      quantity,
      value: figure?.value ?? null,
      unit,
      stable: null,
      qualifier: figure?.qualifier ?? "=",
      ...(/^-*$/.test(sample) ? {} : { sample }),
      at,
      ...(figure ? {} : { text: value }),
    });
  }
  const [method, log] = fields.slice(-2);
  return [
    { kind: "message", protocol: "orion", model, serial, software, user, at, channel, mode, method, log },
    ...readings,
  ];
}

function textOf(frame: Frame): string {
  return Buffer.from(frame.body).toString("latin1");
}
