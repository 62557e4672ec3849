import { astmAssembly } from "./astm-assembly.ts";
import type { AstmStrictness, Transfer } from "./astm-assembly.ts";
import { astmUnits } from "./astm-units.ts";
import type { AstmUnit } from "./astm-units.ts";
import type { Frame, Framing } from "./frame.ts";

/** A transfer as a frame: its bytes reach from the enquiry to the message's last frame, with all that failed between. */
export type AstmFrame = Frame & { readonly transfer: Transfer };

/** Bytes of an instrument on an ASTM link as whole transfers, without answering: for recordings, and behind a link. */
export function astmTransfers(strictness: AstmStrictness = { numbers: "listening" }): Framing {
  const units = astmUnits();
  const assembly = astmAssembly(strictness);
  const taken = (each: AstmUnit[]): Frame[] => each.flatMap((unit) => assembly.take(unit).done.map(asFrame));

  return {
    push: (bytes) => taken(units.push(bytes)),
    pause: () => taken(units.settle()),
    end: () => [...taken(units.end()), ...assembly.giveUp().map(asFrame)],
  };
}

export function asFrame(transfer: Transfer): AstmFrame {
  return {
    raw: transfer.raw,
    body: transfer.raw,
    end: transfer.what === "message" ? "whole" : "none",
    fault: transfer.what === "incomplete" ? "incomplete" : transfer.what === "noise" ? "noise" : null,
    transfer,
  };
}

export function isAstmFrame(frame: Frame): frame is AstmFrame {
  return "transfer" in frame;
}
