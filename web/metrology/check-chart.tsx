import { LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { CheckPlanView } from "../../server/metrology/check-contract.ts";
import { useWords } from "../words.ts";
import { checkWords } from "./check-words.ts";

echarts.use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const colours = { in: "#2e7d32", warning: "#b26a00", out: "#b3261e", line: "#1f4e8c" };

/** Checks over time around the value they should have, with the borders of the plan's criterion. */
export function CheckChart({ of }: { of: CheckPlanView }) {
  const t = useWords(checkWords);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = echarts.init(place.current, undefined, { renderer: "svg" });
    const { centre, reach, lines } = bordersOf(of.criterion);
    const inside = (value: number) => Math.max(centre - 1.35 * reach, Math.min(centre + 1.35 * reach, value));
    chart.setOption({
      animation: false,
      grid: { left: 84, right: 84, top: 16, bottom: 28 },
      tooltip: {
        trigger: "item",
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const check = of.checks[dataIndex];
          return check ? `${check.mean} ${of.unit} (${check.deviation})<br>${check.on} ${check.by}` : "";
        },
      },
      xAxis: { type: "time" },
      yAxis: {
        type: "value",
        scale: true,
        min: centre - 1.4 * reach,
        max: centre + 1.4 * reach,
        splitLine: { show: false },
      },
      series: [
        {
          type: "line",
          lineStyle: { color: colours.line, width: 1 },
          symbolSize: 10,
          data: of.checks.map((check) => ({
            // a point far outside stays on the paper's edge; its figure stands in the table
            value: [check.on, inside(Number(check.mean))],
            symbol: check.passes ? "circle" : "triangle",
            itemStyle: { color: colours[check.zone] },
          })),
          markLine: {
            symbol: "none",
            silent: true,
            precision: 14, // lines are at values, not at what two decimals leave of them
            data: lines.map(({ at, label, colour, type }) => ({
              yAxis: at,
              lineStyle: { color: colour, type },
              label: { formatter: label, position: "end" as const },
            })),
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

type Line = { at: number; label: string; colour: string; type: "solid" | "dashed" };

/** Where the lines stand; figures for the eye alone, the verdict is the server's. */
function bordersOf(criterion: CheckPlanView["criterion"]): { centre: number; reach: number; lines: Line[] } {
  const both = (centre: number, off: number, label: string, colour: string, type: Line["type"]): Line[] => [
    { at: centre + off, label: `+${label}`, colour, type },
    { at: centre - off, label: `−${label}`, colour, type },
  ];
  if (criterion.kind === "chart") {
    const [centre, sd] = [Number(criterion.mean), Number(criterion.sd)];
    return {
      centre,
      reach: 3 * sd,
      lines: [
        { at: centre, label: criterion.mean, colour: colours.in, type: "solid" },
        ...both(centre, 2 * sd, "2s", colours.warning, "dashed"),
        ...both(centre, 3 * sd, "3s", colours.out, "solid"),
      ],
    };
  }
  const centre = Number(criterion.reference);
  const reach =
    criterion.kind === "difference"
      ? Number(criterion.delta)
      : Math.hypot(Number(criterion.U), Number(criterion.referenceU));
  return {
    centre,
    reach,
    lines: [
      { at: centre, label: criterion.reference, colour: colours.in, type: "solid" },
      ...both(centre, reach, criterion.kind === "difference" ? "Δ" : "Eₙ=1", colours.out, "solid"),
    ],
  };
}
