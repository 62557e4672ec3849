import { App, Button } from "antd";
import { useCallback, useEffect, useRef } from "react";
import { useSearchParams } from "react-router";
import { showCommission } from "../../server/orders/commission-contract.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { call } from "../api.ts";
import { useErrorText } from "../error-text.ts";
import type { Draft } from "../ui/draft.ts";
import { useWords } from "../words.ts";
import { commissionWords } from "./commission-words.ts";
import { fromCommission } from "./from-commission.ts";
import type { OrderDraft } from "./order-draft.ts";

/**
 * Takes an online commission over into the reception form: by its scanned code, or by the address that led here. What stood in the form
 * before is kept and comes back with one press.
 */
export function useCommission(draft: Draft<OrderDraft>, onTaken: () => void): (number: string) => Promise<string> {
  const t = useWords(commissionWords);
  const { message } = App.useApp();
  const errorText = useErrorText();
  const [search, setSearch] = useSearchParams();
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });

  const takeOver = useCallback(
    async (number: string) => {
      const view = await call(showCommission, { params: { number } });
      if (view.state !== "submitted") throw new Problem("commission-decided", { state: view.state });
      const before = latest.current.value;
      if (before.commissionNumber === view.number) return t.taken(view.enterprise.name, view.body.samples.length);
      latest.current.set(fromCommission(view));
      onTaken();
      const said = t.taken(view.enterprise.name, view.body.samples.length);
      const hadWords = before.client !== null || before.samples.some(({ name }) => name !== "");
      if (hadWords) {
        const key = "commission-taken";
        const undo = () => {
          latest.current.set(before);
          message.destroy(key);
        };
        void message.open({
          key,
          duration: 12,
          content: (
            <>
              {said}{" "}
              <Button type="link" onClick={undo}>
                {t.undo}
              </Button>
            </>
          ),
        });
      }
      return said;
    },
    [t, message, onTaken],
  );

  const asked = search.get("commission");
  useEffect(() => {
    if (!asked || !draft.isReady) return;
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete("commission");
        return after;
      },
      { replace: true },
    );
    takeOver(asked).catch((error: unknown) => void message.error(errorText(error)));
  }, [asked, draft.isReady, setSearch, takeOver, message, errorText]);

  return takeOver;
}
