import { Button, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { chooseCurve, listCurves } from "../../server/results/curve-contract.ts";
import type { Outcome } from "../../server/results/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { curveWords } from "./curve-words.ts";

/** The curve that signals are read off: which it is, and a choice among those that may be used. */
export function CurvePicker({
  taskIds,
  methodId,
  curve,
  mayChoose,
}: {
  taskIds: string[];
  methodId: string;
  curve: Outcome["curve"];
  mayChoose: boolean;
}) {
  const t = useWords(curveWords);
  const asked = useAsk(listCurves, { query: { methodId } });
  const choose = useChange(chooseCurve);
  const [chosen, setChosen] = useState<string | null>(null);
  const usable = asked.data?.rows.filter(({ state }) => state === "usable") ?? [];
  const curveId = chosen ?? usable[0]?.id ?? null;
  return (
    <Panel title={t.chosen} extra={<Link to={paths.curves()}>{t.toCurves} →</Link>}>
      <div className="stack tight">
        {curve ? (
          <div>
            <strong className="curve-equation">{curve.equation}</strong> r = {curve.r}{" "}
            <span className="small quiet">{t.range(curve.lowest, curve.highest, curve.unit)}</span>
            {curve.readings.map((r) => (
              <div key={`${r.parallel} ${r.step}`} className={r.isBelow ? "small ink-attention" : "small"}>
                {r.parallel}：{r.text}
              </div>
            ))}
          </div>
        ) : (
          <p className="ink-attention">{t.noneChosen}</p>
        )}
        {mayChoose && usable.length > 0 ? (
          <div className="row curve-choice">
            <Select
              aria-label={t.chosen}
              value={curveId}
              popupMatchSelectWidth={false}
              options={usable.map((c) => ({ value: c.id, label: `${c.equation} · r ${c.fit.r} · ${c.validUntil}` }))}
              onChange={setChosen}
            />
            <Button
              type={curve ? "default" : "primary"}
              loading={choose.isPending}
              disabled={curveId === null}
              onClick={() => curveId && choose.mutate({ params: { curveId }, body: { taskIds } })}
            >
              {t.choose}
            </Button>
          </div>
        ) : null}
        <Refusal error={choose.error} />
      </div>
    </Panel>
  );
}
