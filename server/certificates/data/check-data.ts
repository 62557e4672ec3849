import type { CertificateContent, CertificateResult, Signer } from "../content.ts";
import { verdictWords } from "../pdf/form.ts";
import { readCertificateData } from "./certificate-data.ts";
import { readPdfObjects } from "./pdf-objects.ts";
import { bare, printedText } from "./printed-text.ts";

export type CheckedData = {
  /** What the file inside says; null where there is none that can be read. */
  certificate: CertificateContent | null;
  /** Fields whose value is not printed; empty when paper and data agree. */
  differing: string[];
};

/** Holds the data inside a certificate against what its pages print. The file's signatures are another matter. */
export function checkData(pdf: Buffer): CheckedData {
  try {
    const objects = readPdfObjects(pdf);
    const [number, another] = objects.having("/Type /EmbeddedFile");
    const certificate = number === undefined || another ? null : readCertificateData(objects.stream(number));
    if (!certificate) return { certificate: null, differing: ["data"] };
    return { certificate, differing: differences(certificate, printedText(objects)) };
  } catch {
    return { certificate: null, differing: ["data"] };
  }
}

function differences(certificate: CertificateContent, printed: string): string[] {
  const stands = (value: string | null) => value === null || printed.includes(bare(value));
  const differing = fieldsOf(certificate).flatMap(([field, value]) => (stands(value) ? [] : [field]));
  // results must stand in their order, each whole: a figure that moved to another line is another result
  let from = 0;
  const expect = (field: string, value: string) => {
    const at = printed.indexOf(bare(value), from);
    if (at < 0) differing.push(field);
    else from = at + bare(value).length;
  };
  for (const [index, one] of sectionsOf(certificate).entries()) {
    const place = index === 0 ? "results" : `furtherSamples.${index}.results`;
    // of several samples each has its name and number above its results and its conclusion beneath them
    if (one.conclusion !== null) expect(`${place}.sample`, `${one.sample.name}（${one.sample.number}）`);
    for (const result of one.results)
      for (const [field, value] of partsOf(result)) expect(`${place}.${result.ordinal}.${field}`, value);
    if (one.conclusion !== null) expect(`${place}.conclusion`, one.conclusion);
  }
  return differing;
}

type Section = { sample: CertificateContent["sample"]; results: CertificateResult[]; conclusion: string | null };

function sectionsOf({ sample, results, sampleConclusion, furtherSamples }: CertificateContent): Section[] {
  return [{ sample, results, conclusion: sampleConclusion }, ...furtherSamples];
}

function fieldsOf(c: CertificateContent): [string, string | null][] {
  return [
    ["title", c.title],
    ["printedNumber", c.printedNumber],
    ["checkCode", c.checkCode],
    ["laboratory.name", c.laboratory.name],
    ["client.name", c.client.name],
    ["sampledEnterprise.name", c.sampledEnterprise?.name ?? null],
    ["sheetNumber", c.sheetNumber],
    ...[c, ...c.furtherSamples].flatMap(({ sample }, at): [string, string | null][] =>
      (["name", "number", "batchNumber", "productionDate", "quantity"] as const).map((name) => [
        at === 0 ? `sample.${name}` : `furtherSamples.${at}.sample.${name}`,
        sample[name],
      ]),
    ),
    ["conclusion", c.conclusion],
    ["decisionRule", c.decisionRule],
    ["replaces", c.replaces?.printedNumber ?? null],
    ...namesOf("people.testedBy", c.people.testedBy.name, c.signers.tested),
    ...namesOf("people.reviewedBy", c.people.reviewedBy.name, c.signers.reviewed),
    ["people.approvedBy", c.people.approvedBy.name],
    ...c.judgingBasis.map((basis, at): [string, string] => [`judgingBasis.${at + 1}`, basis]),
    ...c.equipment.map(({ number }, at): [string, string] => [`equipment.${at + 1}.number`, number]),
  ];
}

/** Several may stand in a row of their own, each under a signature. */
function namesOf(field: string, together: string, signers: readonly Signer[]): [string, string][] {
  return signers.length > 1 ? signers.map(({ name }) => [field, name]) : [[field, together]];
}

/** In the order of the columns. */
function partsOf(result: CertificateResult): [string, string][] {
  return [
    ["ordinal", String(result.ordinal)],
    ["item", result.item],
    [
      "subcontract",
      result.subcontract ? `${result.subcontract.laboratory}，报告 ${result.subcontract.reportNumber}` : "",
    ],
    ["unit", result.unit],
    ["limitText", result.requirements.length < 2 ? (result.limitText ?? "") : ""],
    ["resultText", result.resultText],
    ["verdict", verdictWords[result.verdict]],
    ["methodCode", result.methodCode],
  ];
}
