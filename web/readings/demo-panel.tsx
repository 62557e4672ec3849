import { useState } from "react";
import { Button, Drawer, Input } from "antd";
import { ExperimentOutlined, FastForwardOutlined, PrinterOutlined, ScanOutlined } from "@ant-design/icons";
import { advanceClock, pressBalance } from "../../server/desk/contract.ts";
import { shortForm } from "../../server/kernel/numbers.ts";
import { listChoices } from "../../server/metrology/contract.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useLastScan } from "../scan.tsx";
import { useMe } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const ahead = [30, 90, 180] as const;

/** In the demonstration only: a balance, a scanner and a clock for whoever has none at hand. Marked as such. */
export function DemoPanel({ bench }: { bench: BenchView }) {
  const t = useWords(words);
  const { laboratory } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!laboratory?.isDemo) return null;
  return (
    <>
      <button type="button" className="demo-handle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ExperimentOutlined /> {t.demo}
      </button>
      <Drawer
        title={`${t.demo} · ${t.demoBalance}`}
        open={isOpen}
        onClose={() => setOpen(false)}
        mask={false}
        size={380}
        className="demo-drawer"
        autoFocus={false}
      >
        <div className="stack">
          <DemoBalance />
          <DemoScans bench={bench} />
          <DemoClock />
        </div>
      </Drawer>
    </>
  );
}

function DemoBalance() {
  const t = useWords(words);
  const press = useChange(pressBalance);
  const [grams, setGrams] = useState("30.1202");
  const isMass = /^\d{1,3}(\.\d{1,4})?$/.test(grams);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isMass) press.mutate({ body: { grams } });
      }}
    >
      <p className="quiet small">{t.demoBalanceWhy}</p>
      <label className="field">
        <span>{t.demoGrams}</span>
        <Input
          className="demo-grams"
          value={grams}
          inputMode="decimal"
          suffix="g"
          status={isMass ? "" : "error"}
          onChange={(event) => setGrams(event.target.value.trim())}
        />
      </label>
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        icon={<PrinterOutlined />}
        disabled={!isMass}
        loading={press.isPending}
      >
        {t.demoPress}
      </Button>
      {press.isSuccess && !press.isPending ? (
        <p className="ink-good small" role="status">
          ✓ {t.pressed(press.variables.body?.grams ?? "")}
        </p>
      ) : null}
      <Refusal error={press.error} />
    </form>
  );
}

function DemoScans({ bench }: { bench: BenchView }) {
  const t = useWords(words);
  const { enter } = useLastScan();
  const instruments = useAsk(listChoices);
  const rows = (instruments.data?.rows ?? []).filter((i) => bench.task.equipmentKinds.includes(i.kind));
  return (
    <div className="stack demo-block">
      <h3>{t.demoScan}</h3>
      <div className="row">
        {bench.containers
          .filter((c) => c.kind === "test")
          .map((c) => (
            <Button key={c.number} icon={<ScanOutlined />} onClick={() => enter(c.number)}>
              {t.container} {shortForm(c.number)}
            </Button>
          ))}
        {rows.map((i) => (
          <Button key={i.number} icon={<ScanOutlined />} onClick={() => enter(i.number)}>
            {i.name} {i.model}
          </Button>
        ))}
      </div>
    </div>
  );
}

function DemoClock() {
  const t = useWords(words);
  const advance = useChange(advanceClock);
  return (
    <div className="stack demo-block">
      <h3>{t.demoClock}</h3>
      <p className="quiet small">{t.demoClockWhy}</p>
      <div className="row">
        {ahead.map((minutes) => (
          <Button
            key={minutes}
            icon={<FastForwardOutlined />}
            loading={advance.isPending && advance.variables.body?.minutes === minutes}
            onClick={() => advance.mutate({ body: { minutes } })}
          >
            {t.demoAhead[minutes]}
          </Button>
        ))}
      </div>
      {advance.isSuccess ? (
        <p className="ink-good small" role="status">
          ✓ {t.advanced}
        </p>
      ) : null}
      <Refusal error={advance.error} />
    </div>
  );
}
