import { FullscreenExitOutlined, FullscreenOutlined, PrinterOutlined } from "@ant-design/icons";
import { App, Button, Popconfirm } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { listCategories } from "../../server/catalogue/contract.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { registerOrder } from "../../server/orders/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { freshId } from "../fresh-id.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { useDraft } from "../ui/draft.ts";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { AddEnterpriseDialog } from "./add-enterprise-dialog.tsx";
import { commissionWords } from "./commission-words.ts";
import { MissingList } from "./missing-list.tsx";
import { emptyOrder, OrderDraft, withSource } from "./order-draft.ts";
import type { SampleDraft } from "./order-draft.ts";
import { gridFields, missingOf, toNewOrder } from "./order-draft-rules.ts";
import type { Missing } from "./order-draft-rules.ts";
import { OrderForm } from "./order-form.tsx";
import type { OrderHead } from "./order-form.tsx";
import { ShortageList } from "./shortage-list.tsx";
import { SampleDrawer } from "./sample-drawer.tsx";
import { SampleGrid } from "./sample-grid.tsx";
import { useCommission } from "./use-commission.tsx";
import { useReceptionScan } from "./use-reception-scan.ts";
import { useSheet } from "./use-sheet.ts";
import { useUndo } from "./use-undo.ts";
import { withTemplate } from "./templates.ts";
import { words } from "./words.ts";

const none: string[] = [];

/** Reception, for those who may register. */
export function ReceptionPage() {
  const t = useWords(words);
  const may = useMay();
  if (may("orders.register")) return <Reception />;
  return (
    <Page title={t.newOrder}>
      <Refusal error={new Problem("not-allowed")} />
    </Page>
  );
}

/** Reception: an order and its samples, from the counter to their labels, without anything typed being lost. */
function Reception() {
  const t = useWords(words);
  const c = useWords(commissionWords);
  const go = useNavigate();
  const { message } = App.useApp();
  const draft = useDraft("new-order", emptyOrder, OrderDraft);
  const categories = useAsk(listCategories, {}, { staleTime: 600_000 }).data?.rows ?? none;
  const [details, setDetails] = useState<number | null>(null);
  const active = useRef(0);
  const register = useChange(registerOrder);
  const order = draft.value;
  const known = useMemo(() => new Set(categories), [categories]);
  const missing = useMemo(() => missingOf(order, known), [order, known]);
  const [isWide, setWide] = useState(false);

  const change = draft.set; // stays the same from drawing to drawing, so that lines and form are not drawn again for nothing
  // the form has its key from its first letter on, and the draft carries it: sent again, or from another screen, it is the same order
  const set = useCallback<typeof change>(
    (next) =>
      change((before) => {
        const after = typeof next === "function" ? next(before) : next;
        return after.registrationId ? after : { ...after, registrationId: freshId() };
      }),
    [change],
  );
  const setHead = useCallback(
    (change: Partial<OrderHead>) =>
      set((before) => ({ ...(change.source ? withSource(before, change.source) : before), ...change })),
    [set],
  );
  const changeHead = useCallback(
    (make: (before: OrderDraft) => Partial<OrderHead>) => set((before) => ({ ...before, ...make(before) })),
    [set],
  );
  const undo = useUndo(set);
  const setSamples = undo.change;
  const setActive = useCallback((row: number) => void (active.current = row), []);
  const setSample = (row: number, change: Partial<SampleDraft>) =>
    setSamples(
      (before) => before.map((sample, i) => (i === row ? { ...sample, ...change } : sample)),
      `${row}:${Object.keys(change).join()}`,
    );

  const takeCommission = useCommission({ ...draft, set }, undo.forget);
  const takeSheet = useSheet({ ...draft, set });
  const scanned = useReceptionScan({
    order,
    details,
    active: () => active.current,
    changeHead,
    setSamples,
    takeCommission,
    takeSheet,
  });

  function jump(to: Missing) {
    const inGrid = gridFields.some((name) => to.field === `${to.sample}-${name}`);
    if (to.sample === null) setWide(false);
    else if (!inGrid) setDetails(to.sample);
    setTimeout(() => focusField(to.field), to.sample !== null && !inGrid ? 260 : 0); // the drawer slides in first
  }

  function submit() {
    if (missing[0]) return jump(missing[0]);
    if (register.isPending) return;
    register.mutate(
      { body: toNewOrder(order) },
      {
        onSuccess: (registered) => {
          void draft.drop().catch(() => undefined); // the order is registered; a stale draft is harmless
          void go(`${paths.order(registered.number)}?labels=1`);
        },
      },
    );
  }
  useCtrlEnter(submit);

  if (!draft.isReady) return <Opening />;
  return (
    <Page
      title={t.newOrder}
      extra={
        <>
          <DraftNote state={draft.state} />
          <Popconfirm
            title={t.startAnew}
            description={t.startAnewWhy}
            onConfirm={() => {
              undo.forget();
              void draft.drop().catch(() => undefined);
            }}
          >
            <Button>{t.startAnew}</Button>
          </Popconfirm>
        </>
      }
    >
      {order.commissionNumber ? <p className="quiet">{c.takenFrom(groupNumber(order.commissionNumber))}</p> : null}
      <div className={isWide ? "reception reception-wide" : "reception"}>
        {isWide ? null : (
          <Panel title={t.order}>
            <OrderForm order={order} onChange={setHead} />
          </Panel>
        )}
        <div className="stack">
          <Panel
            flush
            title={t.samples}
            extra={
              <span className="row">
                <span className="quiet">{t.sampleCount(order.samples.length)}</span>
                <Button
                  icon={isWide ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
                  onClick={() => setWide(!isWide)}
                >
                  {isWide ? t.narrowGrid : t.wideGrid}
                </Button>
              </span>
            }
          >
            <SampleGrid
              samples={order.samples}
              source={order.source}
              categories={categories}
              missing={missing}
              isWide={isWide}
              undo={undo}
              onSamples={setSamples}
              onActive={setActive}
              onDetails={setDetails}
            />
          </Panel>
          <div className="panel stack reception-end">
            <MissingList missing={missing} onJump={jump} />
            <ShortageList samples={order.samples} onJump={jump} />
            <Refusal error={register.error} />
            <div className="row end">
              <Button
                type="primary"
                size="large"
                icon={<PrinterOutlined />}
                disabled={missing.length > 0}
                loading={register.isPending}
                onClick={submit}
              >
                {t.register} <small>Ctrl+Enter</small>
              </Button>
            </div>
          </div>
        </div>
      </div>
      <SampleDrawer
        order={order}
        row={details}
        categories={categories}
        onClose={() => setDetails(null)}
        onChange={setSample}
        onStep={setDetails}
        onTemplate={(row, template) => {
          setSamples((before) =>
            before.map((sample, i) => (i === row ? withTemplate(sample, template.name, template) : sample)),
          );
          setHead({ judgingBasis: [...new Set([...order.judgingBasis, ...template.judgingBasis])] });
        }}
        onTestsForAll={(row) => {
          setSamples((before) => before.map((sample) => ({ ...sample, tests: before[row]?.tests ?? sample.tests })));
          void message.success(t.applied(order.samples.length));
        }}
      />
      <AddEnterpriseDialog
        isOpen={scanned.newcomer !== null}
        typed={scanned.newcomer?.creditCode ?? ""}
        onClose={scanned.closeNewcomer}
        onAdded={scanned.takeNewcomer}
      />
    </Page>
  );
}

/** Ctrl+Enter anywhere on the page presses its one button. */
function useCtrlEnter(act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function focusField(field: string): void {
  const place = document.querySelector<HTMLElement>(`[data-field="${field}"]`);
  const input = place?.matches("input, textarea, button")
    ? place
    : place?.querySelector<HTMLElement>("input, textarea, button");
  place?.scrollIntoView({ block: "center" });
  input?.focus();
}
