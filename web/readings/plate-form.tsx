import { Button, Input } from "antd";
import { z } from "zod";
import { countPlates } from "../../server/results/culture-contract.ts";
import { useChange } from "../api.ts";
import { playSound } from "../sounds.ts";
import { useDraft } from "../ui/draft.ts";
import { DraftNote } from "../ui/draft-note.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { countsOf, plateOf } from "./plate-rules.ts";
import { cultureWords } from "./culture-words.ts";

const Run = z.object({
  cells: z.record(z.string(), z.string()),
  lot: z.string(),
  blank: z.string(),
  medium: z.string(),
});
type Run = z.output<typeof Run>;
const empty: Run = { cells: {}, lot: "", blank: "", medium: "" };
const exponents = [1, 2, 3, 4, 5];
const raised = ["", "⁻¹", "⁻²", "⁻³", "⁻⁴", "⁻⁵"];

/** Dilutions by plates of one unit: what was counted, uncountable or overgrown; lot and controls stay for the next unit. */
export function PlateForm({
  taskId,
  unit,
  determinationId,
}: {
  taskId: string;
  unit: string;
  determinationId: string;
}) {
  const t = useWords(cultureWords);
  const count = useChange(countPlates);
  const draft = useDraft<Run>(`plates-${taskId}`, empty, Run);
  const { cells, lot, blank, medium } = draft.value;
  const set = (change: Partial<Run>) => draft.set((now) => ({ ...now, ...change }));
  const dilutions = exponents.flatMap((exponent) => {
    const plates = [1, 2].flatMap((n) => plateOf(cells[`${exponent}-${n}`] ?? ""));
    return plates.length > 0 ? [{ exponent, plates }] : [];
  });
  const isWrong = Object.values(cells).some((text) => text.trim() !== "" && plateOf(text).length === 0);
  const controls = { blank: countsOf(blank), mediumControl: countsOf(medium) };
  const isReady = dilutions.length > 0 && !isWrong && lot.trim() !== "" && controls.blank && controls.mediumControl;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const { blank: ofBlank, mediumControl } = controls;
        if (!isReady || !ofBlank || !mediumControl) return;
        count.mutate(
          { params: { determinationId }, body: { dilutions, blank: ofBlank, mediumControl, mediumLot: lot.trim() } },
          {
            onSuccess: () => {
              playSound("accepted");
              set({ cells: {} });
            },
            onError: () => playSound("refused"),
          },
        );
      }}
    >
      <div className="row apart">
        <strong>{unit}</strong>
        <DraftNote state={draft.state} />
      </div>
      <table className="result-grid plate-grid">
        <thead>
          <tr>
            <th>{t.dilution}</th>
            {exponents.map((e) => (
              <th key={e}>10{raised[e]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[1, 2].map((n) => (
            <tr key={n}>
              <th scope="row">{t.plate(n)}</th>
              {exponents.map((e) => {
                const key = `${e}-${n}`;
                const text = cells[key] ?? "";
                return (
                  <td key={key}>
                    <Input
                      className="result-cell"
                      aria-label={`${t.plate(n)} 10${raised[e] ?? ""}`}
                      inputMode="numeric"
                      value={text}
                      status={text.trim() !== "" && plateOf(text).length === 0 ? "error" : ""}
                      onChange={({ target }) => set({ cells: { ...cells, [key]: target.value } })}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small quiet">{t.plateHint}</p>
      <div className="thirds">
        {(
          [
            ["lot", t.mediumLot, lot],
            ["blank", t.blank, blank],
            ["medium", t.mediumControl, medium],
          ] as const
        ).map(([name, label, value]) => (
          <label key={name} className="field">
            <span className="needed">{label}</span>
            <Input
              aria-label={label}
              data-scan={name === "lot" ? "text" : undefined}
              placeholder={name === "lot" ? "" : "0"}
              value={value}
              onChange={({ target }) => set({ [name]: target.value })}
            />
          </label>
        ))}
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
