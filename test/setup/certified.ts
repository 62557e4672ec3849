import type { CertificateRow } from "../../server/certificates/contract.ts";
import { eventually } from "./bench.ts";
import type { Lab } from "./lab.ts";
import { aSampleAtTheBench, anOrder, password, told, typeValues } from "./story.ts";

/** A sample measured for lead, checked and reviewed, that waits for its approval. Gives its number. */
export async function aReviewedSample(
  lab: Lab,
  order: Record<string, unknown> = {},
  sample: Record<string, unknown> = {},
  values: string[] = ["0.12", "0.13"],
): Promise<string> {
  const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items: ["铅"], order, sample });
  const task = tasks["铅"] ?? "";
  const analyst = await lab.as("demo-analyst");
  await typeValues(lab, analyst, task, values);
  told(await analyst.post(`/api/tasks/${task}/submit`));
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sampleNumber}/review`, password));
  return sampleNumber;
}

/** The same approved, and its certificate issued by the job. */
export async function aCertificate(
  lab: Lab,
  order: Record<string, unknown> = {},
  sample: Record<string, unknown> = {},
  values: string[] = ["0.12", "0.13"],
): Promise<CertificateRow> {
  const sampleNumber = await aReviewedSample(lab, order, sample, values);
  const row = told<CertificateRow>(
    await (await lab.as("demo-signatory")).post(`/api/samples/${sampleNumber}/approve`, password),
  );
  await eventually(
    `certificate ${row.number} is issued`,
    async () => (await lab.db.certificate.findUnique({ where: { number: row.number } }))?.state === "issued",
  );
  return row;
}

/** What makes an order one of supervisory sampling at an enterprise: the authority pays, both containers come sealed. */
export async function sampledAt(
  lab: Lab,
  enterprise: string,
  source: "supervisory" | "risk_monitoring",
  sheetNumber: string,
): Promise<[order: Record<string, unknown>, sample: Record<string, unknown>]> {
  const authority = await lab.db.enterprise.findFirstOrThrow({ where: { name: "示范州市场监督管理局" } });
  const sampled = await lab.db.enterprise.findFirstOrThrow({ where: { name: enterprise } });
  const { samples } = (await anOrder(lab)) as { samples: { containers: object[] }[] };
  const containers = (samples[0]?.containers ?? []).map((c, i) => ({
    ...c,
    sealNumber: `F-${sheetNumber}-${i + 1}`,
    isSealIntact: true,
  }));
  return [{ source, clientId: authority.id, sampledEnterpriseId: sampled.id, sheetNumber }, { containers }];
}
