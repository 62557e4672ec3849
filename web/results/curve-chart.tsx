import { LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { CurveView } from "../../server/results/curve-contract.ts";
import { useWords } from "../words.ts";
import { curveWords } from "./curve-words.ts";

echarts.use([LineChart, ScatterChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const colours = { line: "#1f4e8c", good: "#2e7d32", bad: "#b3261e" };

/** The standards around their line above, how far each is found from what it is below. */
export function CurveChart({ fit }: { fit: CurveView["fit"] }) {
  const t = useWords(curveWords);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = echarts.init(place.current, undefined, { renderer: "svg" });
    const [slope, intercept, most] = [Number(fit.slope), Number(fit.intercept), Number(fit.criteria.residualMost)];
    const ends = [Math.min(0, Number(fit.lowest)), Number(fit.highest) * 1.05];
    const colour = (isWithin: boolean) => ({ color: isWithin ? colours.good : colours.bad });
    chart.setOption({
      animation: false,
      tooltip: { trigger: "item" },
      grid: [
        { left: 64, right: 24, top: 16, height: "52%" },
        { left: 64, right: 24, top: "70%", height: "20%" },
      ],
      xAxis: [
        { type: "value", gridIndex: 0, max: ends[1] },
        { type: "value", gridIndex: 1, max: ends[1] },
      ],
      yAxis: [
        { type: "value", gridIndex: 0, name: t.y, splitLine: { show: false } },
        {
          type: "value",
          gridIndex: 1,
          name: t.deviation,
          splitLine: { show: false },
          min: -1.4 * most,
          max: 1.4 * most,
        },
      ],
      series: [
        {
          type: "line",
          symbol: "none",
          lineStyle: { color: colours.line, width: 1.5 },
          data: ends.map((x) => [x, slope * x + intercept]),
        },
        {
          type: "scatter",
          symbolSize: 10,
          data: fit.points.map((p) => ({ value: [Number(p.x), Number(p.y)], itemStyle: colour(p.isWithin) })),
        },
        {
          type: "scatter",
          xAxisIndex: 1,
          yAxisIndex: 1,
          symbolSize: 9,
          data: fit.points.flatMap((p) =>
            p.percent === null
              ? []
              : [
                  {
                    // what lies far outside stays on the paper's edge; its figure stands in the table
                    value: [Number(p.x), Math.max(-1.3 * most, Math.min(1.3 * most, Number(p.percent)))],
                    symbol: p.isWithin ? "circle" : "triangle",
                    itemStyle: colour(p.isWithin),
                  },
                ],
          ),
          markLine: {
            symbol: "none",
            silent: true,
            label: { show: false },
            data: [0, most, -most].map((yAxis) => ({
              yAxis,
              lineStyle: { color: yAxis === 0 ? colours.line : colours.bad },
            })),
          },
        },
      ],
    });
    const fitSize = () => chart.resize();
    window.addEventListener("resize", fitSize);
    return () => {
      window.removeEventListener("resize", fitSize);
      chart.dispose();
    };
  }, [fit, t]);
  return <div ref={place} className="chart curve-chart" role="img" aria-label={t.chartOf} />;
}
