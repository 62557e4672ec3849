import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { endMaterial, listMaterials, openMaterial } from "../../server/metrology/material-contract.ts";
import type { MaterialView } from "../../server/metrology/material-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { ReasonForm } from "../readings/reason-picker.tsx";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { MaterialForm } from "./material-form.tsx";
import { materialWords } from "./material-words.ts";

const tones = { "before-opening": "waiting", "after-expiry": "bad", ended: "waiting" } as const;

type Open = { what: "register" } | { what: "change" | "end"; of: MaterialView } | null;

/** The register of reference materials: what may be used stands first, by the day it expires. */
export function MaterialsPage() {
  const t = useWords(materialWords);
  const may = useMay();
  const [q = ""] = useFilter("q");
  const [open, setOpen] = useState<Open>(null);
  const asked = useAsk(listMaterials);
  const opening = useChange(openMaterial);
  const ending = useChange(endMaterial);
  const wanted = q.toLowerCase().trim();
  const rows = asked.data?.rows.filter(({ name, lot, certificateNumber }) =>
    `${name} ${lot} ${certificateNumber}`.toLowerCase().includes(wanted),
  );
  const close = () => setOpen(null);
  const columns: Column<MaterialView>[] = [
    {
      key: "name",
      title: t.name,
      show: (row) => (
        <>
          <strong>{row.name}</strong> <span className="nowrap">{row.lot}</span>
          <div className="small quiet">
            {t.kinds[row.kind]} · {row.certificateNumber} · {t.receivedOn} {row.receivedOn}
          </div>
        </>
      ),
    },
    { key: "assigned", title: t.assigned, show: (row) => row.assigned },
    { key: "opened", title: t.openedOn, narrow: true, show: (row) => row.openedOn ?? "–" },
    { key: "expires", title: t.expiresOn, narrow: true, show: (row) => row.expiresOn },
    { key: "uses", title: t.uses, narrow: true, show: (row) => t.usesOf(row.uses) },
    {
      key: "state",
      title: t.state,
      narrow: true,
      show: ({ fault, endReason }) => (
        <>
          <ToneTag tone={fault === null ? "good" : tones[fault]}>{fault === null ? t.inUse : t.faults[fault]}</ToneTag>
          {endReason ? <div className="small quiet">{endReason}</div> : null}
        </>
      ),
    },
    {
      key: "acts",
      title: "",
      narrow: true,
      show: (row) =>
        row.endedOn !== null ? null : (
          <span className="row tight-row one-row">
            {row.openedOn === null && row.fault === "before-opening" && may("bench.use") ? (
              <Button
                loading={opening.isPending && opening.variables.params?.id === row.id}
                onClick={() => opening.mutate({ params: { id: row.id } })}
              >
                {t.open}
              </Button>
            ) : null}
            {may("materials.change") ? (
              <>
                <Button onClick={() => setOpen({ what: "change", of: row })}>{t.change}</Button>
                <Button onClick={() => setOpen({ what: "end", of: row })}>{t.end}</Button>
              </>
            ) : null}
          </span>
        ),
    },
  ];
  return (
    <Page
      title={t.title}
      below={t.below}
      extra={
        may("materials.change") ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ what: "register" })}>
            {t.register}
          </Button>
        ) : null
      }
    >
      {open ? (
        <Panel title={open.what === "register" ? t.register : open.what === "change" ? t.change : t.end}>
          {open.what === "end" ? (
            <>
              <strong>
                {open.of.name} {open.of.lot}
              </strong>
              <ReasonForm
                key={open.of.id}
                reasons={t.endReasons}
                label={t.endWhy}
                doIt={t.end}
                isBusy={ending.isPending}
                onCancel={close}
                onDo={(reason) => ending.mutate({ params: { id: open.of.id }, body: { reason } }, { onSuccess: close })}
              />
            </>
          ) : (
            <MaterialForm
              key={open.what === "change" ? open.of.id : "new"}
              of={open.what === "change" ? open.of : null}
              onDone={close}
            />
          )}
        </Panel>
      ) : null}
      <Refusal error={opening.error ?? ending.error} />
      <div className="bar">
        <SearchBox label={t.search} />
      </div>
      <Panel flush>
        <DataTable
          rows={rows}
          columns={columns}
          keyOf={(row) => row.id}
          asked={asked}
          caption={t.title}
          empty={t.nothing}
        />
      </Panel>
    </Page>
  );
}
