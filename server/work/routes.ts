import { serve, type Served } from "../platform/serve.ts";
import { assignTasks, returnTasks, takeTasks } from "./assign-tasks.ts";
import { coverPerson, previewCover } from "./cover-person.ts";
import { listHolidays, setHolidays } from "./keep-holidays.ts";
import * as people from "./people-contract.ts";
import * as partner from "./partner-contract.ts";
import { addPartner, addPartnerScopes, endPartnerScope, listPartners, renewPartner } from "./partners.ts";
import { endQualification, grantQualification, listQualifications } from "./qualifications.ts";
import { listShiftNotes, takeShift, writeShiftNote } from "./shift-notes.ts";
import * as signatory from "./signatory-contract.ts";
import { endSignatoryScope, grantSignatoryScope, listSignatoryScopes } from "./signatory-scopes.ts";
import { showWorkload } from "./show-workload.ts";
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
import { countTasks, listAnalysts, listTasks } from "./list-tasks.ts";

export const work: Served[] = [
  serve(partner.listPartners, listPartners),
  serve(partner.addPartner, addPartner),
  serve(partner.renewPartner, renewPartner),
  serve(partner.addPartnerScopes, addPartnerScopes),
  serve(partner.endPartnerScope, endPartnerScope),
  serve(subcontract.listSubcontracts, listSubcontracts),
  serve(subcontract.agreeSubcontract, agreeSubcontract),
  serve(subcontract.endSubcontract, endSubcontract),
  serve(subcontract.sendSubcontract, sendSubcontract),
  serve(subcontract.attachReport, attachReport),
  serve(subcontract.subcontractReport, subcontractReport),
  serve(contract.listTasks, listTasks),
  serve(contract.countTasks, countTasks),
  serve(contract.listAnalysts, listAnalysts),
  serve(contract.assignTasks, assignTasks),
  serve(contract.recordDeviation, recordDeviation),
  serve(contract.takeTasks, takeTasks),
  serve(contract.returnTasks, returnTasks),
  serve(people.listQualifications, listQualifications),
  serve(people.grantQualification, grantQualification),
  serve(people.endQualification, endQualification),
  serve(signatory.listSignatoryScopes, listSignatoryScopes),
  serve(signatory.grantSignatoryScope, grantSignatoryScope),
  serve(signatory.endSignatoryScope, endSignatoryScope),
  serve(people.showWorkload, showWorkload),
  serve(people.previewCover, previewCover),
  serve(people.coverPerson, coverPerson),
  serve(people.listShiftNotes, listShiftNotes),
  serve(people.writeShiftNote, writeShiftNote),
  serve(people.takeShift, takeShift),
  serve(people.listHolidays, listHolidays),
  serve(people.setHolidays, setHolidays),
];
