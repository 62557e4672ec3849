import { Button, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { addPlace } from "../../server/samples/storage-contract.ts";
import type { PlaceRow } from "../../server/samples/storage-contract.ts";
import { useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";

const kinds = ["room", "fridge", "shelf", "box"] as const;
type Kind = (typeof kinds)[number];
const classes = ["ambient", "chilled", "frozen"] as const;

/** A new room, or something that stands in one; a box with its grid of cells. */
export function AddPlaceDialog(props: {
  places: readonly PlaceRow[];
  isOpen: boolean;
  onClose: () => void;
  within?: string;
}) {
  const t = useWords(custodyWords);
  const add = useChange(addPlace);
  const [within, setWithin] = useState(props.within ?? "");
  const [kind, setKind] = useState<Kind>(props.within ? "box" : "room");
  const [name, setName] = useState("");
  const [temperature, setTemperature] = useState<(typeof classes)[number] | null>(null);
  const [capacity, setCapacity] = useState<number | null>(null);
  const [grid, setGrid] = useState({ rows: 5, columns: 5 });
  const submit = () =>
    add.mutate(
      {
        body: {
          kind,
          name,
          temperature,
          ...(kind === "room" ? {} : { within }),
          ...(kind === "box" ? { grid } : { capacity }),
        },
      },
      {
        onSuccess: () => {
          setName("");
          setTemperature(null);
          setCapacity(null);
          props.onClose();
        },
      },
    );
  return (
    <Modal open={props.isOpen} onCancel={props.onClose} title={t.addPlace} footer={null} width={560} destroyOnHidden>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) submit();
        }}
      >
        <div className="thirds">
          <label className="field">
            <span>{t.kind}</span>
            <Select
              value={kind}
              onChange={setKind}
              options={kinds.map((value) => ({ value, label: t.kinds[value] }))}
              aria-label={t.kind}
            />
          </label>
          <label className="field">
            <span>{t.name}</span>
            <Input autoFocus maxLength={30} value={name} onChange={({ target }) => setName(target.value)} />
          </label>
        </div>
        {kind === "room" ? null : (
          <label className="field">
            <span>{t.within}</span>
            <Select
              showSearch
              optionFilterProp="label"
              aria-label={t.within}
              value={within || undefined}
              onChange={setWithin}
              options={props.places
                .filter((place) => place.isActive && place.kind !== "box")
                .map((place) => ({ value: place.number, label: place.path }))}
            />
          </label>
        )}
        <div className="thirds">
          <label className="field">
            <span>{t.temperature}</span>
            <Select
              allowClear
              aria-label={t.temperature}
              placeholder={t.asOuter}
              value={temperature}
              onChange={(value: (typeof classes)[number] | undefined) => setTemperature(value ?? null)}
              options={classes.map((value) => ({ value, label: t.temperatures[value] }))}
            />
          </label>
          {kind === "box" ? (
            <>
              <label className="field">
                <span>{t.gridRows}</span>
                <InputNumber
                  min={1}
                  max={12}
                  value={grid.rows}
                  onChange={(rows) => setGrid({ ...grid, rows: rows ?? 1 })}
                />
              </label>
              <label className="field">
                <span>{t.gridColumns}</span>
                <InputNumber
                  min={1}
                  max={12}
                  value={grid.columns}
                  onChange={(columns) => setGrid({ ...grid, columns: columns ?? 1 })}
                />
              </label>
            </>
          ) : (
            <label className="field">
              <span>{t.capacity}</span>
              <InputNumber
                min={1}
                max={100_000}
                placeholder={t.uncounted}
                value={capacity}
                onChange={(value) => setCapacity(value)}
              />
            </label>
          )}
        </div>
        <Refusal error={add.error} />
        <div className="row end">
          <Button onClick={props.onClose}>{t.cancel}</Button>
          <Button
            type="primary"
            htmlType="submit"
            loading={add.isPending}
            disabled={!name.trim() || (kind !== "room" && !within)}
          >
            {t.add}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
