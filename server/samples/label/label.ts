import type { LabelDesign } from "../label-contract.ts";

/** Sizes in use: containers and instruments; tubes and dishes. */
export type LabelSize = "50x30" | "25x15";

/** One of the built-in sizes, or a design of the laboratory's own. */
export type LabelForm = LabelSize | LabelDesign;

/** What stands on a label. */
export type Label = {
  /** 16 or 18 digits: what a scanner reads. */
  number: string;
  /** What people call it at the bench: 123-01. */
  short: string;
  /** Which of the units of a plan it is; left out for everything else. */
  unit?: { nth: number; of: number };
  name: string;
  /** 检样, 备样, 样品, 仪器 … */
  kindText: string;
  /** Storage condition; null on instruments. */
  storage: string | null;
  laboratoryName: string;
  /** Which of the state boxes is ticked; null: all empty; left out: a label without state boxes. */
  state?: LabelState | null;
  /** What only designs of a laboratory's own may show. */
  more?: {
    batch: string | null;
    specification: string | null;
    quantity: string | null;
    receivedOn: string;
    dueOn: string;
  };
  /** One more line where there are no state boxes: model, place, keeper. */
  detail?: string;
};

/** 第 2 件 / 共 5 件. */
export function unitText({ unit }: Pick<Label, "unit">): string {
  return unit ? `第 ${unit.nth} 件 / 共 ${unit.of} 件` : "";
}

export const labelStates = { waiting: "待检", testing: "在检", tested: "检毕", retained: "留样" } as const;
export type LabelState = keyof typeof labelStates;

/** Eight dots to the millimetre: 203 dpi, as label printers have. */
export const dotsPerMillimetre = 8;

export const labelDots = {
  "50x30": { width: 400, height: 240 },
  "25x15": { width: 200, height: 120 },
} as const satisfies Record<LabelSize, { width: number; height: number }>;
