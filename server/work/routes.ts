import { serve, type Served } from "../platform/serve.ts";
import { assignTasks } from "./assign-tasks.ts";
import * as contract from "./contract.ts";
import { recordDeviation } from "./record-deviation.ts";
import { listAnalysts, listTasks } from "./list-tasks.ts";

export const work: Served[] = [
  serve(contract.listTasks, listTasks),
  serve(contract.listAnalysts, listAnalysts),
  serve(contract.assignTasks, assignTasks),
  serve(contract.recordDeviation, recordDeviation),
];
