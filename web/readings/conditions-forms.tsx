import { Button, Input, Select } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { listMaterials } from "../../server/metrology/material-contract.ts";
import {
  listRoomReadings,
  recordRoom,
  useMaterial,
  useRoomReading,
} from "../../server/readings/conditions-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { conditionsWords } from "./conditions-words.ts";

/** A material that may be used today, found by name or lot. */
export function MaterialChoice({ taskIds }: { taskIds: string[] }) {
  const t = useWords(conditionsWords);
  const asked = useAsk(listMaterials);
  const use = useChange(useMaterial);
  const [id, setId] = useState<string | null>(null);
  const usable = asked.data?.rows.filter(({ fault }) => fault === null) ?? [];
  return (
    <>
      <div className="row curve-choice">
        <Select
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t.material}
          placeholder={t.material}
          value={id}
          popupMatchSelectWidth={false}
          options={usable.map((m) => ({ value: m.id, label: `${m.name} ${m.lot} · ${m.expiresOn}` }))}
          onChange={setId}
        />
        <Button
          disabled={id === null}
          loading={use.isPending}
          onClick={() => id && use.mutate({ params: { id }, body: { taskIds } }, { onSuccess: () => setId(null) })}
        >
          {t.use}
        </Button>
      </div>
      <Refusal error={use.error} />
    </>
  );
}

/** A reading that is there already, or one typed now. */
export function RoomChoice({ taskIds }: { taskIds: string[] }) {
  const t = useWords(conditionsWords);
  const asked = useAsk(listRoomReadings);
  const choose = useChange(useRoomReading);
  const record = useChange(recordRoom);
  const [id, setId] = useState<string | null>(null);
  const [room, setRoom] = useState("");
  const [temperature, setTemperature] = useState("");
  const [humidity, setHumidity] = useState("");
  const rows = asked.data?.rows ?? [];
  const figure = (text: string) => text.normalize("NFKC").trim();
  const isReady = room.trim() !== "" && temperature !== "" && humidity !== "";
  return (
    <>
      {rows.length > 0 ? (
        <div className="row curve-choice">
          <Select
            showSearch={{ optionFilterProp: "label" }}
            aria-label={t.reading}
            placeholder={t.reading}
            value={id}
            popupMatchSelectWidth={false}
            options={rows.map((r) => ({
              value: r.id,
              label: `${r.room} ${toMinute(new Date(r.at)).slice(5)} · ${r.temperature} ℃ · ${r.humidity} %RH`,
            }))}
            onChange={setId}
          />
          <Button
            disabled={id === null}
            loading={choose.isPending}
            onClick={() => id && choose.mutate({ params: { id }, body: { taskIds } }, { onSuccess: () => setId(null) })}
          >
            {t.choose}
          </Button>
        </div>
      ) : null}
      <form
        className="room-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          record.mutate(
            { body: { room, temperature, humidity, taskIds } },
            {
              onSuccess: () => {
                setTemperature("");
                setHumidity("");
              },
            },
          );
        }}
      >
        <Input
          aria-label={t.room}
          placeholder={t.room}
          value={room}
          maxLength={100}
          onChange={({ target }) => setRoom(target.value)}
        />
        <Input
          aria-label={t.temperature}
          placeholder={t.temperature}
          inputMode="decimal"
          value={temperature}
          suffix="℃"
          onChange={({ target }) => setTemperature(figure(target.value))}
        />
        <Input
          aria-label={t.humidity}
          placeholder={t.humidity}
          inputMode="decimal"
          value={humidity}
          suffix="%RH"
          onChange={({ target }) => setHumidity(figure(target.value))}
        />
        <Button htmlType="submit" disabled={!isReady} loading={record.isPending}>
          {t.record}
        </Button>
      </form>
      <Refusal error={choose.error ?? record.error} />
    </>
  );
}
