import type { InputOf } from "../kernel/endpoint.ts";
import { zh } from "../kernel/text/zh.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import type { Label } from "./label/label.ts";
import { renderLabelPdf } from "./label/render-label-pdf.ts";
import { temperatureAt } from "./place-path.ts";
import { findPlace } from "./show-places.ts";
import type * as contract from "./storage-contract.ts";

/** The label of a place; of a box, where asked, those of its cells too, row by row. */
export async function placeLabels(
  ctx: Context,
  { params, query }: InputOf<typeof contract.placeLabels>,
): Promise<FileReply> {
  const place = await findPlace(ctx, params.number);
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: place.laboratoryId } });
  const cells = query.cells
    ? await ctx.db.storagePlace.findMany({
        where: { parentId: place.id, kind: "cell" },
        orderBy: [{ row: "asc" }, { column: "asc" }],
      })
    : [];
  const temperature = temperatureAt(place);
  const labels = [place, ...cells].map((p): Label => ({
    number: p.number,
    short: p.name,
    // of a cell's tiny label the end may be cut off: what is nearest stands first
    name: p.kind === "cell" ? p.path.split(" / ").slice(0, -1).toReversed().join(" · ") : p.path,
    kindText: zh.place[p.kind],
    storage: null,
    laboratoryName: laboratory.name,
    detail: temperature ? zh.temperature[temperature] : "",
  }));
  return {
    bytes: await renderLabelPdf(labels, query.size),
    mediaType: "application/pdf",
    name: `${zh.place[place.kind]} ${place.name}.pdf`,
  };
}
