import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { toMinute } from "../../server/kernel/time.ts";
import { listSheets } from "../../server/sheets/contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { MakeSheetForm } from "./make-sheet-form.tsx";
import { sheetTones } from "./sheet-page.tsx";
import { sheetWords } from "./words.ts";

/** The laboratory's batches, and the way to a new one. */
export function SheetsPage() {
  const t = useWords(sheetWords);
  const may = useMay();
  const go = useNavigate();
  const asked = useAsk(listSheets);
  const [isMaking, setMaking] = useState(false);
  const rows = asked.data?.rows;
  return (
    <Page
      title={t.title}
      below={t.below}
      extra={
        may("sheets.change") ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            {t.make}
          </Button>
        ) : null
      }
    >
      <Refusal error={asked.error} />
      {isMaking ? <MakeSheetForm onCancel={() => setMaking(false)} onDone={(id) => void go(paths.sheet(id))} /> : null}
      <Panel flush>
        {rows?.length === 0 ? <p className="quiet inset">{t.none}</p> : null}
        {rows && rows.length > 0 ? (
          <table className="table" aria-label={t.title}>
            <thead>
              <tr>
                <th>{t.column.number}</th>
                <th>{t.column.item}</th>
                <th>{t.column.analyst}</th>
                <th>{t.column.samples}</th>
                <th>{t.column.controls}</th>
                <th>{t.column.state}</th>
                <th>{t.column.made}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Link to={paths.sheet(row.id)} className="sheet-link">
                      <NumberText>{row.number}</NumberText>
                    </Link>
                  </td>
                  <td>
                    {row.item} <span className="small quiet">{row.method}</span>
                  </td>
                  <td>{row.analyst}</td>
                  <td>{t.done(row.done, row.samples)}</td>
                  <td>{row.controls}</td>
                  <td>
                    <ToneTag tone={sheetTones[row.state]}>{t.states[row.state]}</ToneTag>
                  </td>
                  <td className="small quiet">{toMinute(new Date(row.createdAt))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </Panel>
    </Page>
  );
}
