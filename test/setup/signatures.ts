import { writeFileSync } from "node:fs";
import { PNG } from "pngjs";
import type { PictureRow } from "../../server/certificates/form-contract.ts";
import type { Client, Lab } from "./lab.ts";
import { run } from "./outside-programs.ts";
import { password, told } from "./story.ts";

/** A pen's wave on transparent ground, as wide as told: no two people's are the same bytes. */
export function aSignature(width: number, height = 120): Buffer {
  const png = new PNG({ width, height });
  for (let x = 10; x < width - 10; x++)
    for (let thick = -3; thick <= 3; thick++) {
      const y = Math.round(height / 2 + Math.sin(x / 19) * (height / 3) * Math.cos(x / 70)) + thick;
      png.data.set([20, 24, 60, 255], (y * width + x) * 4);
    }
  return PNG.sync.write(png);
}

/** Somebody's own signature as a picture of that width, in use from now on. */
export async function aSignatureInUse(lab: Lab, owner: Client, width: number): Promise<void> {
  const row = told<PictureRow>(
    await owner.post("/api/my-signature", aSignature(width), { "content-type": "image/png" }),
  );
  lab.clock.advance(1);
  told(await (await lab.as("demo-manager")).post(`/api/certificate-pictures/${row.id}/confirm`, password));
  lab.clock.advance(1);
}

/** The pictures on a PDF's pages, as poppler lists them: their widths. */
export async function widthsIn(pdf: Buffer, at: string): Promise<number[]> {
  writeFileSync(at, pdf);
  const { out } = await run("pdfimages", "-list", at);
  return out
    .split("\n")
    .slice(2)
    .filter((line) => /\bimage\b/.test(line))
    .map((line) => Number(line.trim().split(/\s+/)[3]));
}
