import { serve, type Served } from "../platform/serve.ts";
import * as contract from "./contract.ts";
import { readTrail } from "./read-trail.ts";

export const audit: Served[] = [serve(contract.readTrail, readTrail)];
