import { App } from "antd";
import { useCallback, useEffect, useRef } from "react";
import { useSearchParams } from "react-router";
import { showExpected } from "../../server/orders/sheets-contract.ts";
import type { ExpectedBody } from "../../server/orders/sheets-contract.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { call } from "../api.ts";
import { useErrorText } from "../error-text.ts";
import type { Said } from "../scan.tsx";
import type { Draft } from "../ui/draft.ts";
import { useWords } from "../words.ts";
import { emptyOrder, newContainer, newSample, type OrderDraft } from "./order-draft.ts";
import { sheetWords } from "./sheet-words.ts";

type Found = NonNullable<ReplyOf<typeof showExpected>["found"]>;

/** Fills the reception form from an expected sampling sheet: by its scanned number, or by the address that led here. Says nothing where there is no such sheet. */
export function useSheet(draft: Draft<OrderDraft>): (sheetNumber: string) => Promise<Said> {
  const t = useWords(sheetWords);
  const { message } = App.useApp();
  const errorText = useErrorText();
  const [search, setSearch] = useSearchParams();
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  const take = useCallback(
    async (sheetNumber: string): Promise<Said> => {
      const { found } = await call(showExpected, { params: { sheetNumber } });
      if (!found) return undefined;
      if (found.row.state !== "expected") return { refused: t.sheetReceived };
      const { value, set } = latest.current;
      if (value.sheetNumber !== found.row.sheetNumber) {
        if (value.client !== null || value.samples.some(({ name }) => name !== "")) return { refused: t.formBusy };
        set(fromSheet(found));
      }
      return t.sheetTaken(found.row.sheetNumber, found.row.name);
    },
    [t],
  );
  const asked = search.get("sheet");
  useEffect(() => {
    if (!asked || !draft.isReady) return;
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete("sheet");
        return after;
      },
      { replace: true },
    );
    take(asked)
      .then((said) => {
        if (typeof said === "object") void message.warning(said.refused, 6);
        else if (said !== undefined) void message.info(said, 6);
      })
      .catch((error: unknown) => void message.error(errorText(error)));
  }, [asked, draft.isReady, setSearch, take, message, errorText]);
  return take;
}

const fields = [
  "name",
  "category",
  "specification",
  "trademark",
  "gtin",
  "batchNumber",
  "productionDate",
  "shelfLife",
  "producer",
  "quantity",
  "storage",
  "sampledOn",
  "samplingPlace",
  "samplers",
] as const satisfies readonly (keyof ExpectedBody)[];

/** The form as the sheet fills it; whether the seals are intact is for eyes at the counter. */
export function fromSheet({ row, body, client, sampled, units }: Found): OrderDraft {
  const sample = {
    ...newSample("supervisory"),
    ...Object.fromEntries(fields.map((field) => [field, body[field]])),
    containers: [
      { ...newContainer("test"), sealNumber: body.testSeal },
      { ...newContainer("reserve"), sealNumber: body.reserveSeal, quantity: body.reserveQuantity },
    ],
    tests: body.methodIds.map((methodId) => ({
      methodId,
      limitKind: "" as const,
      limitValue: "",
      limitUnit: units[methodId] ?? "",
      limitSource: "",
    })),
  };
  return {
    ...emptyOrder,
    source: "supervisory",
    client,
    sampled,
    sheetNumber: row.sheetNumber,
    judgingBasis: [...body.judgingBasis],
    samples: [sample],
  };
}
