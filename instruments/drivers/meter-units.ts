import type { Quantity } from "./driver.ts";

/** What a meter's unit says that was measured; `%` means the slope of an electrode unless it measures oxygen. */
export function meterQuantity(unit: string, mode = ""): Quantity | null {
  const known: Readonly<Record<string, Quantity>> = {
    pH: "pH",
    mV: "mV",
    RmV: "mV",
    ORP: "mV",
    C: "temperature",
    "\u00b0C": "temperature",
    F: "temperature",
    "\u00b0F": "temperature",
    "uS/cm": "conductivity",
    "\u00b5S/cm": "conductivity",
    "mS/cm": "conductivity",
    "S/m": "conductivity",
    "mS/m": "conductivity",
    uS: "conductivity",
    mS: "conductivity",
    "ohm-cm": "resistivity",
    "Mohm-cm": "resistivity",
    "Mohm.cm": "resistivity",
    "M\u03a9.cm": "resistivity",
    psu: "salinity",
    ppt: "salinity",
    "mg/L": "concentration",
    "g/L": "concentration",
    ppm: "concentration",
    M: "concentration",
    mbar: "pressure",
    mmHg: "pressure",
    hPa: "pressure",
    kPa: "pressure",
  };
  const isOxygen = /DO|sat|oxy|RDO/i.test(mode);
  if (unit === "%") return isOxygen ? "oxygen" : "slope";
  if ((unit === "mg/L" || unit === "ppm") && isOxygen) return "oxygen";
  if ((unit === "mg/L" || unit === "ppm" || unit === "ppt") && /TDS/i.test(mode)) return "dissolved-solids";
  return Object.hasOwn(known, unit) ? (known[unit] ?? null) : null;
}
