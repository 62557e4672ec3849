import {
  ApiOutlined,
  AppstoreOutlined,
  CalendarOutlined,
  PlusOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import { Button, Segmented, Select, Tooltip } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { FitnessLook, listInstruments, lookOf } from "../../server/metrology/contract.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import { showInstrumentFile } from "../../server/metrology/file-contract.ts";
import { fileUrl, usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { stateLooks } from "../ui/states.ts";
import { useWords } from "../words.ts";
import { FitnessTag, useReasons } from "./fitness-tag.tsx";
import { DueChecksPanel, DueRuleSetting } from "./due-checks-panel.tsx";
import { ImportPanel } from "./import-panel.tsx";
import { importWords } from "./import-words.ts";
import { RelabelTag } from "./label-button.tsx";
import { lifeWords } from "./life-words.ts";
import { recordWords } from "./record-words.ts";
import { planWords } from "./plan-words.ts";
import { RegisterInstrumentDialog } from "./register-instrument-dialog.tsx";
import { words } from "./words.ts";

/** The register of measuring instruments, as a list or as cards; what may not be used comes first. */
export function InstrumentsPage() {
  const t = useWords(words);
  const plan = useWords(planWords);
  const go = useNavigate();
  const may = useMay();
  const [q] = useFilter("q");
  const [wanted, setState] = useFilter("state");
  const state = FitnessLook.safeParse(wanted).data;
  const [look, setLook] = useFilter("look");
  const [isAdding, setAdding] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const importing = useWords(importWords);
  const pages = usePages(listInstruments, { q, state });
  const reasons = useReasons();
  const { rows, first } = pages;
  const columns: Column<InstrumentView>[] = [
    { key: "number", title: t.number, narrow: true, show: (row) => <NumberText>{row.number}</NumberText> },
    {
      key: "name",
      title: t.name,
      show: (row) => (
        <>
          <strong>{row.name}</strong> <span className="quiet">{row.model}</span>
        </>
      ),
    },
    { key: "category", title: t.category, narrow: true, show: (row) => t.categories[row.category] },
    { key: "place", title: t.place, show: (row) => row.place },
    { key: "until", title: t.validUntil, narrow: true, show: (row) => row.fitness.validUntil ?? "–" },
    {
      key: "state",
      title: t.state,
      narrow: true,
      show: (row) => (
        <Tooltip title={reasons(row.fitness)}>
          <span className="row tight-row wrap">
            <FitnessTag fitness={row.fitness} />
            <InstrumentMarks of={row} />
          </span>
        </Tooltip>
      ),
    },
  ];
  const canAdd = may("instruments.change");
  return (
    <Page
      title={t.instruments}
      extra={
        <>
          <Link to={paths.plan()}>
            <Button icon={<CalendarOutlined />}>{plan.title}</Button>
          </Link>
          <Link to={paths.gateways()}>
            <Button icon={<ApiOutlined />}>{t.gateways}</Button>
          </Link>
          {canAdd ? <Button onClick={() => setImporting(true)}>{importing.open}</Button> : null}
          <Tooltip title={canAdd ? undefined : t.mayNot}>
            <Button type="primary" icon={<PlusOutlined />} disabled={!canAdd} onClick={() => setAdding(true)}>
              {t.register}
            </Button>
          </Tooltip>
        </>
      }
    >
      {isImporting ? <ImportPanel onDone={() => setImporting(false)} /> : null}
      <div className="bar">
        <SearchBox label={t.search} />
        <Select
          allowClear
          aria-label={t.state}
          className="filter"
          placeholder={t.anyState}
          value={state}
          options={FitnessLook.options.map((value) => ({
            value,
            label: first ? `${t.states[value]} ${first.counts[value]}` : t.states[value],
          }))}
          onChange={(value: string | undefined) => setState(value)}
        />
        <Segmented
          value={look ?? "list"}
          options={[
            { value: "list", icon: <UnorderedListOutlined />, label: t.asList },
            { value: "cards", icon: <AppstoreOutlined />, label: t.asCards },
          ]}
          onChange={(value) => setLook(value === "cards" ? "cards" : undefined)}
        />
      </div>
      <DueChecksPanel />
      {look === "cards" && rows ? (
        <>
          <div className="instrument-cards">
            {rows.map((row) => (
              <InstrumentCard key={row.id} instrument={row} />
            ))}
          </div>
          {pages.more ? (
            <div className="table-more">
              <Button onClick={pages.more} loading={pages.isMoreComing}>
                {t.moreCards}
              </Button>
            </div>
          ) : null}
        </>
      ) : (
        <Panel flush>
          <DataTable
            rows={rows}
            columns={columns}
            keyOf={(row) => row.id}
            asked={pages}
            onMore={pages.more}
            isMoreComing={pages.isMoreComing}
            onOpen={(row) => void go(paths.instrument(row.number))}
            caption={t.instruments}
          />
        </Panel>
      )}
      {look === "cards" ? <Refusal error={pages.error} /> : null}
      <DueRuleSetting />
      <RegisterInstrumentDialog isOpen={isAdding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function InstrumentCard({ instrument }: { instrument: InstrumentView }) {
  const t = useWords(words);
  const reasons = useReasons();
  const tone: Tone = stateLooks.instrument[lookOf(instrument.fitness)]?.tone ?? "waiting";
  return (
    <Link to={paths.instrument(instrument.number)} className={`panel instrument-card edge-${tone}`}>
      {instrument.photoId ? (
        <img
          className="instrument-photo"
          src={fileUrl(showInstrumentFile, { fileId: instrument.photoId })}
          alt={instrument.name}
          loading="lazy"
        />
      ) : null}
      <div className="row apart">
        <strong>{instrument.name}</strong>
        <FitnessTag fitness={instrument.fitness} />
      </div>
      <span className="quiet">
        {instrument.model} · {instrument.maker}
      </span>
      <NumberText>{instrument.number}</NumberText>
      <span className="row apart small">
        <span>{instrument.place}</span>
        <span>
          {instrument.fitness.validUntil
            ? `${t.validUntil} ${instrument.fitness.validUntil}`
            : reasons(instrument.fitness)}
        </span>
      </span>
      <span className="row wrap">
        <InstrumentMarks of={instrument} />
      </span>
    </Link>
  );
}

/** What beside its state asks for somebody: an assessment, a loan, a label. */
function InstrumentMarks({ of }: { of: InstrumentView }) {
  const r = useWords(recordWords);
  const life = useWords(lifeWords);
  return (
    <>
      {of.verifications.some(({ isAssessed }) => isAssessed === false) ? (
        <ToneTag tone="bad">{life.toAssess}</ToneTag>
      ) : null}
      {of.loan ? (
        <Tooltip title={r.lent(of.loan.to, of.loan.dueBack)}>
          <span>
            <ToneTag tone={of.loan.isOverdue ? "bad" : "attention"}>
              {(of.loan.isOverdue ? r.lateShort : r.lentShort)(of.loan.dueBack)}
            </ToneTag>
          </span>
        </Tooltip>
      ) : null}
      <RelabelTag of={of} />
    </>
  );
}
