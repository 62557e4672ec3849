import { serve, type Served } from "../platform/serve.ts";
import { portalCertificatePdf, portalCertificatesZip } from "./certificate-files.ts";
import * as contract from "./contract.ts";
import { reinspectionForm } from "./reinspection-form.ts";
import { portalCertificates } from "./show-certificates.ts";
import { portalOrders } from "./show-orders.ts";

export const portal: Served[] = [
  serve(contract.portalOrders, portalOrders),
  serve(contract.portalCertificates, portalCertificates),
  serve(contract.portalCertificatesZip, portalCertificatesZip),
  serve(contract.portalCertificatePdf, portalCertificatePdf),
  serve(contract.reinspectionForm, reinspectionForm),
];
