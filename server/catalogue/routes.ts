import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { findLimits } from "./find-limits.ts";
import { listCategories } from "./list-categories.ts";
import { listLimits } from "./list-limits.ts";
import { listMethods } from "./list-methods.ts";
import { listProducts } from "./list-products.ts";
import { setUncertainty } from "./set-uncertainty.ts";

export const catalogue: Served[] = [
  serve(contract.listMethods, listMethods),
  serve(contract.setUncertainty, setUncertainty),
  serve(contract.listProducts, listProducts),
  serve(contract.listCategories, listCategories),
  serve(contract.listLimits, listLimits),
  serve(contract.findLimits, findLimits),
];
