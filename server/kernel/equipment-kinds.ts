/** Kinds of equipment: what a method's list of required equipment, and the register, speak of. */
export const equipmentKinds = [
  "balance",
  "oven",
  "furnace",
  "incubator",
  "water_bath",
  "centrifuge",
  "pipette",
  "autoclave",
  "aas",
  "afs",
  "chromatograph",
  "spectrophotometer",
  "titrator",
  "pcr",
  "other",
] as const;
export type EquipmentKind = (typeof equipmentKinds)[number];
