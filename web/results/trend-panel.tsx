import { LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { Segmented, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { listMethods } from "../../server/catalogue/contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { showTrend } from "../../server/sheets/contract.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { useAsk } from "../api.ts";
import { Panel } from "../ui/page.tsx";
import { useWords } from "../words.ts";
import { controlWords } from "./control-words.ts";

echarts.use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

type Trend = ReplyOf<typeof showTrend>;
const kinds = ["blank", "duplicate", "spike"] as const;

/** Blanks, duplicates and spikes of a method's batches over time, with what they must keep to. */
export function TrendPanel() {
  const t = useWords(controlWords);
  const methods = useAsk(listMethods);
  const [methodId, setMethod] = useState<string | null>(null);
  const [kind, setKind] = useState<(typeof kinds)[number]>("duplicate");
  const rows =
    methods.data?.rows.filter(({ resultKind }) => resultKind !== "qualitative" && resultKind !== "pcr") ?? [];
  const shown = methodId ?? rows[0]?.id ?? "";
  const asked = useAsk(showTrend, { query: { methodId: shown, kind } }, { enabled: shown !== "" });
  const points = asked.data?.points ?? [];
  return (
    <Panel title={t.trend}>
      <div className="stack">
        <div className="row">
          <Select
            showSearch
            aria-label={t.method}
            optionFilterProp="label"
            className="trend-method"
            popupMatchSelectWidth={420}
            value={shown || undefined}
            options={rows.map((m) => ({ value: m.id, label: `${m.item} · ${m.code} ${m.clause}` }))}
            onChange={setMethod}
          />
          <Segmented
            value={kind}
            options={kinds.map((value) => ({ value, label: t.kinds[value] ?? value }))}
            onChange={setKind}
          />
        </div>
        {asked.data && points.length > 0 ? (
          <TrendChart of={asked.data} kind={kind} />
        ) : (
          <p className="quiet">{t.noTrend}</p>
        )}
        {points.length > 0 ? (
          <details>
            <summary>{t.trendTable}</summary>
            <ul className="plain-list small">
              {points.toReversed().map((p) => (
                <li key={p.positionId} className={p.isFailed ? "ink-bad" : undefined}>
                  {toMinute(new Date(p.at))} {p.sheetNumber} {p.figure ?? "–"} {asked.data?.unit} {p.by}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </Panel>
  );
}

function TrendChart({ of, kind }: { of: Trend; kind: (typeof kinds)[number] }) {
  const t = useWords(controlWords);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = echarts.init(place.current, undefined, { renderer: "svg" });
    const c = of.criteria;
    const borders = {
      blank: [c?.blankMost],
      duplicate: [c?.duplicatePercent],
      spike: c && c.recoveryBands.length > 0 ? [] : [c?.recoveryFrom, c?.recoveryTo], // by level: no one border for all
    }[kind];
    const limits = borders.flatMap((border) => (border ? [Number(border)] : []));
    chart.setOption({
      animation: false,
      grid: { left: 64, right: 24, top: 20, bottom: 28 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: of.points.map(({ at }) => toMinute(new Date(at)).slice(5)) },
      yAxis: {
        type: "value",
        name: of.unit,
        scale: true,
        min: ({ min }: { min: number }) => Math.min(min, ...limits),
        max: ({ max }: { max: number }) => Math.max(max, ...limits) * 1.05,
        splitLine: { show: false },
      },
      series: [
        {
          type: "line",
          symbolSize: 9,
          lineStyle: { color: "#1f4e8c", width: 1 },
          data: of.points.map((p) => ({
            value: p.figure === null ? null : Number(p.figure),
            symbol: p.isFailed ? "triangle" : "circle",
            itemStyle: { color: p.isFailed ? "#b3261e" : "#2e7d32" },
          })),
          markLine: {
            symbol: "none",
            silent: true,
            data: limits.map((yAxis) => ({ yAxis, lineStyle: { color: "#b3261e" } })),
          },
        },
      ],
    });
    const fit = () => chart.resize();
    window.addEventListener("resize", fit);
    return () => {
      window.removeEventListener("resize", fit);
      chart.dispose();
    };
  }, [of, kind]);
  return <div ref={place} className="chart" role="img" aria-label={t.trend} />;
}
