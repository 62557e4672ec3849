import { DeleteOutlined, SaveOutlined } from "@ant-design/icons";
import { App, Button, Select } from "antd";
import {
  listTemplates,
  removeTemplate,
  saveTemplate,
  type TemplateView,
} from "../../server/orders/reception-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import type { OrderDraft, SampleDraft } from "./order-draft.ts";
import { templateOf } from "./templates.ts";
import { words } from "./words.ts";

/** A template for this line, or this line as a template. */
export function TemplateButtons({
  sample,
  order,
  onTake,
}: {
  sample: SampleDraft;
  order: OrderDraft;
  onTake: (template: TemplateView) => void;
}) {
  const t = useWords(words);
  const { message } = App.useApp();
  const rows = useAsk(listTemplates, {}, { staleTime: 60_000 }).data?.rows ?? [];
  const save = useChange(saveTemplate);
  const remove = useChange(removeTemplate);
  const name = sample.name.trim();
  const own = rows.find((row) => row.name === name);
  return (
    <div className="stack tight">
      <div className="row nowrap-row">
        <Select
          className="grow"
          aria-label={t.useTemplate}
          placeholder={rows.length === 0 ? t.noTemplates : t.useTemplate}
          showSearch={{ optionFilterProp: "title" }}
          value={null}
          options={rows.map((row) => ({
            value: row.id,
            title: row.name,
            label: (
              <span className="row apart">
                <strong>{row.name}</strong>
                <span className="quiet small">{t.testCount(row.tests.length)}</span>
              </span>
            ),
          }))}
          onSelect={(id: string | null) => {
            const template = rows.find((row) => row.id === id);
            if (!template) return;
            onTake(template);
            if (template.ended.length > 0) void message.warning(t.templateEnded(template.ended.join("、")), 8);
          }}
        />
        <Button
          icon={<SaveOutlined />}
          disabled={name === "" || sample.tests.length === 0}
          loading={save.isPending}
          onClick={() =>
            save.mutate(
              { body: { ...templateOf(sample, order), name } },
              { onSuccess: () => void message.success(t.templateSaved(name)) },
            )
          }
        >
          {t.saveTemplate}
        </Button>
        {own ? (
          <Button
            icon={<DeleteOutlined />}
            aria-label={t.removeTemplate}
            title={t.removeTemplate}
            loading={remove.isPending}
            onClick={() => remove.mutate({ params: { id: own.id } })}
          />
        ) : null}
      </div>
      <Refusal error={save.error ?? remove.error} />
    </div>
  );
}
