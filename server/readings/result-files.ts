import { createHash } from "node:crypto";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { findInstrument } from "../metrology/list-instruments.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { MatchedResult } from "./mapping-contract.ts";
import type * as contract from "./mapping-contract.ts";
import { matchedView, placeOf, putResult, type SentResult } from "./match-results.ts";
import { mappingsOf } from "./result-mappings.ts";
import { readFileWith } from "./try-drivers.ts";

const mostResults = 2_000; // what one change takes in reasonable time
type Reply = ReplyOf<typeof contract.keepResultFile>;

/** Where the results of a file would go by these mappings; nothing is kept. */
export async function previewResultFile(
  ctx: Context,
  { params, body }: InputOf<typeof contract.previewResultFile>,
): Promise<Reply> {
  const { instrument, results, refused } = await readResults(ctx, params.number, body.bytes);
  const mappings = body.rows ?? (await mappingsOf(ctx, instrument.id));
  const taken = new Set<string>();
  const rows: MatchedResult[] = [];
  for (const sent of results) rows.push(matchedView(sent, await placeOf(ctx, sent, instrument, mappings, taken)));
  return { rows, refused };
}

/** Keeps a file with all its results; each goes where it belongs or waits in the tray. The same file is taken once. */
export async function keepResultFile(
  ctx: Context,
  { params, body }: InputOf<typeof contract.keepResultFile>,
): Promise<Reply> {
  const { instrument, results, refused } = await readResults(ctx, params.number, body.bytes);
  if (results.length === 0) throw new Problem("file-without-results", { file: body.name });
  const bytes = Buffer.from(body.bytes, "base64");
  const fileId = createHash("sha256").update(bytes).digest("hex");
  const before = await ctx.db.reading.findFirst({ where: { fileId, instrumentId: instrument.id } });
  if (before) throw new Problem("file-known", { file: body.name, at: before.receivedAt.toISOString() });
  const mappings = await mappingsOf(ctx, instrument.id);
  const taken = new Set<string>();
  const rows: MatchedResult[] = [];
  for (const [index, sent] of results.entries()) {
    const reading = await ctx.db.reading.create({
      data: {
        laboratoryId: instrument.laboratoryId,
        instrumentId: instrument.id,
        raw: index === 0 ? bytes : null, // the others are known by fileId
        kind: "result",
        status: sent.status,
        text: sent.value ?? sent.text,
        value: sent.value,
        qualifier: sent.qualifier,
        unit: sent.unit,
        driver: instrument.driver ?? "csv",
        details: { ...sent.details, file: body.name },
        fileId,
        takenAt: sent.takenAt,
        receivedAt: ctx.now(),
        enteredById: ctx.actor.id,
      },
    });
    const place = await placeOf(ctx, sent, instrument, mappings, taken);
    if (typeof place !== "string") await putResult(ctx, reading, sent, instrument, place);
    rows.push(matchedView(sent, place));
  }
  const placed = rows.filter(({ goes }) => goes !== null).length;
  await ctx.note("result-file.taken", `instrument ${instrument.number}`, {
    file: body.name,
    sha256: fileId,
    results: rows.length,
    placed,
    refused,
  });
  await ctx.tell({ type: "changed", topics: ["bench", "tasks"], laboratoryId: instrument.laboratoryId });
  return { rows, refused };
}

async function readResults(ctx: Context, number: string, base64: string) {
  const { id } = await findInstrument(ctx, number);
  const instrument = await ctx.db.instrument.findUniqueOrThrow({ where: { id } });
  if (instrument.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-found", { what: number });
  const said = readFileWith(instrument.driver ?? "csv", instrument.profile, Buffer.from(base64, "base64"));
  const results = said.flatMap((one): SentResult[] => {
    if (one.kind !== "reading") return [];
    const { value, unit, qualifier, text, kind: _, quantity: _q, stable: _s, ...told } = one;
    const details = Object.fromEntries(Object.entries(told).map(([name, what]) => [name, String(what)]));
    return [{ status: "reading", value, unit, qualifier, text: text ?? null, takenAt: ctx.now(), details }];
  });
  if (results.length > mostResults) throw new Problem("too-large", { most: `${mostResults} 个结果` });
  return { instrument, results, refused: said.filter(({ kind }) => kind === "rejected").length };
}
