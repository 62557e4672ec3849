import { serve, type Served } from "../platform/serve.ts";
import { approveSample } from "./approve-sample.ts";
import { checkCertificate, rootCertificate } from "./check-certificate.ts";
import * as contract from "./contract.ts";
import { portalCertificatePdf, portalCertificates, portalOrders } from "./show-portal.ts";
import { certificatePdf, listCertificates, showCertificate } from "./show-certificate.ts";

export const certificates: Served[] = [
  serve(contract.approveSample, approveSample),
  serve(contract.listCertificates, listCertificates),
  serve(contract.showCertificate, showCertificate),
  serve(contract.certificatePdf, certificatePdf),
  serve(contract.checkCertificate, checkCertificate),
  serve(contract.rootCertificate, rootCertificate),
  serve(contract.portalOrders, portalOrders),
  serve(contract.portalCertificates, portalCertificates),
  serve(contract.portalCertificatePdf, portalCertificatePdf),
];
