import { componentMethods } from "./component-methods.ts";
import { instrumentMethods } from "./instrument-methods.ts";
import { microbiologyMethods } from "./microbiology-methods.ts";
import { pcrMethods } from "./pcr-methods.ts";
import type { SeededMethod } from "./seeded-method.ts";
import { sensoryMethods } from "./sensory-methods.ts";
import { weighedMethods } from "./weighed-methods.ts";

/**
 * The methods an installation begins with. LOD, LOQ and repeatability are those printed in the methods, as far as they were
 * remembered or seen; a laboratory confirms them before first use (方法验证).
 */
export const seededMethods: readonly SeededMethod[] = [
  ...weighedMethods,
  ...instrumentMethods,
  ...componentMethods,
  ...microbiologyMethods,
  ...sensoryMethods,
  ...pcrMethods,
];
