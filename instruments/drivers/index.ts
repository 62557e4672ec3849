import { adam } from "./adam.ts";
import { and } from "./and.ts";
import { astm, astmRecords, contour } from "./astm.ts";
import { barcode } from "./barcode.ts";
import { cas } from "./cas.ts";
import { consort } from "./consort.ts";
import { csv } from "./csv.ts";
import type { Driver, DriverFamily } from "./driver.ts";
import { fixedFamily } from "./driver.ts";
import { genexpert } from "./genexpert.ts";
import { hl7 } from "./hl7.ts";
import { kernRemote } from "./kern-remote.ts";
import { line } from "./line.ts";
import { metrohm } from "./metrohm.ts";
import { mettlerMtSics } from "./mettler-mt-sics.ts";
import { modbus } from "./modbus-rtu.ts";
import { multiskan } from "./multiskan.ts";
import { ohaus } from "./ohaus.ts";
import { olympus } from "./olympus.ts";
import { orion } from "./orion.ts";
import { quantstudio } from "./quantstudio.ts";
import { radwag } from "./radwag.ts";
import { sartoriusSbi } from "./sartorius-sbi.ts";
import { shimadzu } from "./shimadzu.ts";
import { spotchem } from "./spotchem.ts";
import { steinberg } from "./steinberg.ts";
import { usSolid } from "./us-solid.ts";

const balances = [mettlerMtSics, sartoriusSbi, and, ohaus, kernRemote, adam, radwag, shimadzu, cas, usSolid, steinberg];
const meters = [orion, consort, metrohm];
const analysers = [spotchem, olympus];
const files = [quantstudio, genexpert, multiskan];

/** Every family by its name. A new one is one file and one line here. */
export const families: Readonly<Record<string, DriverFamily>> = Object.fromEntries(
  [
    ...balances.map(fixedFamily),
    line,
    ...meters.map(fixedFamily),
    astm,
    astmRecords,
    contour,
    ...analysers.map(fixedFamily),
    hl7,
    modbus,
    fixedFamily(barcode),
    csv,
    ...files.map(fixedFamily),
  ].map((family) => [family.name, family]),
);

/** The driver of this name for this profile, or null when there is none. Throws when the profile does not fit. */
export function driverOf(name: string, profile?: unknown): Driver | null {
  const family = Object.hasOwn(families, name) ? families[name] : undefined;
  return family?.driver(profile) ?? null;
}
