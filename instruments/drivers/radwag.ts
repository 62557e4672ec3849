import type { Driver } from "./driver.ts";
import { asking, plainLine, rejected, signed, weighed } from "./plain-line.ts";

// Radwag answers in two lines: that a command was taken (`S A`), then the mass frame: 3 for the command, a marker,
// blank, sign apart from the digits, 9 for the mass, blank, 3 for the unit.

const mass = /^(S|SI|SU|SUI) *([?^v]?) *([ -])( *\d+(?:\.\d+)?) (\S+) *$/;

/** Radwag balances. */
export const radwag: Driver = plainLine({
  name: "radwag",
  speaks: "Radwag: accepted, then the mass frame",
  asks: asking("SI\r\n", { start: "C1\r\n", stop: "C0\r\n" }),
  shortest: 19,
  read(text) {
    if (text === "ES") return rejected("error", "ES");
    const answer = /^([A-Z]{1,5}\d?) ([ADIE^v]|OK)$/.exec(text);
    if (answer) return answerOf(answer[1] ?? "", answer[2] ?? "");
    const found = text.length === 19 && /^.{3}[ ?^v] [ -].{9} .{3}$/.test(text) ? mass.exec(text) : null;
    if (!found) return null;
    const [, , marker = "", sign = "", digits = "", unit = ""] = found;
    if (marker === "^" || marker === "v") return rejected(marker === "^" ? "overload" : "underload");
    return weighed({ value: signed(sign, digits), unit, stable: marker === "" });
  },
});

function answerOf(of: string, status: string) {
  if (status === "I") return { ...rejected("busy"), of };
  if (status === "^" || status === "v") return { ...rejected(status === "^" ? "overload" : "underload"), of };
  if (status === "E") return { ...rejected("busy", "stability-timeout"), of };
  return { kind: "reply", of, what: status === "A" ? "accepted" : "done" } as const;
}
