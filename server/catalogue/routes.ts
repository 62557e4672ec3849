import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { compareEditions } from "./compare-editions.ts";
import { confirmLimit } from "./confirm-limit.ts";
import {
  draftEdition,
  editionRows,
  listEditionChanges,
  showEditionChange,
  withdrawEdition,
} from "./edition-changes.ts";
import * as editions from "./editions-contract.ts";
import { findLimits } from "./find-limits.ts";
import { listCategories } from "./list-categories.ts";
import { listLimits } from "./list-limits.ts";
import { listMethods } from "./list-methods.ts";
import { listProducts } from "./list-products.ts";
import { publishEdition } from "./publish-edition.ts";
import { setEnvironment } from "./set-environment.ts";
import { setEquipmentKinds } from "./set-equipment-kinds.ts";
import { setSampleNeed } from "./set-sample-need.ts";
import { setEquipmentNeeds } from "./set-equipment-needs.ts";
import { setRecoveryBands } from "./set-recovery-bands.ts";
import { setUncertainty } from "./set-uncertainty.ts";

export const catalogue: Served[] = [
  serve(contract.listMethods, listMethods),
  serve(contract.setUncertainty, setUncertainty),
  serve(contract.setRecoveryBands, setRecoveryBands),
  serve(contract.setEquipmentKinds, setEquipmentKinds),
  serve(contract.setEnvironment, setEnvironment),
  serve(contract.setSampleNeed, setSampleNeed),
  serve(contract.setEquipmentNeeds, setEquipmentNeeds),
  serve(contract.listProducts, listProducts),
  serve(contract.listCategories, listCategories),
  serve(contract.listLimits, listLimits),
  serve(contract.findLimits, findLimits),
  serve(editions.confirmLimit, confirmLimit),
  serve(editions.compareEditions, compareEditions),
  serve(editions.draftEdition, draftEdition),
  serve(editions.listEditionChanges, listEditionChanges),
  serve(editions.editionRows, editionRows),
  serve(editions.showEditionChange, showEditionChange),
  serve(editions.publishEdition, publishEdition),
  serve(editions.withdrawEdition, withdrawEdition),
];
