import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { App, Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { Problem } from "../../server/kernel/problems.ts";
import {
  LabelDesign,
  LabelLine,
  LabelSymbol,
  LineContent,
  listDesigns,
  previewDesign,
  removeDesign,
  saveDesign,
} from "../../server/samples/label-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { useLater } from "../ui/later.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { labelWords } from "./label-words.ts";

const first: LabelDesign = {
  width: 60,
  height: 40,
  symbol: "datamatrix",
  lines: (["kind", "short", "name", "batch", "storage", "number"] as const).map((what) => ({
    what,
    text: "",
    size: what === "short" ? "large" : "normal",
    isBold: what === "short" || what === "kind",
  })),
};

/** 标签样式: what stands on a label is data of the laboratory; what one changes is seen at once as it will be printed. */
export function LabelDesignsPage() {
  const t = useWords(labelWords);
  const may = useMay();
  const { message } = App.useApp();
  const kept = useAsk(listDesigns, {}).data?.rows ?? [];
  const [name, setName] = useState("");
  const [design, setDesign] = useState(first);
  const save = useChange(saveDesign);
  const remove = useChange(removeDesign);
  if (!may("labels.design"))
    return (
      <Page title={t.design}>
        <Refusal error={new Problem("not-allowed")} />
      </Page>
    );
  const set = (change: Partial<LabelDesign>) => setDesign({ ...design, ...change });
  return (
    <Page title={t.design} below={t.designsWhy}>
      <div className="columns">
        <Panel title={name || t.newDesign}>
          <div className="stack">
            <div className="pair">
              <label className="field">
                <span className="needed">{t.name}</span>
                <Input value={name} maxLength={40} onChange={({ target }) => setName(target.value)} />
              </label>
              <label className="field">
                <span>{t.symbol}</span>
                <Select
                  aria-label={t.symbol}
                  value={design.symbol}
                  options={LabelSymbol.options.map((symbol) => ({ value: symbol, label: t.symbols[symbol] }))}
                  onChange={(symbol: LabelSymbol) => set({ symbol })}
                />
              </label>
              <Millimetres label={t.width} value={design.width} onChange={(width) => set({ width })} />
              <Millimetres label={t.height} value={design.height} onChange={(height) => set({ height })} />
            </div>
            <Lines lines={design.lines} onChange={(lines) => set({ lines })} />
            <Refusal error={save.error} />
            <div className="row end">
              <Button
                type="primary"
                disabled={name.trim() === ""}
                loading={save.isPending}
                onClick={() =>
                  save.mutate(
                    { body: { ...design, name: name.trim() } },
                    { onSuccess: (saved) => void message.success(t.saved(saved.name)) },
                  )
                }
              >
                {t.save}
              </Button>
            </div>
          </div>
        </Panel>
        <div className="stack">
          <Panel title={t.preview}>
            <Preview of={design} />
          </Panel>
          <Panel title={t.kept}>
            {kept.length === 0 ? <p className="quiet">{t.none}</p> : null}
            <ul className="plain-list">
              {kept.map((row) => (
                <li key={row.name} className="row apart">
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => {
                      setName(row.name);
                      setDesign(LabelDesign.parse(row));
                    }}
                  >
                    {row.name} · {row.width} × {row.height} mm
                  </button>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={`${t.remove} ${row.name}`}
                    onClick={() => remove.mutate({ body: { name: row.name } })}
                  />
                </li>
              ))}
            </ul>
            <Refusal error={remove.error} />
          </Panel>
        </div>
      </div>
    </Page>
  );
}

/** The label dot by dot, or why it cannot be printed so. */
function Preview({ of: design }: { of: LabelDesign }) {
  const t = useWords(labelWords);
  const rested = useLater(design, 250);
  const isRight = LabelDesign.safeParse(rested).success;
  const asked = useAsk(previewDesign, { body: rested }, { enabled: isRight, retry: false });
  return (
    <div className="stack tight">
      <Refusal error={asked.error} />
      {asked.data && !asked.error ? (
        <img
          className="label-preview"
          alt={t.preview}
          width={rested.width * 6}
          src={`data:image/png;base64,${asked.data.picture}`}
        />
      ) : null}
    </div>
  );
}

function Millimetres(props: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <label className="field">
      <span>{props.label}</span>
      <InputNumber
        aria-label={props.label}
        min={10}
        max={150}
        precision={0}
        value={props.value}
        onChange={(value) => value !== null && props.onChange(value)}
      />
    </label>
  );
}

function Lines({ lines, onChange }: { lines: readonly LabelLine[]; onChange: (lines: LabelLine[]) => void }) {
  const t = useWords(labelWords);
  const set = (at: number, change: Partial<LabelLine>) =>
    onChange(lines.map((line, i) => (i === at ? { ...line, ...change } : line)));
  return (
    <div className="stack tight">
      <strong>{t.lines}</strong>
      {lines.map((line, at) => (
        // lines are told apart by their place
        <div key={at} className="row nowrap-row">
          <Select
            className="grow"
            aria-label={`${t.lines} ${at + 1}`}
            value={line.what}
            options={LineContent.options.map((what) => ({ value: what, label: t.contents[what] }))}
            onChange={(what: LineContent) => set(at, { what })}
          />
          {line.what === "text" ? (
            <Input
              aria-label={`${t.ownWords} ${at + 1}`}
              value={line.text}
              maxLength={60}
              onChange={({ target }) => set(at, { text: target.value })}
            />
          ) : null}
          <Select
            aria-label={`${t.sizes[line.size]} ${at + 1}`}
            value={line.size}
            options={LabelLine.shape.size.unwrap().options.map((size) => ({ value: size, label: t.sizes[size] }))}
            onChange={(size: LabelLine["size"]) => set(at, { size })}
          />
          <Checkbox checked={line.isBold} onChange={({ target }) => set(at, { isBold: target.checked })}>
            {t.bold}
          </Checkbox>
          <Button
            type="text"
            icon={<ArrowUpOutlined />}
            aria-label={`${t.up} ${at + 1}`}
            disabled={at === 0}
            onClick={() => {
              const moved = [...lines];
              moved.splice(at - 1, 0, ...moved.splice(at, 1));
              onChange(moved);
            }}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`${t.removeLine} ${at + 1}`}
            disabled={lines.length === 1}
            onClick={() => onChange(lines.filter((_, i) => i !== at))}
          />
        </div>
      ))}
      <div className="row">
        <Button
          icon={<PlusOutlined />}
          disabled={lines.length >= 12}
          onClick={() => onChange([...lines, { what: "text", text: "", size: "normal", isBold: false }])}
        >
          {t.addLine}
        </Button>
      </div>
    </div>
  );
}
