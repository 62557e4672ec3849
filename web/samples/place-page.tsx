import { EditOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { useQueryClient } from "@tanstack/react-query";
import { shortForm } from "../../server/kernel/numbers.ts";
import { changePlace, listStored, placeLabels, putAway, showPlace } from "../../server/samples/storage-contract.ts";
import type { PlaceView } from "../../server/samples/storage-contract.ts";
import { call, fileUrl, useAsk, useChange, usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { useScan } from "../scan.tsx";
import { useMay } from "../session.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";
import { Gauge, StoredTable } from "./storage-page.tsx";

/** What is in a place; containers scanned here are put into it. */
export function PlacePage() {
  const t = useWords(custodyWords);
  const may = useMay();
  const { number = "" } = useParams();
  const queries = useQueryClient();
  const asked = useAsk(showPlace, { params: { number } });
  const [isChanging, setChanging] = useState(false);
  useScan(async (answer) => {
    if (answer.kind !== "container" || !may("containers.move")) return undefined;
    const { rows } = await call(putAway, { params: { number }, body: { containers: [answer.number] } });
    await queries.invalidateQueries();
    const [put] = rows;
    if (!put) return undefined;
    const short = shortForm(put.number);
    return put.fits || !put.wanted ? t.put(short, put.place ?? "") : t.putWarn(short, t.temperatures[put.wanted]);
  });
  const place = asked.data;
  if (!place)
    return asked.error ? (
      <Page title={t.storage}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  return (
    <Page
      title={
        <>
          {place.name} {place.isActive ? null : <ToneTag tone="waiting">{t.closed}</ToneTag>}
        </>
      }
      below={
        <>
          {place.within.map((outer) => (
            <span key={outer.number}>
              <Link to={paths.place(outer.number)}>{outer.name}</Link> /{" "}
            </span>
          ))}
          {t.kinds[place.kind]} · {place.temperature ? t.temperatures[place.temperature] : "–"} ·{" "}
          <NumberText>{place.number}</NumberText>
        </>
      }
      extra={
        <>
          <Gauge of={place} />
          <Button icon={<PrinterOutlined />} href={fileUrl(placeLabels, { number })} target="_blank">
            {t.labels}
          </Button>
          {place.cells.length > 0 ? (
            <Button href={fileUrl(placeLabels, { number }, { size: "25x15", cells: "yes" })} target="_blank">
              {t.cellLabels}
            </Button>
          ) : null}
          {may("storage.change") && place.kind !== "cell" ? (
            <Button icon={<EditOutlined />} onClick={() => setChanging(!isChanging)}>
              {t.change}
            </Button>
          ) : null}
        </>
      }
    >
      {isChanging ? <ChangeForm place={place} onDone={() => setChanging(false)} /> : null}
      {may("containers.move") && place.isActive ? (
        <section className="panel big-ask" aria-live="polite">
          {t.scanHere}
        </section>
      ) : null}
      {place.cells.length > 0 ? (
        <Panel>
          <Cells place={place} />
        </Panel>
      ) : null}
      {place.inside.length > 0 ? (
        <Panel title={t.inside}>
          <ul className="plain-list">
            {place.inside.map((inner) => (
              <li key={inner.id} className="row apart">
                <Link to={paths.place(inner.number)}>
                  <strong>{inner.name}</strong> <span className="quiet small">{t.kinds[inner.kind]}</span>
                </Link>
                <Gauge of={inner} />
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <Contents number={number} />
    </Page>
  );
}

function Contents({ number }: { number: string }) {
  const t = useWords(custodyWords);
  const [q] = useFilter("q");
  const pages = usePages(listStored, { q }, { params: { number } });
  const total = pages.first?.total;
  return (
    <Panel
      flush
      title={total === undefined ? t.contents : `${t.contents}（${total}）`}
      extra={<SearchBox label={t.searchContents} />}
    >
      <StoredTable rows={pages.rows} pages={pages} />
    </Panel>
  );
}

function Cells({ place }: { place: PlaceView }) {
  const t = useWords(custodyWords);
  return (
    <div className="cells" style={{ "--columns": place.columns ?? 1 } as React.CSSProperties}>
      {place.cells.map((cell) => {
        const held = place.containers.find((c) => c.number === cell.container);
        const look = held ? (held.fits ? "cell cell-taken" : "cell cell-wrong") : "cell";
        return (
          <Link
            key={cell.number}
            to={held ? paths.container(held.number) : paths.place(cell.number)}
            className={look}
            title={held ? `${held.sampleName} ${held.storage}` : t.free}
          >
            <span className="cell-name">{cell.name}</span>
            {held ? <strong>{shortForm(held.number)}</strong> : <span className="quiet small">{t.free}</span>}
          </Link>
        );
      })}
    </div>
  );
}

function ChangeForm({ place, onDone }: { place: PlaceView; onDone: () => void }) {
  const t = useWords(custodyWords);
  const change = useChange(changePlace);
  const [name, setName] = useState(place.name);
  const [temperature, setTemperature] = useState(place.ownTemperature);
  const [capacity, setCapacity] = useState(place.capacity);
  const [isClosed, setClosed] = useState(!place.isActive);
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          { params: { number: place.number }, body: { name, temperature, capacity, isActive: !isClosed } },
          { onSuccess: onDone },
        );
      }}
    >
      <div className="thirds">
        <label className="field">
          <span>{t.name}</span>
          <Input maxLength={30} value={name} onChange={({ target }) => setName(target.value)} />
        </label>
        <label className="field">
          <span>{t.temperature}</span>
          <Select
            allowClear
            aria-label={t.temperature}
            placeholder={t.asOuter}
            value={temperature}
            onChange={(value: typeof temperature | undefined) => setTemperature(value ?? null)}
            options={(["ambient", "chilled", "frozen"] as const).map((value) => ({
              value,
              label: t.temperatures[value],
            }))}
          />
        </label>
        {place.cells.length > 0 ? null : (
          <label className="field">
            <span>{t.capacity}</span>
            <InputNumber min={1} placeholder={t.uncounted} value={capacity} onChange={(value) => setCapacity(value)} />
          </label>
        )}
      </div>
      <Checkbox checked={isClosed} onChange={({ target }) => setClosed(target.checked)}>
        {t.close}
      </Checkbox>
      <Refusal error={change.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!name.trim()} loading={change.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
