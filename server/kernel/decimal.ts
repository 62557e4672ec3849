import { Decimal as Base } from "decimal.js";
import { z } from "zod";

/** The one decimal class of the house: 60 significant digits, never binary floating point for a measured value. */
export const Decimal = Base.clone({ precision: 60, rounding: Base.ROUND_HALF_EVEN, toExpNeg: -1000, toExpPos: 1000 });
export type Decimal = InstanceType<typeof Decimal>;

/** A measured figure as text, exactly as read: `12.340` keeps its zero. 25 digits before the point is what the database's column holds. */
export const numeral = z.string().regex(/^-?\d{1,25}(\.\d{1,30})?$/, { error: "numeral" });
