import { Button, Input, Segmented } from "antd";
import { useState } from "react";
import { z } from "zod";
import { countTubes } from "../../server/results/culture-contract.ts";
import { useChange } from "../api.ts";
import { playSound } from "../sounds.ts";
import { useDraft } from "../ui/draft.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { BlankField } from "./blank-field.tsx";
import { cultureWords } from "./culture-words.ts";

const Run = z.object({ exponent: z.number(), positive: z.array(z.number()), lot: z.string() });
type Run = z.output<typeof Run>;
const empty: Run = { exponent: 1, positive: [0, 0, 0], lot: "" };
const amounts = ["10", "1", "0.1", "0.01", "0.001", "0.0001", "0.00001", "0.000001"];

/** Three tubes at three amounts: how many grew; by taps alone. */
export function TubeForm({ taskId, unit, determinationId }: { taskId: string; unit: string; determinationId: string }) {
  const t = useWords(cultureWords);
  const count = useChange(countTubes);
  const draft = useDraft<Run>(`tubes-${taskId}`, empty, Run);
  const [isClear, setClear] = useState<boolean | null>(null);
  const { exponent, positive, lot } = draft.value;
  const set = (change: Partial<Run>) => draft.set((now) => ({ ...now, ...change }));
  const isReady = lot.trim() !== "" && isClear !== null;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const [a = 0, b = 0, c = 0] = positive;
        if (!isReady || isClear === null) return;
        count.mutate(
          {
            params: { determinationId },
            body: { tubes: { exponent, positive: [a, b, c] }, mediumLot: lot.trim(), isBlankClear: isClear },
          },
          {
            onSuccess: () => {
              playSound("accepted");
              set({ positive: [0, 0, 0] });
            },
            onError: () => playSound("refused"),
          },
        );
      }}
    >
      <strong>{unit}</strong>
      <div className="field">
        <span>{t.greatest}</span>
        <Segmented
          value={exponent}
          options={[-1, 0, 1, 2, 3].map((value) => ({ value, label: amounts[value + 1] }))}
          onChange={(value) => set({ exponent: value })}
        />
      </div>
      <div className="field">
        <span>{t.positive}</span>
        <div className="thirds">
          {[0, 1, 2].map((i) => (
            <div key={i} className="field">
              <span>{amounts[exponent + 1 + i]}</span>
              <Segmented
                value={positive[i] ?? 0}
                options={[0, 1, 2, 3].map((value) => ({ value, label: String(value) }))}
                onChange={(value) => set({ positive: [0, 1, 2].map((n) => (n === i ? value : (positive[n] ?? 0))) })}
              />
            </div>
          ))}
        </div>
      </div>
      <div className="thirds">
        <label className="field">
          <span className="needed">{t.mediumLot}</span>
          <Input
            aria-label={t.mediumLot}
            data-scan="text"
            value={lot}
            onChange={({ target }) => set({ lot: target.value })}
          />
        </label>
        <BlankField isClear={isClear} onChange={setClear} />
      </div>
      <Refusal error={count.error} />
      <div className="row end">
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={count.isPending}>
          {t.count}
        </Button>
      </div>
    </form>
  );
}
