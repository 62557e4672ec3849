import { Decimal } from "../server/kernel/decimal.ts";
import type { Said } from "./drivers/driver.ts";

const leastSteps = 30; // MT-SICS names 30 digits as the least change that counts (command SR)

/**
 * For a streaming instrument without a print key: which of its statements is a reading. A load counts once, when it has
 * come to rest; it counts again only after it changed. An empty pan is no load.
 */
export function settling(): (said: Said) => boolean {
  let counted: Decimal | null = null;
  let refused: string | null = null;

  return (said) => {
    if (said.kind === "rejected") {
      const isNew = refused !== said.reason;
      refused = said.reason;
      return isNew;
    }
    if (said.kind !== "reading" || said.value === null) return false;
    refused = null;
    const value = new Decimal(said.value);
    const enough = stepOf(said.value).times(leastSteps);
    if (counted && value.minus(counted).abs().greaterThanOrEqualTo(enough)) counted = null;
    if (!said.stable || counted || value.abs().lessThan(enough)) return false;
    counted = value;
    return true;
  };
}

function stepOf(figure: string): Decimal {
  return new Decimal(10).pow(-(figure.split(".")[1]?.length ?? 0));
}
