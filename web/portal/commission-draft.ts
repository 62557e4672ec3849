import { z } from "zod";
import type { CommissionView, NewCommission } from "../../server/orders/commission-contract.ts";
import { CertificateLanguage, Delivery } from "../../server/orders/contract.ts";
import { readDay } from "../ui/read-day.ts";
import { freshId } from "../fresh-id.ts";

// What stands in the form while it is typed: everything as text, nothing required; kept as a draft.

const text = z.string();

export const CommissionSampleDraft = z.object({
  name: text,
  category: text,
  specification: text,
  trademark: text,
  batchNumber: text,
  productionDate: text,
  shelfLife: text,
  producer: text,
  quantity: text,
  storage: text,
  methodIds: z.array(z.string()),
});
export type CommissionSampleDraft = z.output<typeof CommissionSampleDraft>;

export const CommissionDraft = z.object({
  id: z.string(),
  laboratoryId: text,
  contact: text,
  phone: text,
  judgingBasis: z.array(text),
  certificateLanguage: CertificateLanguage,
  copies: z.int(),
  delivery: Delivery,
  remarks: text,
  samples: z.array(CommissionSampleDraft).min(1),
});
export type CommissionDraft = z.output<typeof CommissionDraft>;

export const emptySample: CommissionSampleDraft = {
  name: "",
  category: "",
  specification: "",
  trademark: "",
  batchNumber: "",
  productionDate: "",
  shelfLife: "",
  producer: "",
  quantity: "",
  storage: "",
  methodIds: [],
};

/** A form nobody has typed into; its id makes a doubled submission one. */
export function emptyCommission(): CommissionDraft {
  return {
    id: freshId(),
    laboratoryId: "",
    contact: "",
    phone: "",
    judgingBasis: [],
    certificateLanguage: "zh",
    copies: 1,
    delivery: "electronic",
    remarks: "",
    samples: [emptySample],
  };
}

export type CommissionLack =
  | "laboratory"
  | "contact"
  | "phone"
  | "name"
  | "category"
  | "quantity"
  | "productionDate"
  | "tests";
export type CommissionMissing = { lack: CommissionLack; sample: number | null; field: string };

/** Everything that keeps it from being submitted, in the order of the form. The server decides again. */
export function missingOfCommission(draft: CommissionDraft): CommissionMissing[] {
  const missing: CommissionMissing[] = [];
  const own = (lack: CommissionLack) => missing.push({ lack, sample: null, field: lack });
  if (!draft.laboratoryId) own("laboratory");
  draft.samples.forEach((sample, i) => {
    const say = (lack: CommissionLack) => missing.push({ lack, sample: i, field: `${i}-${lack}` });
    if (!sample.name.trim()) say("name");
    if (!sample.category) say("category");
    if (!sample.quantity.trim()) say("quantity");
    if (sample.productionDate.trim() && readDay(sample.productionDate) === null) say("productionDate");
    if (sample.methodIds.length === 0) say("tests");
  });
  if (!draft.contact.trim()) own("contact");
  if (!draft.phone.trim()) own("phone");
  return missing;
}

/** The draft as it is told to the server; only for one that misses nothing. */
export function toNewCommission(draft: CommissionDraft): NewCommission {
  const some = (typed: string) => typed.trim() || undefined;
  return {
    ...draft,
    contact: draft.contact.trim(),
    phone: draft.phone.trim(),
    judgingBasis: draft.judgingBasis.map((basis) => basis.trim()).filter(Boolean),
    remarks: some(draft.remarks),
    samples: draft.samples.map((sample) => ({
      name: sample.name.trim(),
      category: sample.category,
      quantity: sample.quantity.trim(),
      specification: some(sample.specification),
      trademark: some(sample.trademark),
      batchNumber: some(sample.batchNumber),
      productionDate: readDay(sample.productionDate) ?? undefined,
      shelfLife: some(sample.shelfLife),
      producer: some(sample.producer),
      storage: some(sample.storage),
      methodIds: sample.methodIds,
    })),
  };
}

/** One that was refused or taken back, to be changed and submitted anew under a number of its own. */
export function draftAgain({ body }: CommissionView): CommissionDraft {
  return {
    ...body,
    id: freshId(),
    remarks: body.remarks ?? "",
    samples: body.samples.map((sample) => ({ ...emptySample, ...defined(sample) })),
  };
}

function defined<T extends object>(of: T): T {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as T;
}
