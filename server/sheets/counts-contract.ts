// Plates and tubes of a batch: what was counted for each unit, under one medium with its controls.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { CountRecord, counted, mediumLot } from "../results/count-contract.ts";
import { RowsChanged } from "./contract.ts";

export const UnitCounted = z
  .object({
    positionId: z.uuid(),
    determinationId: z.uuid(),
    /** The version of the count that was seen when counting began; null: there was none. */
    basedOn: z.uuid().nullable(),
  })
  .and(counted);
export type UnitCounted = z.output<typeof UnitCounted>;

/** Units of a batch counted, all or none; medium and controls are said once for them. */
export const saveCounts = endpoint({
  method: "POST",
  path: "/api/sheets/:sheetId/counts",
  right: "bench.use",
  summary: "Count plates or tubes of a batch / 表格录入平板、MPN 管",
  params: z.object({ sheetId: z.uuid() }),
  body: z.object({
    units: z.array(UnitCounted).min(1).max(60),
    mediumLot,
    controls: CountRecord.shape.controls.unwrap(),
  }),
  reply: RowsChanged,
});
