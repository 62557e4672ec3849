// What a newcomer meets of signatures and quality control: pictures of invented signatures, recovery limits, a control chart with U.
import { setRecoveryBands } from "../../server/catalogue/set-recovery-bands.ts";
import { confirmPicture } from "../../server/certificates/keep-form.ts";
import { uploadMySignature } from "../../server/certificates/my-signature.ts";
import { addDays, toDay } from "../../server/kernel/time.ts";
import { demoPassword } from "../../server/people/demo-accounts.ts";
import type { House } from "../../server/platform/context.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { outlineOf } from "../../server/platform/paper/outlines.ts";
import { addControlPoint, beginControl } from "../../server/results/keep-controls.ts";
import { blankBitmap, encodePng, fillArea, fillOutline } from "../../server/samples/label/bitmap.ts";
import { actingFor } from "./demo-acting.ts";

const signing = ["demo-analyst", "demo-reviewer", "demo-signatory"] as const;

/** Everybody who signs a certificate uploads a picture of an invented signature, and the technical manager puts it into use. */
export async function seedSignatures(house: House): Promise<void> {
  const manager = await actingFor(house, "demo-manager");
  for (const login of signing) {
    const { name } = await house.db.person.findUniqueOrThrow({ where: { login } });
    const body = { bytes: demoSignature(name), mediaType: "image/png" } as never; // an upload's body, as the server hands it over
    const { id } = await (
      await actingFor(house, login)
    )((ctx) => uploadMySignature(ctx, { params: {}, query: {}, body }));
    await manager((ctx) =>
      confirmPicture(ctx, { params: { pictureId: id }, query: {}, body: { password: demoPassword } }),
    );
  }
}

/** The name leaning forward over a stroke of the pen, with 演示 beside it: nobody's hand. */
export function demoSignature(name: string): Buffer {
  const fonts = loadFonts();
  const size = 84;
  const lean = 0.32;
  const drawn = outlineOf(name, "regular", fonts, "signature");
  const width = Math.ceil((drawn.width + 1.2) * size);
  const bitmap = blankBitmap(width, 130);
  const leaning = drawn.commands.map(({ command, args }) => ({
    command,
    args: args.map((n, i) => (i % 2 === 0 ? n + lean * (args[i + 1] ?? 0) : n)),
  }));
  fillOutline(bitmap, leaning, 14, 92, size, false);
  for (let x = 8; x < width - 60; x++)
    fillArea(bitmap, x, Math.round(112 - 10 * Math.sin((x / width) * 3)), 1, 1 + Math.round(3 * (1 - x / width)));
  fillOutline(bitmap, outlineOf("演示", "regular", fonts, "signature").commands, width - 50, 124, 20, false);
  return encodePng(bitmap, 12_000);
}

/** 铅 in food: recovery limits by level as GB/T 27404-2008 gives them, and a control of a certified material with its U, measured daily. */
export async function seedQuality(house: House): Promise<void> {
  const method = await house.db.method.findFirstOrThrow({
    where: { item: { name: "铅" } },
    orderBy: { code: "asc" },
  });
  const manager = await actingFor(house, "demo-manager");
  const bands = [
    { from: null, to: "0.1", least: "60", most: "120" },
    { from: "0.1", to: "1", least: "80", most: "110" },
    { from: "1", to: "100", least: "90", most: "110" },
  ];
  await manager((ctx) =>
    setRecoveryBands(ctx, {
      params: { id: method.id },
      query: {},
      body: { bands, reason: "按 GB/T 27404-2008 附录 F 设定（演示）" },
    }),
  );
  const quality = await actingFor(house, "demo-quality");
  const { id: seriesId } = await quality((ctx) =>
    beginControl(ctx, {
      params: {},
      query: {},
      body: {
        methodId: method.id,
        kind: "control",
        name: "牛肉粉成分分析标准物质（示范）",
        lot: "SF-2026-07",
        target: "0.250",
        sd: "0.010",
        uncertainty: "0.018",
        unit: "mg/kg",
        validUntil: addDays(toDay(ctx.now()), 400),
      },
    }),
  );
  const analyst = await actingFor(house, "demo-analyst");
  for (const value of ["0.252", "0.247", "0.256", "0.244", "0.251", "0.259", "0.249", "0.253"])
    await analyst((ctx) => addControlPoint(ctx, { params: { seriesId }, query: {}, body: { value } }));
}
