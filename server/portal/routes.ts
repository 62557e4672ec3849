import { serve, type Served } from "../platform/serve.ts";
import { portalCertificatePdf, portalCertificatesZip } from "./certificate-files.ts";
import { commissionSheet } from "./commission-sheet.ts";
import { commissionSheet as sheet } from "../orders/commission-contract.ts";
import * as contract from "./contract.ts";
import { addStaff, changeStaff, listStaff, resetStaffPassword } from "./keep-staff.ts";
import { reinspectionForm } from "./reinspection-form.ts";
import { portalCertificates } from "./show-certificates.ts";
import { portalOrders } from "./show-orders.ts";
import * as staff from "./staff-contract.ts";

export const portal: Served[] = [
  serve(contract.portalOrders, portalOrders),
  serve(contract.portalCertificates, portalCertificates),
  serve(contract.portalCertificatesZip, portalCertificatesZip),
  serve(contract.portalCertificatePdf, portalCertificatePdf),
  serve(contract.reinspectionForm, reinspectionForm),
  serve(sheet, commissionSheet),
  serve(staff.listStaff, listStaff),
  serve(staff.addStaff, addStaff),
  serve(staff.changeStaff, changeStaff),
  serve(staff.resetStaffPassword, resetStaffPassword),
];
