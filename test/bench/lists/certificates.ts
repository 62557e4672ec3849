import { week, rows, list, type Landmarks, type List } from "./landmarks.ts";

/** What waits for a signature, and the certificates that came of it. */
export function certificateLists({
  number,
  middle,
  rareName,
  certificate,
  certificateNumber,
  own,
  samples,
  certificates,
  tasks,
}: Landmarks): List[] {
  return [
    list(
      "checker",
      "the desk of a sample",
      `/api/samples/${number}/desk`,
      `select * from "Task" t join "Result" r on r."taskId" = t.id where "sampleId" = '${middle}'`,
    ),
    list(
      "reviewer",
      "one certificate",
      `/api/certificates/${certificateNumber}`,
      `select * from "Certificate" where number = '${certificateNumber}'`,
    ),
    list("checker", "results to check", "/api/waiting?act=check", tasks("state = 'completed'")),
    list("reviewer", "samples to review", "/api/waiting?act=review", samples("state = 'under_review'")),
    list("signatory", "samples to approve", "/api/waiting?act=approve", samples("state = 'under_review'")),
    list("reviewer", "certificates", "/api/certificates", certificates("true")),
    list("analyst", "certificates, blind", "/api/certificates", certificates("true")),
    list(
      "reviewer",
      "certificates, a page from the middle",
      `/api/certificates?after=${certificate}`,
      certificates(`id < '${certificate}'`),
    ),
    list(
      "reviewer",
      "certificates by a rare state",
      "/api/certificates?state=under_review",
      certificates("state = 'under_review'"),
    ),
    list(
      "reviewer",
      "certificates of a week",
      `/api/certificates?${week}`,
      `select id, number from "Certificate" where ${own} and "issuedAt" between '2023-05-07 16:00Z' and '2023-05-14 16:00Z' order by "issuedAt" desc limit 51`,
    ),
    list(
      "reviewer",
      "certificates by number",
      `/api/certificates?q=${certificateNumber.slice(9)}`,
      `select id from "Certificate" where number like '%${certificateNumber.slice(9)}%' limit 51`,
    ),
    list(
      "reviewer",
      "certificates by sample's name",
      `/api/certificates?q=${rareName}`,
      `select id from "Sample" where name like '%${rareName}%' limit 51`,
    ),
    list("manager", "scopes of signatories", "/api/signatory-scopes", `select * from "SignatoryScope" limit 51`),
    list(
      "reviewer",
      "life of a certificate",
      `/api/certificates/${certificateNumber}/life`,
      `select * from "Certificate" where number = '${certificateNumber}'`,
    ),
    list(
      "signatory",
      "the last batch of approvals",
      "/api/approval-batches/last",
      rows("ApprovalBatch", own, "id desc", 1),
    ),
    list("quality", "archive checks", "/api/certificate-archive", rows("ArchiveCheck", "true", "id desc", 1)),
  ];
}
