import { serve, type Served } from "../platform/serve.ts";
import { assignTasks } from "./assign-tasks.ts";
import * as contract from "./contract.ts";
import * as subcontract from "./subcontract-contract.ts";
import {
  agreeSubcontract,
  attachReport,
  endSubcontract,
  listSubcontracts,
  sendSubcontract,
  subcontractReport,
} from "./subcontract-work.ts";
import { recordDeviation } from "./record-deviation.ts";
import { listAnalysts, listTasks } from "./list-tasks.ts";

export const work: Served[] = [
  serve(subcontract.listSubcontracts, listSubcontracts),
  serve(subcontract.agreeSubcontract, agreeSubcontract),
  serve(subcontract.endSubcontract, endSubcontract),
  serve(subcontract.sendSubcontract, sendSubcontract),
  serve(subcontract.attachReport, attachReport),
  serve(subcontract.subcontractReport, subcontractReport),
  serve(contract.listTasks, listTasks),
  serve(contract.listAnalysts, listAnalysts),
  serve(contract.assignTasks, assignTasks),
  serve(contract.recordDeviation, recordDeviation),
];
