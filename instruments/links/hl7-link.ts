import { teller } from "../drivers/decode.ts";
import type { Decoded } from "../drivers/decode.ts";
import type { Driver } from "../drivers/driver.ts";
import { mllp, mllpBlock } from "../framing/mllp.ts";
import type { Frame } from "../framing/frame.ts";
import type { Link } from "./link.ts";

/**
 * The host on an HL7 line: each block is answered once, AA when all of it was understood, AE when not (do not send it again
 * unchanged), AR when nothing can be kept now (send it later). MSH-15 and 16 ask for the enhanced answers CA, CE, CR.
 * `clock` gives the time that stands in MSH-7; `before` is what the journal has of this line from before a restart. A message
 * that comes again letter for letter, its control number with it, is answered again and is no second message.
 */
export function hl7Link(driver: Driver, clock: () => Date, before: Uint8Array = new Uint8Array()): Link {
  const framing = mllp();
  const told = teller(driver);
  let last =
    mllp()
      .push(before)
      .findLast(({ end }) => end === "whole")?.body ?? null;
  return {
    hear(bytes, _now, isReady = true) {
      const frames = framing.push(bytes);
      const steps = frames.map((frame) => {
        const said = told.frame(frame);
        const isRepeated = frame.end === "whole" && last !== null && Buffer.from(last).equals(frame.body);
        if (frame.end === "whole") last = frame.body;
        const decoded = isRepeated ? said.slice(0, 1).map(asRepeated) : said;
        const isUnderstood = decoded.every(({ said }) => said.kind !== "rejected");
        return { decoded, say: answerTo(frame, isReady ? (isUnderstood ? "A" : "E") : "R", clock()) };
      });
      return { decoded: steps.flatMap(({ decoded }) => decoded), say: steps.flatMap(({ say }) => say) };
    },
    tick: () => ({ decoded: [], say: [] }),
    nextAt: () => null,
    end: () => [...framing.end().flatMap(told.frame), ...told.end()],
  };
}

function answerTo(frame: Frame, outcome: "A" | "E" | "R", at: Date): Uint8Array[] {
  if (frame.end !== "whole") return []; // whoever sent half a block sends it again when no answer comes
  const fields = headOf(Buffer.from(frame.body).toString("latin1"));
  if (!fields) return [];
  const [, field = "|", coding = "^~\\&", sender = "", senderPlace = "", receiver = "", receiverPlace = ""] = fields;
  const [id = "", processing = "P", version = ""] = [fields[10], fields[11], fields[12]];
  const [accept = "", application = ""] = [fields[15], fields[16]];
  const isEnhanced = accept !== "" || application !== "";
  const wants = (when: string) =>
    when === "AL" || (when === "ER" && outcome !== "A") || (when === "SU" && outcome === "A");
  const codes = isEnhanced
    ? [...(wants(accept) ? [`C${outcome}`] : []), ...(wants(application) ? [`A${outcome}`] : [])]
    : [`A${outcome}`];
  const time = at.toISOString().replace(/[-:T]/g, "").slice(0, 14);
  return codes.map((code) => {
    const first = [
      "MSH",
      coding,
      receiver || "LIMS",
      receiverPlace,
      sender,
      senderPlace,
      `${time}+0000`,
      "",
      "ACK",
      id,
      processing,
      version,
    ];
    return mllpBlock(`${first.join(field)}\rMSA${field}${code}${field}${id}\r`);
  });
}

/** The fields of MSH, counted as the standard does, also of a message that is damaged further on. */
function headOf(text: string): string[] | null {
  const line = /^MSH([^\w\s]).*/.exec(text);
  return line ? ["MSH", line[1] ?? "|", ...line[0].split(line[1] ?? "|").slice(1)] : null;
}

function asRepeated(decoded: Decoded): Decoded {
  return { ...decoded, said: { kind: "frame", of: "message", what: "repeated message" } };
}
