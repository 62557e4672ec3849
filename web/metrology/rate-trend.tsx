import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import type { verificationRates } from "../../server/metrology/rates-contract.ts";
import { Panel } from "../ui/page.tsx";
import { useWords } from "../words.ts";
import { rateWords } from "./rate-words.ts";

echarts.use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

type Point = ReplyOf<typeof verificationRates>["trend"][number];
const groups = ["compulsory", "measurement_standard", "all"] as const;
const looks = {
  compulsory: { color: "#1f4e8c", symbol: "circle" },
  measurement_standard: { color: "#b26a00", symbol: "rect" },
  all: { color: "#4a5563", symbol: "triangle" },
} as const;

/** The rates of each month as lines against 95 %; months with nothing due have no point. Its table is a tap away. */
export function RateTrend({ points }: { points: readonly Point[] }) {
  const t = useWords(rateWords);
  const place = useRef<HTMLDivElement>(null);
  const months = [...new Set(points.map(({ month }) => month))];
  useEffect(() => {
    if (!place.current) return;
    const chart = echarts.init(place.current, undefined, { renderer: "svg" });
    chart.setOption({
      animation: false,
      grid: { left: 52, right: 24, top: 44, bottom: 28 },
      legend: { top: 4, textStyle: { fontSize: 14, color: "#7b8694" } },
      tooltip: { trigger: "axis", valueFormatter: (value: unknown) => (value === null ? "—" : `${String(value)} %`) },
      xAxis: { type: "category", data: months },
      yAxis: { type: "value", min: 0, max: 100, axisLabel: { formatter: "{value} %" } },
      series: groups.map((group) => ({
        name: t.groups[group],
        type: "line",
        connectNulls: false,
        symbolSize: 9,
        symbol: looks[group].symbol,
        itemStyle: { color: looks[group].color },
        lineStyle: { color: looks[group].color, width: 2 },
        data: months.map((month) => {
          const rate = points.find((p) => p.month === month && p.group === group)?.rate ?? null;
          return rate === null ? null : Number(rate);
        }),
        ...(group === "compulsory"
          ? {
              markLine: {
                symbol: "none",
                silent: true,
                lineStyle: { color: "#2e7d32", type: "dashed" },
                label: { formatter: "95 %", position: "insideEndTop" },
                data: [{ yAxis: 95 }],
              },
            }
          : {}),
      })),
    });
    const fit = () => chart.resize();
    window.addEventListener("resize", fit);
    return () => {
      window.removeEventListener("resize", fit);
      chart.dispose();
    };
  });
  return (
    <Panel title={t.trend}>
      <div ref={place} className="chart" role="img" aria-label={t.trend} />
      <details>
        <summary>{t.trendTable}</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.month}</th>
              {groups.map((group) => (
                <th key={group} scope="col">
                  {t.groups[group]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month}>
                <td className="narrow">{month}</td>
                {groups.map((group) => {
                  const point = points.find((p) => p.month === month && p.group === group);
                  return (
                    <td key={group}>
                      {point?.rate ? `${point.rate} %  (${point.verified}/${point.due})` : t.nothingDue}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
}
