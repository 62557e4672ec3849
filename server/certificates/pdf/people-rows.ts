// The foot of the first page: 主检, 审核, 批准, side by side as long as there is room for each signature over its name; with more people
// each of the three has a row of its own, four people to a line.
import { toDay } from "../../kernel/time.ts";
import type { CertificateContent, Picture, Signer } from "../content.ts";
import { beneath, englishOf } from "./english.ts";
import { ink } from "./form.ts";
import { label, value } from "./form-rows.ts";
import { drawSignature } from "./pictures.ts";
import type { Paragraph } from "./paragraph.ts";
import type { Sheet } from "./sheet.ts";
import type { Box, Cell, Row, Table } from "./table.ts";

type Role = {
  meaning: string;
  field: string;
  signers: readonly Signer[];
  /** What stands there where they stand together: names and the day of the last. */
  name: string;
  act: string;
  /** What is said of one among several who did not sign. */
  unsigned: string;
  /** Gets the place of the role. */
  placed?: (box: Box) => void;
};

const signatureHeight = 40;
const mostBeside = 5; // a narrower place than a fifth of the page holds no signature
const mostDrawn = 12; // more would leave no room on a page for two rows of them
const slots = 4;
const slot = { picture: 34, height: 66 };
const labelWidth = 74;

/** The tables with the people, in their order; `approved` is told where the signatory's place is. */
export function peopleTables(sheet: Sheet, content: CertificateContent, approved: (box: Box) => void): Table[] {
  const roles = rolesOf(content, approved);
  const places = roles.map((role) => (isApart(role) ? role.signers.length : 1));
  const all = places.reduce((a, b) => a + b, 0);
  return all <= mostBeside
    ? [
        {
          columns: all === roles.length ? [1, 1, 1] : places,
          header: null,
          least: 52,
          rows: [beside(sheet, content, roles)],
        },
      ]
    : [
        {
          columns: [labelWidth, 492 - labelWidth],
          header: null,
          least: slot.height,
          rows: roles.map((role) => lineOf(sheet, content, role)),
        },
      ];
}

/** Several people, each to be drawn over their name; without pictures they stand in one line of text. */
const isApart = ({ signers }: Role): boolean =>
  signers.length > 1 && signers.length <= mostDrawn && signers.some(({ picture }) => picture !== null);

function rolesOf({ people, signers, pictures }: CertificateContent, approved: (box: Box) => void): Role[] {
  const alone = ({ name, at }: { name: string; at: string }, picture: Picture | null): Signer[] => [
    { name, signedAt: at, picture },
  ];
  const days = signers.tested.map(({ signedAt }) => signedAt);
  const isSigned = days.length > 0 && days.every((at) => at !== null);
  const signedOn = (at: string) => `电子签名 ${toDay(new Date(at))}`;
  return [
    {
      meaning: "主检",
      unsigned: "提交结果",
      field: "people.testedBy",
      signers: signers.tested,
      name: people.testedBy.name,
      // a result that was submitted without the password is not said to be signed
      act: isSigned
        ? signedOn(days.reduce((a, b) => (a > b ? a : b), people.testedBy.at))
        : `提交结果 ${toDay(new Date(people.testedBy.at))}`,
    },
    {
      meaning: "审核",
      unsigned: "",
      field: "people.reviewedBy",
      signers: signers.reviewed.length > 0 ? signers.reviewed : alone(people.reviewedBy, pictures.reviewed),
      name: people.reviewedBy.name,
      act: signedOn(people.reviewedBy.at),
    },
    {
      meaning: "批准",
      unsigned: "",
      field: "people.approvedBy",
      signers: alone(people.approvedBy, pictures.approved),
      name: people.approvedBy.name,
      act: signedOn(people.approvedBy.at),
      placed: approved,
    },
  ];
}

/** Roles side by side: each signature over its name. */
function beside(sheet: Sheet, { language }: CertificateContent, roles: readonly Role[]): Row {
  const isSigned = roles.some(({ signers }) => signers.some(({ picture }) => picture !== null));
  return {
    least: isSigned ? 54 + signatureHeight : 52,
    cells: roles.map((role): Cell => {
      const english = englishOf(role.meaning, language);
      const englishBeneath =
        english === null ? [] : [beneath(english, { text: "", size: 10, align: "center", field: "form" } as const)];
      const act: Paragraph = { text: role.act, size: 8.5, align: "center", color: ink.soft, field: role.field };
      if (isApart(role))
        return {
          isBottom: true,
          paragraphs: [...englishBeneath, act],
          also: ({ x, y, width, height }) => {
            role.placed?.({ x, y, width, height });
            const each = width / role.signers.length;
            const foot = height - 22 - (english === null ? 0 : 9);
            for (const [i, { name, picture }] of role.signers.entries()) {
              const left = x + i * each;
              if (picture)
                drawSignature(sheet, picture, { x: left + 6, y: y + 5, width: each - 12, height: signatureHeight });
              const said = i === 0 ? `${role.meaning}：${name}` : name;
              writeName(sheet, role, said, { x: left, y: y + foot, width: each, height: 0 }, 12);
            }
          },
        };
      const name: Paragraph = {
        text: `${role.meaning}：${role.name}`,
        size: 12,
        weight: "bold",
        align: "center",
        color: ink.text,
        field: role.field,
      };
      return {
        isBottom: isSigned,
        paragraphs: [name, ...englishBeneath, act],
        also: (box) => {
          role.placed?.(box);
          const picture = role.signers.length === 1 ? role.signers[0]?.picture : null;
          const { x, y, width } = box;
          if (picture)
            drawSignature(sheet, picture, { x: x + 12, y: y + 5, width: width - 24, height: signatureHeight });
        },
      };
    }),
  };
}

/** A role in a row of its own, four people to a line. */
function lineOf(sheet: Sheet, { language }: CertificateContent, role: Role): Row {
  if (role.signers.length > mostDrawn)
    return { cells: [label(role.meaning, language), value(`${role.name}　${role.act}`, role.field, 1)] };
  return {
    least: Math.ceil(role.signers.length / slots) * slot.height + 4,
    cells: [
      label(role.meaning, language),
      {
        paragraphs: [],
        also: (box) => {
          role.placed?.(box);
          for (const [index, signer] of role.signers.entries()) drawSigner(sheet, role, signer, placeOf(box, index));
        },
      },
    ],
  };
}

function placeOf({ x, y, width }: Box, index: number): Box {
  const each = width / slots;
  return {
    x: x + (index % slots) * each,
    y: y + 2 + Math.floor(index / slots) * slot.height,
    width: each,
    height: slot.height,
  };
}

function drawSigner(sheet: Sheet, role: Role, { name, signedAt, picture }: Signer, at: Box): void {
  if (picture) drawSignature(sheet, picture, { x: at.x + 6, y: at.y + 3, width: at.width - 12, height: slot.picture });
  writeName(sheet, role, name, { ...at, y: at.y + 48 }, 10.5);
  const act = signedAt === null ? role.unsigned : `电子签名 ${toDay(new Date(signedAt))}`;
  const small = { size: 7.5, align: "center", color: ink.soft, field: role.field } as const;
  sheet.pen.write(act, at.x + at.width / 2, at.y + 60, small);
}

/** A name in the middle of its place; a long one smaller, so that it keeps to it. */
function writeName(sheet: Sheet, { field }: Role, name: string, { x, y, width }: Box, most: number): void {
  const size = Math.max(6, Math.min(most, (width - 8) / lengthOf(name)));
  sheet.pen.write(name, x + width / 2, y, { size, weight: "bold", align: "center", color: ink.text, field });
}

/** In widths of a Chinese character. */
function lengthOf(name: string): number {
  return [...name].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 256 ? 0.6 : 1), 0);
}
