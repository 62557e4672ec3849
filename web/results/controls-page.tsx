import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import {
  addControlPoint,
  justifyControlPoint,
  listControls,
  showControl,
} from "../../server/results/control-contract.ts";
import type { ControlChart, ControlSeriesRow } from "../../server/results/control-contract.ts";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { Input } from "antd";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { BeginControlForm } from "./begin-control-form.tsx";
import { controlWords } from "./control-words.ts";
import { LeveyJennings } from "./levey-jennings.tsx";
import { ControlVersions, EndControlForm, ReviseControlForm } from "./revise-control-form.tsx";
import { TrendPanel } from "./trend-panel.tsx";

const tones: Record<ControlSeriesRow["state"], Tone> = {
  stopped: "bad",
  warning: "attention",
  good: "good",
  empty: "waiting",
  ended: "waiting",
};

/** Quality control: the charts, those that stop work first; a chart with its points, its rules and its justifications. */
export function ControlsPage() {
  const t = useWords(controlWords);
  const may = useMay();
  const asked = useAsk(listControls);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isBeginning, setBeginning] = useState(false);
  const rows = asked.data?.rows;
  const shown = chosen ?? rows?.[0]?.id ?? null;
  return (
    <Page
      title={t.title}
      below={t.below}
      extra={
        may("controls.change") ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setBeginning(true)}>
            {t.begin}
          </Button>
        ) : null
      }
    >
      <Refusal error={asked.error} />
      {isBeginning ? (
        <BeginControlForm
          onCancel={() => setBeginning(false)}
          onDone={(id) => {
            setBeginning(false);
            setChosen(id);
          }}
        />
      ) : null}
      <div className="controls">
        <Panel flush>
          {rows?.length === 0 ? <p className="quiet inset">{t.none}</p> : null}
          <ul className="waiting">
            {rows?.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  className={row.id === shown ? "waiting-row waiting-chosen" : "waiting-row"}
                  aria-current={row.id === shown}
                  onClick={() => setChosen(row.id)}
                >
                  <span className="row apart">
                    <strong>{row.name}</strong>
                    <ToneTag tone={tones[row.state]}>{t.states[row.state]}</ToneTag>
                  </span>
                  <span className="small quiet">
                    {row.item} · {row.lot} · {t.kinds[row.kind]} · {t.n(row.points)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </Panel>
        {shown ? <Chart key={shown} seriesId={shown} /> : <p className="quiet">{t.choose}</p>}
      </div>
      <TrendPanel />
    </Page>
  );
}

function Chart({ seriesId }: { seriesId: string }) {
  const t = useWords(controlWords);
  const may = useMay();
  const asked = useAsk(showControl, { params: { seriesId } });
  const add = useChange(addControlPoint);
  const [value, setValue] = useState("");
  const [open, setOpen] = useState<"revise" | "end" | null>(null);
  const chart = asked.data;
  if (!chart) return <Refusal error={asked.error} />;
  return (
    <div className="stack">
      <Panel
        title={
          <>
            {chart.name} <ToneTag tone={tones[chart.state]}>{t.states[chart.state]}</ToneTag>
          </>
        }
        extra={
          <span className="small quiet">
            {chart.method} {chart.instrument ?? ""} · {chart.target} ± {chart.sd} {chart.unit}
            {chart.uncertainty ? ` · U = ${chart.uncertainty}（k = 2）` : ""}
            {chart.version > 1 ? ` · ${t.version(chart.version)}` : ""}
          </span>
        }
      >
        <LeveyJennings of={chart} />
        {chart.statistics ? (
          <p className="small quiet">{t.statistics(chart.statistics.mean, chart.statistics.sd, chart.statistics.cv)}</p>
        ) : null}
        {may("bench.use") && chart.state !== "ended" ? (
          <form
            className="row"
            onSubmit={(event) => {
              event.preventDefault();
              const typed = value.normalize("NFKC").trim();
              if (typed)
                add.mutate({ params: { seriesId }, body: { value: typed } }, { onSuccess: () => setValue("") });
            }}
          >
            <Input
              className="figure-field"
              aria-label={t.value}
              placeholder={t.value}
              suffix={chart.unit}
              value={value}
              onChange={({ target }) => setValue(target.value)}
            />
            <Button type="primary" htmlType="submit" disabled={!value.trim()} loading={add.isPending}>
              {t.add}
            </Button>
          </form>
        ) : null}
        <Refusal error={add.error} />
        {open === "revise" ? <ReviseControlForm of={chart} onDone={() => setOpen(null)} /> : null}
        {open === "end" ? <EndControlForm of={chart} onDone={() => setOpen(null)} /> : null}
        {open === null && may("controls.change") && chart.state !== "ended" ? (
          <div className="row end">
            <Button onClick={() => setOpen("end")}>{t.end}</Button>
            <Button onClick={() => setOpen("revise")}>{t.revise}</Button>
          </div>
        ) : null}
      </Panel>
      <ControlVersions of={chart} />
      <Points of={chart} />
    </div>
  );
}

function Points({ of }: { of: ControlChart }) {
  const t = useWords(controlWords);
  const meaning = useWords({ zh, en }).meaning;
  const may = useMay();
  const justify = useChange(justifyControlPoint);
  const [pointId, setPoint] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  const hasU = of.uncertainty !== null;
  return (
    <Panel flush>
      <table className="table" aria-label={t.chart}>
        <thead>
          <tr>
            <th>#</th>
            <th>{t.value}</th>
            <th>{t.deviation}</th>
            <th>{t.broken}</th>
            {hasU ? <th>{t.en}</th> : null}
            <th>{t.by}</th>
            <th>{t.at}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {of.rows.toReversed().map((point) => (
            <tr key={point.id}>
              <td>{point.ordinal}</td>
              <td>
                <strong>{point.value}</strong> {of.unit}
              </td>
              <td>{point.deviation}</td>
              <td className={point.isRejected ? "ink-bad" : "ink-attention"}>{point.broken.join("、")}</td>
              {hasU ? <td className="small">{point.en ?? <span className="quiet">{t.noEn}</span>}</td> : null}
              <td>{point.by}</td>
              <td className="small quiet">{toMinute(new Date(point.at))}</td>
              <td>
                {point.justifiedBy ? (
                  <span className="small">
                    {t.justified(point.justifiedBy)}：{point.justification}
                  </span>
                ) : point.isRejected && may("controls.justify") ? (
                  <Button danger size="small" onClick={() => setPoint(point.id)}>
                    {t.justify}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <SignatureDialog
        open={pointId !== null}
        title={t.justify}
        meaning={meaning.justify}
        error={justify.error}
        isBusy={justify.isPending}
        onCancel={() => {
          setPoint(null);
          justify.reset();
        }}
        onSign={(password) =>
          justify.mutate(
            { params: { pointId: pointId ?? "" }, body: { justification: why, password } },
            { onSuccess: () => (setPoint(null), setWhy("")) },
          )
        }
      >
        <Input.TextArea
          aria-label={t.justification}
          placeholder={t.justification}
          rows={3}
          value={why}
          onChange={({ target }) => setWhy(target.value)}
        />
      </SignatureDialog>
    </Panel>
  );
}
