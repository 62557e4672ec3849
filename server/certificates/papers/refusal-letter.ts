import type { InputOf } from "../../kernel/endpoint.ts";
import { groupNumber } from "../../kernel/numbers.ts";
import { Problem } from "../../kernel/problems.ts";
import { toDay, toMinute } from "../../kernel/time.ts";
import { RefusalReason } from "../../orders/contract.ts";
import { refuseHidden } from "../../orders/veil.ts";
import { ownLaboratory } from "../../people/laboratory.ts";
import type { Context } from "../../platform/context.ts";
import type { FileReply } from "../../platform/serve.ts";
import { ink, longDay, page } from "../pdf/form.ts";
import { writeParagraph } from "../pdf/paragraph.ts";
import type { Sheet } from "../pdf/sheet.ts";
import { drawTable } from "../pdf/table.ts";
import type * as contract from "../papers-contract.ts";
import { makePaper, pair, signatureCell, whole } from "./paper.ts";

const reasons: Record<RefusalReason, string> = {
  "seal-broken": "封条破损",
  "too-little": "样品量不足",
  expired: "超过保质期",
  damaged: "包装破损、泄漏",
  temperature: "到样温度不符合要求",
  "papers-differ": "与抽样单、委托单不符",
  "not-testable": "不具备检测条件",
  other: "其他",
};

/** 拒收通知书: which sample was not taken on, why, with the photos, and what the client may do. */
export async function refusalLetterPdf(
  ctx: Context,
  { params }: InputOf<typeof contract.refusalLetterPdf>,
): Promise<FileReply> {
  const sample = await ctx.db.sample.findFirst({
    where: { number: params.number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
    include: { refusal: true, order: { include: { client: true, sampledEnterprise: true } } },
  });
  const refusal = sample?.refusal;
  if (!sample || !refusal) throw new Problem("not-found", { what: params.number });
  await refuseHidden(ctx, { id: sample.id });
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: sample.laboratoryId } });
  const photos = await printablePhotos(ctx, refusal.photoIds);
  const { order } = sample;
  const number = groupNumber(sample.number);
  const head = {
    laboratory: laboratory.name,
    title: "样品拒收通知书",
    number,
    foot: `${laboratory.name} · ${laboratory.address} · ${laboratory.phone}`,
  };
  return makePaper(ctx, head, (sheet, top) => {
    const body = (text: string, at: number) =>
      writeParagraph(
        sheet.pen,
        { text, size: 11, leading: 1.7, color: ink.text, field: "letter" },
        page.left,
        at,
        page.right - page.left,
      );
    let y = top + 6;
    y += body(`${order.client.name}：`, y);
    y += body(
      `　　贵单位于 ${longDay(order.receivedOn)}送达的下列样品，经核查不符合接收条件，本机构不予接收。现将有关情况通知如下：`,
      y,
    );
    y = drawTable(sheet, y + 8, {
      columns: [80, 168, 80, 166],
      header: null,
      least: 24,
      rows: [
        pair("样品名称", sample.name, "样品编号", number),
        pair("规格型号", sample.specification ?? "", "数量", sample.quantity),
        pair("生产日期", sample.productionDate ?? "", "批号", sample.batchNumber ?? ""),
        ...(order.sampledEnterprise
          ? [pair("被抽样单位", order.sampledEnterprise.name, "抽样单编号", order.sheetNumber ?? "")]
          : []),
        whole("拒收原因", reasons[RefusalReason.parse(refusal.reason)]),
        whole("具体情况", refusal.detail),
        pair("拒收人", refusal.refusedBy, "拒收时间", toMinute(refusal.refusedAt)),
      ],
    });
    y += 8;
    y += body(
      "　　样品可于收到本通知之日起 5 个工作日内取回；补送、重新抽样后，可重新办理委托。逾期未取回的，按无法退还处理。",
      y,
    );
    y = drawPhotos(sheet, y + 8, photos);
    if (y + 130 > page.bottom) y = sheet.newPage();
    drawTable(sheet, y + 10, {
      columns: [247, 247],
      header: null,
      least: 96,
      rows: [
        {
          cells: [
            signatureCell(`${laboratory.name}`, longDay(toDay(refusal.refusedAt))),
            signatureCell("送样人（已收到本通知）："),
          ],
        },
      ],
    });
  });
}

/** Photos that paper takes: JPEG and PNG. */
async function printablePhotos(ctx: Context, ids: readonly string[]): Promise<Buffer[]> {
  const files = await ctx.db.storedFile.findMany({
    where: { id: { in: [...ids] }, mediaType: { in: ["image/jpeg", "image/png"] } },
    orderBy: { id: "asc" },
  });
  return Promise.all(files.slice(0, 4).map(({ sha256 }) => ctx.house.files.read(sha256)));
}

function drawPhotos(sheet: Sheet, top: number, photos: readonly Buffer[]): number {
  const { doc } = sheet.pen;
  const [width, height] = [240, 170];
  let y = top;
  let column = 0;
  for (const photo of photos) {
    if (column === 0 && y + height > page.bottom) y = sheet.newPage();
    try {
      doc.image(photo, page.left + column * (width + 12), y, { fit: [width, height] });
    } catch {
      continue; // a picture that no PDF can hold; it stays with the sample
    }
    column = 1 - column;
    if (column === 0) y += height + 10;
  }
  return column === 1 ? y + height + 10 : y;
}
