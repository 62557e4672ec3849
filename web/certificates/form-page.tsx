import { PlusOutlined } from "@ant-design/icons";
import { App, Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { setForm, showForm } from "../../server/certificates/form-contract.ts";
import type { CertificateForm } from "../../server/certificates/form-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { FormPictures, PeopleSignatures } from "./form-pictures.tsx";
import { formWords } from "./form-words.ts";

/** 报告格式: title, numbers, sentences, seal and marks of the laboratory's certificates. */
export function FormPage() {
  const t = useWords(formWords);
  const asked = useAsk(showForm);
  return (
    <Page title={t.title} below={t.below}>
      <Refusal error={asked.error} />
      {asked.data ? (
        <>
          <FormFields key={JSON.stringify(asked.data.form)} kept={asked.data.form} />
          <FormPictures rows={asked.data.pictures} />
          <PeopleSignatures rows={asked.data.pictures} />
        </>
      ) : null}
    </Page>
  );
}

function FormFields({ kept }: { kept: CertificateForm }) {
  const t = useWords(formWords);
  const { message } = App.useApp();
  const save = useChange(setForm);
  const [form, setTyped] = useState(kept);
  const set = (change: Partial<CertificateForm>) => setTyped({ ...form, ...change });
  const setNote = (at: number, change: Partial<CertificateForm["notes"][number]>) =>
    set({ notes: form.notes.map((note, i) => (i === at ? { ...note, ...change } : note)) });
  const isReady = form.title.trim().length >= 2 && form.notes.every(({ zh }) => zh.trim() !== "");
  return (
    <Panel title={t.content}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) save.mutate({ body: form }, { onSuccess: () => void message.success(t.saved) });
        }}
      >
        <div className="pair">
          <label className="field">
            <span className="needed">{t.reportTitle}</span>
            <Input maxLength={20} value={form.title} onChange={({ target }) => set({ title: target.value })} />
          </label>
          <label className="field">
            <span>{t.cmaNumber}</span>
            <Input
              className="mono"
              maxLength={40}
              value={form.cmaNumber ?? ""}
              onChange={({ target }) => set({ cmaNumber: target.value || null })}
            />
          </label>
          <label className="field">
            <span>{t.catlNumber}</span>
            <Input
              className="mono"
              maxLength={60}
              value={form.catlNumber ?? ""}
              onChange={({ target }) => set({ catlNumber: target.value || null })}
            />
          </label>
        </div>
        <Checkbox checked={form.hasPagingSeal} onChange={({ target }) => set({ hasPagingSeal: target.checked })}>
          {t.pagingSeal}
        </Checkbox>
        <Checkbox checked={form.hasSamplePhoto} onChange={({ target }) => set({ hasSamplePhoto: target.checked })}>
          {t.samplePhoto}
        </Checkbox>
        <div className="field">
          <span>{t.notes}</span>
          <span className="small quiet">{t.notesHow}</span>
        </div>
        {form.notes.map(({ zh, en }, i) => (
          // notes are known by their place
          <div className="pair" key={i}>
            <Input.TextArea
              aria-label={t.note(i + 1)}
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={1200}
              value={zh}
              onChange={({ target }) => setNote(i, { zh: target.value })}
            />
            <div className="row">
              <Input.TextArea
                aria-label={`${t.note(i + 1)} ${t.english}`}
                placeholder={t.english}
                autoSize={{ minRows: 2, maxRows: 6 }}
                maxLength={1200}
                value={en}
                onChange={({ target }) => setNote(i, { en: target.value })}
              />
              <Button onClick={() => set({ notes: form.notes.filter((_, at) => at !== i) })}>{t.remove}</Button>
            </div>
          </div>
        ))}
        <div className="row">
          <Button
            icon={<PlusOutlined />}
            disabled={form.notes.length >= 15}
            onClick={() => set({ notes: [...form.notes, { zh: "", en: "" }] })}
          >
            {t.addNote}
          </Button>
        </div>
        <Refusal error={save.error} />
        <div className="row end">
          <Button type="primary" htmlType="submit" disabled={!isReady || form === kept} loading={save.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
