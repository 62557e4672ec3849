import type { Driver } from "./driver.ts";
import { mettlerMtSics } from "./mettler-mt-sics.ts";

/** Every driver by its name. A new family of instruments is one file and one line here. */
export const drivers: Readonly<Record<string, Driver>> = Object.fromEntries(
  [mettlerMtSics].map((driver) => [driver.name, driver]),
);
