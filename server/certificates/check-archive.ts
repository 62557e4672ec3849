import type { House } from "../platform/context.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { everyRoot } from "./key-record.ts";
import { verifyPdf } from "./signing/verify-pdf.ts";

/** Reads every certificate's file again: is it there, are its bytes those that were issued, do its signatures hold? */
export async function checkArchive(house: House): Promise<void> {
  const roots = await everyRoot(house);
  const beganAt = house.clock.now();
  const faults: { number: string; why: string }[] = [];
  let checked = 0;
  for (let after: string | undefined; ;) {
    const rows = await house.db.certificate.findMany({
      where: { sha256: { not: null }, ...(after ? { id: { gt: after } } : {}) },
      select: { id: true, number: true, sha256: true },
      orderBy: { id: "asc" },
      take: 100,
    });
    if (rows.length === 0) break;
    for (const { number, sha256 } of rows) {
      checked += 1;
      const why = await faultOf(house, sha256 ?? "", roots);
      if (why !== null) faults.push({ number, why });
    }
    after = rows.at(-1)?.id;
  }
  if (faults.length > 0) house.log.error({ faults: faults.slice(0, 20) }, "certificates in the archive are damaged");
  await change(house, actingAs("check-archive"), "entry", async (ctx) => {
    await ctx.db.archiveCheck.create({ data: { beganAt, endedAt: ctx.now(), checked, faults } });
    await ctx.note("archive.checked", "certificate archive", { checked, faults: faults.length });
  });
}

async function faultOf(house: House, sha256: string, roots: readonly string[]): Promise<string | null> {
  try {
    const { isValid, fault } = verifyPdf(await house.files.read(sha256), { roots });
    return isValid ? null : (fault ?? "signature");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
