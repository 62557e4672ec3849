import type { CommissionView } from "../../server/orders/commission-contract.ts";
import { emptyOrder, newSample, type OrderDraft } from "./order-draft.ts";

/** The reception form filled with what an enterprise asked for online; what only reception can see stays open. */
export function fromCommission(view: CommissionView): OrderDraft {
  const { body } = view;
  return {
    ...emptyOrder,
    source: "commissioned",
    commissionNumber: view.number,
    client: view.enterprise,
    judgingBasis: [...body.judgingBasis],
    certificateLanguage: body.certificateLanguage,
    copies: String(body.copies),
    delivery: body.delivery,
    remarks: [
      body.remarks,
      body.contact === view.enterprise.contact && body.phone === view.enterprise.phone
        ? ""
        : `${body.contact} ${body.phone}`,
    ]
      .filter(Boolean)
      .join("；"),
    samples: body.samples.map((sample) => ({
      ...newSample("commissioned"),
      name: sample.name,
      category: sample.category,
      quantity: sample.quantity,
      specification: sample.specification ?? "",
      trademark: sample.trademark ?? "",
      batchNumber: sample.batchNumber ?? "",
      productionDate: sample.productionDate ?? "",
      shelfLife: sample.shelfLife ?? "",
      producer: sample.producer ?? "",
      storage: sample.storage ?? "",
      tests: sample.methodIds.map((methodId) => ({
        methodId,
        limitKind: "" as const,
        limitValue: "",
        limitUnit: view.tests.find((test) => test.methodId === methodId)?.unit ?? "",
        limitSource: "",
      })),
    })),
  };
}
