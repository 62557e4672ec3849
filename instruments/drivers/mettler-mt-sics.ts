import type { Frame } from "../framing/frame.ts";
import { untilNewline } from "../framing/until-newline.ts";
import type { Driver, Identity, Quantity, RejectedReason, Said } from "./driver.ts";

// MT-SICS, level 0 to 2, as Mettler Toledo balances, KERN (KCP) and OHAUS terminals speak it: `<ID> <status> [parameters] CR LF`.
// There is no checksum, so the grammar of the whole line is all the protection there is: a line that does not fit to its
// last character, unit and CR LF included, gives no reading.

const units = new Map<string, Quantity>([
  ...[
    "g",
    "kg",
    "mg",
    "\u00b5g",
    "ug",
    "t",
    "ct",
    "lb",
    "oz",
    "ozt",
    "dwt",
    "GN",
    "mom",
    "msg",
    "tlh",
    "tls",
    "tlt",
    "tola",
    "baht",
  ].map((unit) => [unit, "weight"] as const),
  ["%", "percent"],
  ["PCS", "count"],
]);

const shown = /^S ([SD]) +(-?\d{1,20}(?:\.\d{1,20})?) (\S{1,5}) *$/;
const shownButCut = /^S [SD] +(-?[\d.]*)? *$/;
const weighingError = /^S [SD] +Error +(\d{1,2}[bt])$/; // boot, EEPROM, hot plug ...: status S, and yet no weight
const tare = /^(T|TI|TA) ([SDA]) +(-?\d{1,20}(?:\.\d{1,20})?) (\S{1,5}) *$/;
const command = /^([A-Z]{1,4}\d{0,2}|@) ([ABSDIL+-])(?: (.*))?$/;
const general = ["ES", "ET", "EL"]; // not understood, damaged on the way, not possible

/** Mettler Toledo MT-SICS. */
export const mettlerMtSics: Driver = {
  name: "mt-sics",
  speaks: "Mettler Toledo MT-SICS; KERN KCP; OHAUS terminals set to MT-SICS",
  framing: () => untilNewline(),
  reader: () => ({ read }),
  hasHead: (frame) => /^(?:([A-Z]{1,4}\d{0,2}|@) [ABSDIL+-](?: |$)|E[STL]$)/.test(textOf(frame)),
  isShown: (said) => said.kind === "reading" || (said.kind === "rejected" && said.of === "S"),
  asks: {
    // I4 rather than @: on some terminals @ also clears the tare
    identity: ["I4", "I2", "I3"].map((of) => ({
      say: `${of}\r\n`,
      isAnswer: (said) => (said.kind === "identity" && said.of === of) || isRefusalOf(said, of),
    })),
    now: {
      say: "SI\r\n",
      isAnswer: (said) => said.kind === "reading" || isRefusalOf(said, "S") || isRefusalOf(said, "SI"),
    },
    stream: { start: "SIR\r\n", stop: "SI\r\n" },
  },
};

function read(frame: Frame): Said {
  if (frame.fault) return rejected(frame.fault);
  const text = textOf(frame);
  // [^ -~] would also refuse the micro sign, which instruments send as one byte above 127
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) return rejected("noise");
  if (frame.end !== "crlf") return rejected("truncated");

  const weight = shown.exec(text);
  if (weight) return weightOf(weight[1] === "S", weight[2] ?? "", weight[3] ?? "");
  const failed = weighingError.exec(text);
  if (failed) return rejected("error", "S", failed[1]);
  if (shownButCut.test(text)) return rejected("truncated", "S");
  if (general.includes(text)) return rejected("error", undefined, text);

  const tared = tare.exec(text);
  if (tared) {
    const unit = tared[4] ?? "";
    return units.has(unit)
      ? { kind: "reply", of: tared[1] ?? "", what: "tare", value: tared[3], unit }
      : rejected("unit", tared[1]);
  }
  const answer = command.exec(text);
  return answer ? answerOf(answer[1] ?? "", answer[2] ?? "", answer[3]) : rejected("syntax");
}

function weightOf(stable: boolean, value: string, unit: string): Said {
  const quantity = units.get(unit);
  return quantity ? { kind: "reading", quantity, value, unit, stable, qualifier: "=" } : rejected("unit", "S");
}

function answerOf(of: string, status: string, rest: string | undefined): Said {
  if (status === "I" && !rest) return rejected("busy", of);
  if (status === "L" && !rest) return rejected("error", of, "L");
  if ((status === "+" || status === "-") && !rest) {
    // for Z it is the limit of the zero range that was passed, not the load
    if (of === "Z" || of === "ZI")
      return rejected("error", of, status === "+" ? "zero-range-upper" : "zero-range-lower");
    return rejected(status === "+" ? "overload" : "underload", of);
  }
  if (of === "S") return rejected("syntax", "S");
  if ((/^I\d+$/.test(of) || of === "@") && (status === "A" || status === "B")) return identityOf(of, rest ?? "");
  if (["Z", "ZI"].includes(of) && "ASD".includes(status) && !rest) return { kind: "reply", of, what: "zero" };
  if (of === "TAC" && status === "A" && !rest) return { kind: "reply", of, what: "tare cleared" };
  if (["T", "TI", "TA", "Z", "ZI", "TAC"].includes(of)) return rejected("truncated", of);
  return status === "A" || status === "B"
    ? { kind: "reply", of, what: status === "A" ? "done" : "going on" }
    : rejected("syntax", of);
}

function identityOf(of: string, rest: string): Said {
  // I0 puts the level before the command
  const parts = [...rest.matchAll(/^(\d+) |"([^"]*)"/g)].map(([, level, quoted]) => level ?? quoted ?? "");
  if (rest !== "" && !/^(?:\d+ )?"[^"]*"(?: "[^"]*")*$/.test(rest)) return rejected("truncated", of);
  const said: Identity = { kind: "identity", of, parts };
  const first = parts[0];
  if (first === undefined) return said;
  if (of === "I4" || of === "@") return { ...said, serial: first };
  if (of === "I3") return { ...said, software: first };
  if (of !== "I2") return said;
  // type (with blanks), capacity and unit stand in one string; the last two may be missing
  const split = /^(.*\S) +(\d+(?:\.\d+)?) (\S+)$/.exec(first);
  return split ? { ...said, model: split[1], capacity: split[2], unit: split[3] } : { ...said, model: first };
}

function isRefusalOf(said: Said, of: string): boolean {
  return (
    said.kind === "rejected" &&
    (said.of === of || (said.reason === "error" && said.code !== undefined && general.includes(said.code)))
  );
}

function rejected(reason: RejectedReason, of?: string, code?: string): Said {
  return { kind: "rejected", reason, ...(of === undefined ? {} : { of }), ...(code === undefined ? {} : { code }) };
}

function textOf(frame: Frame): string {
  return Buffer.from(frame.body).toString("latin1");
}
