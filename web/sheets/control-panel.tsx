import { Button, Input } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { justifyPosition } from "../../server/sheets/contract.ts";
import type { SheetRow, SheetView } from "../../server/sheets/contract.ts";
import { useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { sheetWords } from "./words.ts";

const tones = { waiting: "waiting", passed: "good", failed: "bad", unjudged: "waiting" } as const;

/** What a control came to, with its border; a failed one is justified here, by somebody else, with a signature. */
export function ControlPanel({ view, row }: { view: SheetView; row: SheetRow }) {
  const t = useWords(sheetWords);
  const meaning = useWords({ zh, en }).meaning;
  const may = useMay();
  const justify = useChange(justifyPosition);
  const [isOpen, setOpen] = useState(false);
  const [why, setWhy] = useState("");
  const { control } = row;
  if (!control) return null;
  const mayJustify = control.verdict === "failed" && !control.justifiedBy && may("controls.justify");
  return (
    <Panel title={t.control} extra={<ToneTag tone={tones[control.verdict]}>{t.verdicts[control.verdict]}</ToneTag>}>
      <div className="stack tight">
        {control.text ? <p>{control.text}</p> : null}
        {control.justifiedBy ? (
          <p className="small">
            {t.justified(control.justifiedBy)}：{control.justification}
          </p>
        ) : null}
        {control.seriesId ? <Link to={paths.controls()}>{t.toChart} →</Link> : null}
        {mayJustify && !control.seriesId ? (
          <Button danger onClick={() => setOpen(true)}>
            {t.justify}
          </Button>
        ) : null}
      </div>
      <SignatureDialog
        open={isOpen}
        title={`${t.justify} · ${view.method.item} ${row.ordinal}`}
        meaning={meaning.justify}
        error={justify.error}
        isBusy={justify.isPending}
        onCancel={() => {
          setOpen(false);
          justify.reset();
        }}
        onSign={(password) =>
          justify.mutate(
            { params: { positionId: row.id }, body: { justification: why, password } },
            { onSuccess: () => (setOpen(false), setWhy("")) },
          )
        }
      >
        <Input.TextArea
          aria-label={t.justification}
          placeholder={t.justification}
          rows={3}
          value={why}
          onChange={({ target }) => setWhy(target.value)}
        />
      </SignatureDialog>
    </Panel>
  );
}
