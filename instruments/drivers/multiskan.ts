import type { Driver } from "./driver.ts";
import { readTable } from "./csv.ts";
import { resultFile } from "./result-file.ts";

/** Thermo Multiskan plate readers: a table with semicolons, one well a row. */
export const multiskan: Driver = resultFile({
  name: "multiskan",
  speaks: "Thermo Multiskan FC exports (ELISA readers)",
  read: (sheets) =>
    readTable(
      sheets,
      {
        decimalComma: false,
        quantity: "absorbance",
        columns: { well: "WellPosition", sample: "SampleID", value: "Abs", test: "TestCode" },
      },
      "multiskan",
    ),
});
