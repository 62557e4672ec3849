import { LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import type { ControlChart } from "../../server/results/control-contract.ts";
import { useWords } from "../words.ts";
import { controlWords } from "./control-words.ts";

echarts.use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const colours = { good: "#2e7d32", warning: "#b26a00", bad: "#b3261e", line: "#1f4e8c" };

/** The points of a control around its target with one, two and three standard deviations; what broke a rule stands out. */
export function LeveyJennings({ of }: { of: ControlChart }) {
  const t = useWords(controlWords);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = echarts.init(place.current, undefined, { renderer: "svg" });
    const [target, sd] = [Number(of.target), Number(of.sd)];
    const border = (z: number, colour: string, type: "solid" | "dashed") => ({
      yAxis: target + z * sd,
      lineStyle: { color: colour, type, width: z === 0 ? 1.5 : 1 },
      label: { formatter: z === 0 ? of.target : `${z > 0 ? "+" : ""}${z}s`, position: "insideEndTop" as const },
    });
    chart.setOption({
      animation: false,
      grid: { left: 64, right: 24, top: 16, bottom: 28 },
      tooltip: {
        trigger: "item",
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const point = of.rows[dataIndex];
          return point
            ? `${point.value} ${of.unit} (${point.deviation} s)<br>${toMinute(new Date(point.at))} ${point.by}<br>${point.broken.join(" ")}`
            : "";
        },
      },
      xAxis: { type: "category", data: of.rows.map(({ ordinal }) => String(ordinal)) },
      yAxis: {
        type: "value",
        min: target - 4 * sd,
        max: target + 4 * sd,
        axisLabel: { showMinLabel: false, showMaxLabel: false }, // the edges of the paper are no figures of the chart
        splitLine: { show: false },
      },
      series: [
        {
          type: "line",
          lineStyle: { color: colours.line, width: 1 },
          symbolSize: 9,
          data: of.rows.map((point) => ({
            // a point far outside stays on the paper's edge; its figure stands in the table
            // and one of an earlier version stands as many s from the target as it did then
            value: target + Math.max(-3.9, Math.min(3.9, Number(point.deviation))) * sd,
            symbol: point.isRejected ? "triangle" : "circle",
            itemStyle: {
              color: point.isRejected ? colours.bad : point.broken.length > 0 ? colours.warning : colours.good,
            },
          })),
          markLine: {
            symbol: "none",
            silent: true,
            data: [
              border(0, colours.good, "solid"),
              ...[1, -1].map((z) => border(z, "#9aa5b1", "dashed")),
              ...[2, -2].map((z) => border(z, colours.warning, "dashed")),
              ...[3, -3].map((z) => border(z, colours.bad, "solid")),
            ],
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
  }, [of]);
  return <div ref={place} className="chart" role="img" aria-label={t.chart} />;
}
