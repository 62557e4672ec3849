// A template or an earlier sample over a line of the grid: what it knows is filled in, what it does not know stays.
import type { TemplateBody, TemplateTest } from "../../server/orders/reception-contract.ts";
import type { OrderDraft, SampleDraft, TestDraft } from "./order-draft.ts";

const fieldNames = [
  "category",
  "specification",
  "trademark",
  "gtin",
  "shelfLife",
  "producer",
  "quantity",
  "stateOnArrival",
  "storage",
] as const;

export function withTemplate(sample: SampleDraft, name: string, body: TemplateBody): SampleDraft {
  const known = fieldNames.flatMap((field) => (body.fields[field] === "" ? [] : [[field, body.fields[field]]]));
  const tests = body.tests.length > 0 ? body.tests.map(toTestDraft) : sample.tests;
  return { ...sample, ...Object.fromEntries(known), name, tests };
}

/** A line as a template: without what belongs to one sample only. */
export function templateOf(sample: SampleDraft, order: Pick<OrderDraft, "judgingBasis">): TemplateBody {
  const fields = Object.fromEntries(fieldNames.map((field) => [field, sample[field].trim()]));
  return {
    fields: fields as TemplateBody["fields"],
    judgingBasis: order.judgingBasis.filter((basis) => basis.trim() !== ""),
    tests: sample.tests.map((test) => ({
      methodId: test.methodId,
      declaredLimit:
        test.limitKind && test.limitValue.trim() && test.limitSource.trim()
          ? {
              kind: test.limitKind,
              value: test.limitValue.trim(),
              unit: test.limitUnit,
              source: test.limitSource.trim(),
            }
          : null,
    })),
  };
}

export function toTestDraft({ methodId, declaredLimit: limit }: TemplateTest): TestDraft {
  return {
    methodId,
    limitKind: limit?.kind ?? "",
    limitValue: limit?.value ?? "",
    limitUnit: limit?.unit ?? "",
    limitSource: limit?.source ?? "",
  };
}
