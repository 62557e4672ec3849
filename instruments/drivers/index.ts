import type { Driver, DriverFamily } from "./driver.ts";
import { fixedFamily } from "./driver.ts";
import { mettlerMtSics } from "./mettler-mt-sics.ts";

/** Every family by its name. A new one is one file and one line here. */
export const families: Readonly<Record<string, DriverFamily>> = Object.fromEntries(
  [fixedFamily(mettlerMtSics)].map((family) => [family.name, family]),
);

/** The driver of this name for this profile, or null when there is none. Throws when the profile does not fit. */
export function driverOf(name: string, profile?: unknown): Driver | null {
  const family = Object.hasOwn(families, name) ? families[name] : undefined;
  return family?.driver(profile) ?? null;
}
