import { AstmProfile } from "../drivers/astm.ts";
import type { Driver } from "../drivers/driver.ts";
import { ModbusProfile } from "../drivers/modbus-rtu.ts";
import { profileOf } from "../drivers/profile.ts";
import { astmLink } from "./astm-link.ts";
import { hl7Link } from "./hl7-link.ts";
import { listeningLink } from "./link.ts";
import type { Link } from "./link.ts";
import { modbusLink } from "./modbus-link.ts";

/**
 * The link that this driver's protocol needs; `clock` for protocols whose answers carry the time, `before` the newest bytes
 * that the journal has of this instrument, for those that repeat what was not acknowledged.
 */
export function linkOf(
  driver: Driver,
  profile: unknown,
  { midstream = false, clock, before }: { midstream?: boolean; clock: () => Date; before?: Uint8Array },
): Link & { queue?(message: string): void } {
  if (driver.name === "astm" || driver.name === "contour")
    return astmLink(driver, profileOf(driver.name, AstmProfile, profile).numbers ?? "strict", before);
  if (driver.name === "hl7") return hl7Link(driver, clock, before);
  if (driver.name === "modbus-rtu") return modbusLink(driver, profileOf("modbus-rtu", ModbusProfile, profile));
  return listeningLink(driver, midstream);
}
