import { App, AutoComplete, Button, Checkbox, Input, InputNumber, Select, Tooltip } from "antd";
import { useState } from "react";
import {
  connectInstrument,
  listDrivers,
  listGateways,
  showConnection,
} from "../../server/readings/gateway-contract.ts";
import type { Connection } from "../../server/readings/gateway-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { ByteWatch } from "./byte-watch.tsx";
import { connectionWords } from "./connection-words.ts";

type Port = Connection["port"];
const serial: Port = { kind: "serial", path: "", baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1 };
const bauds = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200];
const frames = ["8-none-1", "7-even-1", "7-odd-1", "8-even-1", "8-odd-1", "8-none-2"];

/** Which gateway reads this instrument, on which port, with which driver: set, watched, tried, saved. */
export function ConnectionPanel({ number }: { number: string }) {
  const asked = useAsk(showConnection, { params: { number } });
  if (!asked.data) return <Refusal error={asked.error} />;
  // a saved connection begins the form anew
  return <Connected key={JSON.stringify(asked.data)} number={number} saved={asked.data.connection} />;
}

function Connected({ number, saved }: { number: string; saved: Connection | null }) {
  const t = useWords(connectionWords);
  const may = useMay();
  const { message } = App.useApp();
  const gateways = useAsk(listGateways, {}, { refetchInterval: 10_000 });
  const drivers = useAsk(listDrivers);
  const save = useChange(connectInstrument);
  const [form, setForm] = useState<Connection>(
    saved ?? { gatewayId: null, driver: "mt-sics", port: serial, mode: "listen", isLive: true },
  );
  const [profile, setProfile] = useState(saved?.profile === undefined ? "" : JSON.stringify(saved.profile, null, 2));
  const { port } = form;
  const canChange = may("instruments.change");
  const found = gateways.data?.rows.find(({ id }) => id === form.gatewayId)?.health?.found ?? [];
  const setPort = (change: Partial<Port>) => setForm({ ...form, port: { ...port, ...change } as Port });
  const told = (connection: Connection | null) =>
    save.mutate({ params: { number }, body: { connection } }, { onSuccess: () => void message.success(t.saved) });
  const read = profile.trim() === "" ? undefined : jsonOf(profile);
  const isPlaced = port.kind === "tcp" ? port.host !== "" : port.path !== "";
  const isReady = form.gatewayId !== null && isPlaced && read !== null;
  return (
    <Panel title={t.title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) told({ ...form, profile: read });
        }}
      >
        <div className="thirds">
          <Field label={t.gateway}>
            <Select
              aria-label={t.gateway}
              placeholder={t.chooseGateway}
              value={form.gatewayId}
              options={gateways.data?.rows.map(({ id, name, state }) => ({
                value: id,
                label: `${name} · ${t.states[state]}`,
              }))}
              onChange={(gatewayId: string) => setForm({ ...form, gatewayId })}
            />
          </Field>
          <Field label={t.kind}>
            <Select
              aria-label={t.kind}
              value={port.kind}
              options={Object.entries(t.kinds).map(([value, label]) => ({ value, label }))}
              onChange={(kind: Port["kind"]) => setForm({ ...form, port: beginning(kind) })}
            />
          </Field>
          <Field label={t.driver}>
            <Select
              showSearch
              aria-label={t.driver}
              value={form.driver}
              popupMatchSelectWidth={520}
              options={drivers.data?.rows.map(({ name, speaks }) => ({ value: name, label: `${name} · ${speaks}` }))}
              onChange={(driver: string) => setForm({ ...form, driver })}
            />
          </Field>
          {port.kind === "serial" ? (
            <>
              <Field label={t.path}>
                <AutoComplete
                  aria-label={t.path}
                  value={port.path}
                  placeholder={t.pathHint}
                  options={found.map(({ path, about }) => ({ value: path, label: `${path} · ${about}` }))}
                  onChange={(path: string) => setPort({ path })}
                />
              </Field>
              <Field label={t.baudRate}>
                <Select
                  aria-label={t.baudRate}
                  value={port.baudRate}
                  options={bauds.map((value) => ({ value, label: String(value) }))}
                  onChange={(baudRate: number) => setPort({ baudRate })}
                />
              </Field>
              <Field label={t.frame}>
                <Select
                  aria-label={t.frame}
                  value={`${port.dataBits}-${port.parity}-${port.stopBits}`}
                  options={frames.map((value) => ({ value, label: value.replaceAll("-", " · ") }))}
                  onChange={(frame: string) => setPort(framed(frame))}
                />
              </Field>
              <Field label={t.handshake}>
                <Select
                  aria-label={t.handshake}
                  value={port.handshake ?? "none"}
                  options={Object.entries(t.handshakes).map(([value, label]) => ({ value, label }))}
                  onChange={(handshake: "none" | "xon-xoff" | "rts-cts") => setPort({ handshake })}
                />
              </Field>
            </>
          ) : null}
          {port.kind === "tcp" ? (
            <>
              <Field label={t.host}>
                <Input
                  aria-label={t.host}
                  value={port.host}
                  onChange={({ target }) => setPort({ host: target.value })}
                />
              </Field>
              <Field label={t.port}>
                <InputNumber
                  aria-label={t.port}
                  min={1}
                  max={65_535}
                  value={port.port}
                  onChange={(value) => setPort({ port: value ?? 1 })}
                />
              </Field>
            </>
          ) : null}
          {port.kind === "folder" ? (
            <>
              <Field label={t.folder}>
                <Input
                  aria-label={t.folder}
                  value={port.path}
                  onChange={({ target }) => setPort({ path: target.value })}
                />
              </Field>
              <Field label={t.pattern}>
                <Input
                  aria-label={t.pattern}
                  value={port.pattern ?? ""}
                  onChange={({ target }) => setPort({ pattern: target.value || undefined })}
                />
              </Field>
            </>
          ) : null}
          <Field label={t.mode}>
            <Select
              aria-label={t.mode}
              value={form.mode}
              options={Object.entries(t.modes).map(([value, label]) => ({ value, label }))}
              onChange={(mode: Connection["mode"]) => setForm({ ...form, mode })}
            />
          </Field>
        </div>
        <Field label={t.profile}>
          <Input.TextArea
            aria-label={t.profile}
            autoSize={{ minRows: 1, maxRows: 12 }}
            className="mono"
            status={read === null ? "error" : undefined}
            value={profile}
            onChange={({ target }) => setProfile(target.value)}
          />
          {read === null ? <span className="tone-bad">{t.profileWrong}</span> : null}
        </Field>
        <Checkbox checked={form.isLive} onChange={({ target }) => setForm({ ...form, isLive: target.checked })}>
          {t.live}
        </Checkbox>
        <Refusal error={save.error} />
        <div className="bar">
          <Tooltip title={canChange ? undefined : t.mayNot}>
            <Button type="primary" htmlType="submit" disabled={!canChange || !isReady} loading={save.isPending}>
              {t.save}
            </Button>
          </Tooltip>
          {saved && canChange ? <Button onClick={() => told(null)}>{t.disconnect}</Button> : null}
        </div>
      </form>
      {saved && canChange ? <ByteWatch number={number} onUse={(driver) => setForm({ ...form, driver })} /> : null}
    </Panel>
  );
}

function Field({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="field">
      <span>{label}</span>
      {children}
    </div>
  );
}

function beginning(kind: Port["kind"]): Port {
  if (kind === "tcp") return { kind, host: "", port: 4001 };
  return kind === "folder" ? { kind, path: "" } : serial;
}

function framed(frame: string) {
  const [bits = "8", parity = "none", stop = "1"] = frame.split("-");
  return { dataBits: Number(bits), parity, stopBits: Number(stop) } as Partial<Port>;
}

/** The settings as typed; null when they are no JSON. */
function jsonOf(text: string): Connection["profile"] | null {
  try {
    return JSON.parse(text) as Connection["profile"];
  } catch {
    return null;
  }
}
