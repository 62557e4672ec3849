// The seal of the invented demonstration laboratory. It is a picture (outlines, not text) and says 演示 across itself;
// a real laboratory's seal is never drawn by the program.
import { outlineOf, type Outline } from "../../platform/paper/outlines.ts";
import type { Doc, Pen } from "../../platform/paper/pen.ts";
import { ink } from "./form.ts";

/** Half the seal's width in points: about 40 mm across. */
export const sealRadius = 56;

const words = "检验检测专用章";

/** A round seal of about 40 mm around a centre. */
export function drawDemoSeal(pen: Pen, laboratory: string, centreX: number, centreY: number): void {
  const { doc, fonts } = pen;
  const radius = sealRadius;
  const name = [...laboratory];
  const sweep = Math.min(232, 22 * name.length);
  const step = name.length > 1 ? sweep / (name.length - 1) : 0;
  const size = Math.min(13, ((step * Math.PI) / 180) * (radius - 16) || 13);

  doc.save().translate(centreX, centreY).fillOpacity(0.82).strokeOpacity(0.82);
  doc.lineWidth(2.4).circle(0, 0, radius).stroke(ink.seal);
  for (const [i, character] of name.entries()) {
    doc.save().rotate(-sweep / 2 + i * step);
    drawOutline(doc, outlineOf(character, "bold", fonts, "laboratory.name"), size, -(radius - 4.5 - size * 0.88));
    doc.restore();
  }
  drawStar(doc, 17);
  drawOutline(doc, outlineOf(words, "bold", fonts, "seal"), 8.8, 37);
  doc.restore();

  doc.save().translate(centreX, centreY).rotate(-17).fillOpacity(0.78);
  doc.rect(-43, -14, 86, 28).fill("#ffffff");
  doc.fillOpacity(1).lineWidth(1.4).rect(-43, -14, 86, 28).stroke(ink.seal);
  drawOutline(doc, outlineOf("演　示", "bold", fonts, "seal"), 21, 7.6);
  doc.restore();
}

/** Fills text as a picture, centred on x = 0 with its baseline at y. */
function drawOutline(doc: Doc, outline: Outline, size: number, y: number): void {
  const x = (n: number | undefined): number => ((n ?? 0) - outline.width / 2) * size;
  const up = (n: number | undefined): number => y - (n ?? 0) * size;
  for (const { command, args } of outline.commands) {
    const [a, b, c, d, e, f] = args;
    if (command === "moveTo") doc.moveTo(x(a), up(b));
    else if (command === "lineTo") doc.lineTo(x(a), up(b));
    else if (command === "quadraticCurveTo") doc.quadraticCurveTo(x(a), up(b), x(c), up(d));
    else if (command === "bezierCurveTo") doc.bezierCurveTo(x(a), up(b), x(c), up(d), x(e), up(f));
    else doc.closePath();
  }
  doc.fill(ink.seal);
}

function drawStar(doc: Doc, radius: number): void {
  for (let i = 0; i < 10; i++) {
    const angle = (i * Math.PI) / 5;
    const reach = i % 2 === 0 ? radius : radius * 0.382;
    const point: [number, number] = [reach * Math.sin(angle), -reach * Math.cos(angle)];
    if (i === 0) doc.moveTo(...point);
    else doc.lineTo(...point);
  }
  doc.closePath().fill(ink.seal);
}
