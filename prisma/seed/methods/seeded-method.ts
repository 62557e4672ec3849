import type { z } from "zod";
import {
  MethodStep,
  type MethodComponent,
  type MethodUncertainty,
  type EquipmentNeed,
  type ResultKind,
} from "../../../server/catalogue/contract.ts";
import { ReportingRule } from "../../../server/results/rules/report.ts";

/** A method that an installation begins with. */
export type SeededMethod = {
  code: string;
  standard: string;
  edition: string;
  title: string;
  clause: string;
  item: { name: string; nameEn: string; cas?: string };
  unit: string;
  lod: string | null;
  loq: string | null;
  parallels: number;
  repeatabilityPercent: string | null;
  reporting: z.output<typeof ReportingRule>;
  formula: string;
  steps: MethodStep[];
  equipmentKinds: string[];
  /** Examples; the laboratory writes its own. */
  equipmentNeeds?: EquipmentNeed[];
  resultKind?: z.output<typeof ResultKind>;
  resultOn?: "dry" | "fat";
  /** An example of the order that such a method has; the laboratory puts its own in its place. */
  uncertainty?: MethodUncertainty;
  components?: z.output<typeof MethodComponent>[];
  choices?: string[];
  pcr?: object;
  inForceFrom: string;
  inForceUntil: string | null;
};

/** Three significant digits from a border, else two: what most of the GB 5009 methods ask for. */
export const threeFrom = (border: string): SeededMethod["reporting"] =>
  ReportingRule.parse({ breaks: [{ from: border, digits: 3 }, { digits: 2 }] });

/** One figure from elsewhere: a workstation, a burette, a plate count. */
export const valueStep = (key: string, name: string, nameEn: string, unit: string): MethodStep =>
  MethodStep.parse({ key, name, nameEn, kind: "value", unit });
