import { Button, Checkbox, Input, Segmented, Select } from "antd";
import { useEffect, useState } from "react";
import { listMethods } from "../../server/catalogue/contract.ts";
import { listChoices } from "../../server/metrology/contract.ts";
import { keepCurve, tryCurve } from "../../server/results/curve-contract.ts";
import type { CurveView } from "../../server/results/curve-contract.ts";
import { call, useAsk, useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { CurveFit } from "./curve-fit.tsx";
import { curveWords } from "./curve-words.ts";

type Point = { x: string; y: string };

/** Standards typed or pasted; the line, its r and its residuals are seen before anything is frozen. */
export function MakeCurveForm({ onDone, onCancel }: { onDone: (id: string) => void; onCancel: () => void }) {
  const t = useWords(curveWords);
  const methods = useAsk(listMethods);
  const instruments = useAsk(listChoices);
  const keep = useChange(keepCurve);
  const [typed, setTyped] = useState("");
  const [methodId, setMethod] = useState<string | null>(null);
  const [instrument, setInstrument] = useState<string | null>(null);
  const [weighting, setWeighting] = useState<CurveView["weighting"]>("1");
  const [throughZero, setThroughZero] = useState(false);
  const [criteria, setCriteria] = useState({ rLeast: "0.995", residualMost: "15" });
  const [lot, setLot] = useState("");
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState<{ fit: CurveView["fit"]; equation: string } | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const withSignal = (methods.data?.rows ?? []).filter(({ steps }) => steps.some(({ curve }) => curve));
  const method = withSignal.find(({ id }) => id === methodId) ?? withSignal[0];
  const unit = method?.steps.find(({ curve }) => curve)?.curve?.unit ?? "";
  const fitting = (instruments.data?.rows ?? []).filter(({ kind }) => method?.equipmentKinds.includes(kind));
  const number = instrument ?? fitting.find(({ fitness }) => fitness.state !== "out_of_service")?.number ?? null;
  const { points, wrong } = pointsOf(typed);
  const asked = JSON.stringify({ points, weighting, throughZero, criteria });
  useEffect(() => {
    const { points: standards, ...how } = JSON.parse(asked) as { points: Point[] } & Pick<
      CurveView,
      "weighting" | "throughZero"
    > & { criteria: typeof criteria };
    if (standards.length < 3) return setTried(null);
    const timer = setTimeout(() => {
      call(tryCurve, { body: { standards, ...how } }).then(
        (found) => {
          setTried(found);
          setRefused(null);
        },
        (error: unknown) => {
          setTried(null);
          setRefused(error);
        },
      );
    }, 250);
    return () => clearTimeout(timer);
  }, [asked]);
  const day = readDay(until);
  const isReady = tried !== null && wrong === null && method && number && lot.trim() !== "" && day;
  return (
    <Panel title={t.make}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady || !day) return;
          keep.mutate(
            {
              body: {
                methodId: method.id,
                instrumentNumber: number,
                standards: points,
                weighting,
                throughZero,
                criteria,
                standardLot: lot.trim(),
                validUntil: day,
              },
            },
            { onSuccess: ({ id }) => onDone(id) },
          );
        }}
      >
        <div className="thirds">
          <div className="field">
            <span>{t.method}</span>
            <Select
              aria-label={t.method}
              value={method?.id}
              placeholder={t.noMethods}
              options={withSignal.map((m) => ({ value: m.id, label: `${m.item} · ${m.code}` }))}
              onChange={setMethod}
            />
          </div>
          <div className="field">
            <span>{t.instrument}</span>
            <Select
              aria-label={t.instrument}
              value={number ?? undefined}
              options={fitting.map((i) => ({
                value: i.number,
                label: `${i.name} ${i.model}`,
                disabled: i.fitness.state === "out_of_service",
              }))}
              onChange={setInstrument}
            />
          </div>
          <label className="field">
            <span className="needed">{t.lot}</span>
            <Input aria-label={t.lot} data-scan="text" value={lot} onChange={({ target }) => setLot(target.value)} />
          </label>
        </div>
        <label className="field">
          <span className="needed">{t.standards}</span>
          <Input.TextArea
            aria-label={t.standards}
            rows={6}
            className="curve-typed"
            value={typed}
            placeholder={"0\t0.002\n0.5\t0.024\n1.0\t0.047"}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        {wrong === null ? null : <p className="small ink-bad">{t.lineWrong(wrong)}</p>}
        <div className="thirds">
          <div className="field">
            <span>{t.weighting}</span>
            <Segmented
              value={weighting}
              options={(["1", "1/x", "1/x2"] as const).map((value) => ({ value, label: t.weightings[value] }))}
              onChange={setWeighting}
            />
          </div>
          <Checkbox checked={throughZero} onChange={({ target }) => setThroughZero(target.checked)}>
            {t.throughZero}
          </Checkbox>
          <label className="field">
            <span className="needed">{t.validUntil}</span>
            <DayInput value={until} onChange={setUntil} />
          </label>
          {(["rLeast", "residualMost"] as const).map((name) => (
            <label key={name} className="field">
              <span>{t[name]}</span>
              <Input
                aria-label={t[name]}
                value={criteria[name]}
                onChange={({ target }) => setCriteria({ ...criteria, [name]: target.value.normalize("NFKC").trim() })}
              />
            </label>
          ))}
        </div>
        {tried ? <CurveFit fit={tried.fit} equation={tried.equation} unit={unit} /> : null}
        <Refusal error={keep.error ?? refused} />
        <div className="row end">
          <Button onClick={onCancel}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={keep.isPending}>
            {t.keep}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** Lines as they are typed or pasted; the number of the first line that cannot be understood. */
function pointsOf(typed: string): { points: Point[]; wrong: number | null } {
  const points: Point[] = [];
  for (const [i, line] of typed.normalize("NFKC").split("\n").entries()) {
    if (line.trim() === "") continue;
    const [x = "", y = "", ...more] = line.trim().split(/[\s,;]+/);
    if (!/^\d{1,20}(\.\d{1,15})?$/.test(x) || !/^-?\d{1,20}(\.\d{1,15})?$/.test(y) || more.length > 0)
      return { points, wrong: i + 1 };
    points.push({ x, y });
  }
  return { points, wrong: null };
}
