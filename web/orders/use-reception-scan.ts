import { useState } from "react";
import { creditCodeFault, plainCode } from "../../server/kernel/credit-code.ts";
import { gtinFault } from "../../server/kernel/gtin.ts";
import { recallProduct } from "../../server/orders/reception-contract.ts";
import { findEnterprises } from "../../server/people/contract.ts";
import type { EnterpriseView } from "../../server/people/contract.ts";
import { call } from "../api.ts";
import { useScan } from "../scan.tsx";
import type { Said } from "../scan.tsx";
import { useWords } from "../words.ts";
import { newSample, type OrderDraft, type SampleDraft } from "./order-draft.ts";
import type { OrderHead } from "./order-form.tsx";
import { withTemplate } from "./templates.ts";
import type { ChangeSamples } from "./use-undo.ts";
import { words } from "./words.ts";

type Party = "client" | "sampled";

/** What a scan does at reception: a barcode fills a line, a credit code the enterprise; everything else is opened as elsewhere. */
export function useReceptionScan(reception: {
  order: OrderDraft;
  details: number | null;
  active: () => number;
  changeHead: (change: (before: OrderDraft) => Partial<OrderHead>) => void;
  setSamples: ChangeSamples;
  /** Takes an expected sampling sheet over; says nothing where there is none of this number. */
  takeSheet: (sheetNumber: string) => Promise<Said>;
  takeCommission: (number: string) => Promise<string>;
}) {
  const t = useWords(words);
  const [newcomer, setNewcomer] = useState<{ creditCode: string; party: Party } | null>(null);
  const { order, details, changeHead, setSamples } = reception;

  /** The line a scanned product belongs to: the one being worked on if it is still unnamed, else the next free one. */
  const rowForProduct = (samples: readonly SampleDraft[]) => {
    const wanted = details ?? reception.active();
    if (details !== null || samples[wanted]?.name === "") return wanted;
    const free = samples.findIndex((sample) => sample.name === "" && sample.gtin === "");
    return free === -1 ? samples.length : free;
  };

  async function takeProduct(code: string): Promise<string> {
    const { found } = await call(recallProduct, { query: { gtin: code } });
    let row = 0;
    // decided on what is there now, not on what was drawn last: the next scan may be faster than the screen
    setSamples((before) => {
      row = rowForProduct(before);
      const samples = row < before.length ? before : [...before, newSample(order.source)];
      return samples.map((sample, i) => {
        if (i !== row) return sample;
        return found ? withTemplate(sample, found.name, found) : { ...sample, gtin: code };
      });
    });
    if (!found) return t.gtinFilled(row + 1);
    changeHead(({ judgingBasis }) => ({ judgingBasis: [...new Set([...judgingBasis, ...found.judgingBasis])] }));
    return t.productRecalled(found.name, row + 1, t.recalled[found.from], found.tests.length);
  }

  async function takeEnterprise(code: string): Promise<string> {
    const focused = partyInFocus();
    const { rows } = await call(findEnterprises, { query: { q: code } });
    const found = rows.find(({ creditCode }) => creditCode === code);
    let party: Party | null = null;
    changeHead((before) => {
      party = focused ?? emptyParty(before);
      return found && party ? { [party]: found } : {};
    });
    if (!party) return t.enterpriseKept;
    if (found) return t.enterpriseFilled(t[party], found.name);
    setNewcomer({ creditCode: code, party });
    return t.enterpriseUnknown;
  }

  useScan(
    (answer) => (answer.kind === "commission" ? reception.takeCommission(answer.number) : undefined),
    async (code) => {
      if (gtinFault(code) === null) return takeProduct(code);
      const creditCode = plainCode(code);
      if (creditCode.length === 18 && creditCodeFault(creditCode) === null) return takeEnterprise(creditCode);
      return order.source === "supervisory" || /[^\d]/.test(code) ? reception.takeSheet(code) : undefined;
    },
  );

  return {
    newcomer,
    closeNewcomer: () => setNewcomer(null),
    takeNewcomer: (enterprise: EnterpriseView) => {
      if (newcomer) changeHead(() => ({ [newcomer.party]: enterprise }));
      setNewcomer(null);
    },
  };
}

/** Whose field has the focus, when a credit code is scanned there. */
function partyInFocus(): Party | null {
  for (const party of ["client", "sampled"] as const)
    if (document.activeElement?.closest(`[data-field="${party}"]`)) return party;
  return null;
}

/** Else it belongs to the first that is still empty. */
function emptyParty(order: OrderDraft): Party | null {
  if (!order.client) return "client";
  return order.source === "supervisory" && !order.sampled ? "sampled" : null;
}
