// 原始记录 的签字栏: who signed the record and who its check, with the pictures of their signatures that were in use then.
import { toMinute } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { Picture } from "./content.ts";
import { ink } from "./pdf/form.ts";
import { drawSignature, type Pictures } from "./pdf/pictures.ts";
import type { Sheet } from "./pdf/sheet.ts";
import { drawTable, type Cell } from "./pdf/table.ts";
import { pictureAt } from "./signed-pictures.ts";

type Act = { name: string; at: Date; picture: Picture | null } | null;
export type SignedBy = { analyst: Act; checker: Act; pictures: Pictures };
type Checked = { id: string; checkedAt: Date | null; checkedById: string | null };

/** The acts of signing behind a task's current result; none where it was only submitted. */
export async function signedBy(ctx: Context, task: Checked, resultId: string | null): Promise<SignedBy> {
  const acts = await ctx.db.signature.findMany({
    where: {
      OR: [
        ...(resultId === null ? [] : [{ subject: "result", subjectId: resultId, meaning: "submit" }]),
        ...(task.checkedAt === null
          ? []
          : [{ subject: "task", subjectId: task.id, meaning: "check", personId: task.checkedById ?? task.id }]),
      ],
    },
    orderBy: { signedAt: "desc" },
  });
  const actOf = async (meaning: string): Promise<Act> => {
    const act = acts.find((one) => one.meaning === meaning);
    return act ? { name: act.personName, at: act.signedAt, picture: await pictureAt(ctx, act) } : null;
  };
  const [analyst, checker] = [await actOf("submit"), await actOf("check")];
  const pictures = new Map<string, Uint8Array>();
  for (const act of [analyst, checker])
    if (act?.picture) pictures.set(act.picture.sha256, await ctx.house.files.read(act.picture.sha256));
  return { analyst, checker, pictures };
}

/** The last row of the record. */
export function drawSigned(sheet: Sheet, y: number, { analyst, checker, pictures }: SignedBy): void {
  const hasPicture = pictures.size > 0;
  drawTable(sheet, y, {
    columns: [70, 170, 70, 170],
    header: null,
    least: hasPicture ? 56 : 26,
    rows: [{ cells: [head("检测人员签字"), signed(sheet, analyst), head("校核人签字"), signed(sheet, checker)] }],
  });
}

function signed(sheet: Sheet, act: Act): Cell {
  const text = act ? `${act.name} ${toMinute(act.at)} 电子签名` : "—";
  return {
    isBottom: act?.picture != null,
    paragraphs: [{ text, size: 9, color: ink.text, field: "record" }],
    also: ({ x, y, width }) => {
      if (act?.picture) drawSignature(sheet, act.picture, { x: x + 8, y: y + 4, width: width - 16, height: 32 });
    },
  };
}

function head(text: string): Cell {
  return {
    fill: ink.label,
    paragraphs: [{ text, size: 9, weight: "bold", align: "center", color: ink.text, field: "form" }],
  };
}
