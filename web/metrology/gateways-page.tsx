import { PlusOutlined } from "@ant-design/icons";
import { Button, Input, Modal, Tooltip } from "antd";
import { useState } from "react";
import { addGateway, listGateways, renewGatewayCode, revokeGateway } from "../../server/readings/gateway-contract.ts";
import type { GatewayView } from "../../server/readings/gateway-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { connectionWords } from "./connection-words.ts";

const tones: Record<GatewayView["state"], Tone> = {
  waiting: "attention",
  working: "good",
  silent: "bad",
  revoked: "waiting",
};
const portTones: Record<"idle" | "open" | "lost", Tone> = { idle: "waiting", open: "good", lost: "bad" };

/** The computers at the benches: how each is, what it reads, what waits on its disk. */
export function GatewaysPage() {
  const t = useWords(connectionWords);
  const may = useMay();
  const asked = useAsk(listGateways, {}, { refetchInterval: 5_000 });
  const add = useChange(addGateway);
  const renew = useChange(renewGatewayCode);
  const [name, setName] = useState<string | null>(null);
  const [revoking, setRevoking] = useState<GatewayView | null>(null);
  const [code, setCode] = useState<{ name: string; code: string } | null>(null);
  const canChange = may("gateways.change");
  return (
    <Page
      title={t.gateways}
      extra={
        <Tooltip title={canChange ? undefined : t.adminOnly}>
          <Button type="primary" icon={<PlusOutlined />} disabled={!canChange} onClick={() => setName("")}>
            {t.add}
          </Button>
        </Tooltip>
      }
    >
      <Refusal error={asked.error ?? renew.error} />
      {asked.data?.rows.length === 0 ? <p className="quiet">{t.none}</p> : null}
      {asked.data?.rows.map((gateway) => (
        <Panel
          key={gateway.id}
          title={
            <>
              {gateway.name} <ToneTag tone={tones[gateway.state]}>{t.states[gateway.state]}</ToneTag>
            </>
          }
          extra={
            canChange ? (
              <span className="bar">
                <Button
                  onClick={() =>
                    renew.mutate({ params: { gatewayId: gateway.id } }, { onSuccess: (given) => setCode(given) })
                  }
                >
                  {t.newCode}
                </Button>
                {gateway.state === "revoked" ? null : (
                  <Button danger onClick={() => setRevoking(gateway)}>
                    {t.revoke}
                  </Button>
                )}
              </span>
            ) : null
          }
        >
          <Health gateway={gateway} />
        </Panel>
      ))}
      <Modal open={name !== null} title={t.add} footer={null} onCancel={() => setName(null)} destroyOnHidden>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(
              { body: { name: name ?? "" } },
              {
                onSuccess: (given) => {
                  setName(null);
                  setCode(given);
                },
              },
            );
          }}
        >
          <label className="field">
            <span className="needed">{t.name}</span>
            <Input autoFocus value={name ?? ""} maxLength={200} onChange={({ target }) => setName(target.value)} />
          </label>
          <Refusal error={add.error} />
          <Button type="primary" htmlType="submit" disabled={(name ?? "").trim() === ""} loading={add.isPending}>
            {t.add}
          </Button>
        </form>
      </Modal>
      <Modal open={code !== null} title={code?.name} footer={null} onCancel={() => setCode(null)} destroyOnHidden>
        <p>{t.code}</p>
        <p className="enrol-code mono">{code?.code}</p>
        <p>{t.codeHow}</p>
        <pre className="bytes">{`LIMS_SERVER=${location.origin} npm run gateway -- enrol ${code?.code ?? ""}`}</pre>
      </Modal>
      {revoking ? <Revoke gateway={revoking} onDone={() => setRevoking(null)} /> : null}
    </Page>
  );
}

function Health({ gateway: { health, lastSeenAt } }: { gateway: GatewayView }) {
  const t = useWords(connectionWords);
  const time = (at: string | null) =>
    at === null ? t.never : new Date(at).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" });
  return (
    <>
      <Facts
        of={[
          [t.lastSeen, time(lastSeenAt)],
          [t.backlog, health ? String(health.waiting) : null],
          [t.disk, health?.diskFree == null ? null : `${(health.diskFree / 1024 ** 3).toFixed(1)} GiB`],
          [t.trouble, health?.trouble ? <strong className="tone-bad">{health.trouble}</strong> : null],
        ]}
      />
      {health && health.ports.length > 0 ? (
        <table className="table" aria-label={t.instruments}>
          <thead>
            <tr>
              <th>{t.instruments}</th>
              <th>{t.state}</th>
              <th>{t.lastByte}</th>
              <th>{t.lines}</th>
              <th>{t.refused}</th>
              <th>{t.bytes}</th>
            </tr>
          </thead>
          <tbody>
            {health.ports.map((port) => (
              <tr key={port.number}>
                <td className="mono">{port.number}</td>
                <td>
                  <ToneTag tone={portTones[port.state]}>{t.portStates[port.state]}</ToneTag>
                </td>
                <td>{time(port.lastByteAt)}</td>
                <td>{port.lines}</td>
                <td>{port.refused}</td>
                <td>{port.bytes}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

function Revoke({ gateway, onDone }: { gateway: GatewayView; onDone: () => void }) {
  const t = useWords(connectionWords);
  const revoke = useChange(revokeGateway);
  const [reason, setReason] = useState("");
  return (
    <Modal open title={`${t.revoke} · ${gateway.name}`} footer={null} onCancel={onDone} destroyOnHidden>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          revoke.mutate({ params: { gatewayId: gateway.id }, body: { reason } }, { onSuccess: onDone });
        }}
      >
        <label className="field">
          <span className="needed">{t.reason}</span>
          <Input autoFocus value={reason} maxLength={300} onChange={({ target }) => setReason(target.value)} />
        </label>
        <Refusal error={revoke.error} />
        <Button danger type="primary" htmlType="submit" disabled={reason.trim().length < 2} loading={revoke.isPending}>
          {t.revoke}
        </Button>
      </form>
    </Modal>
  );
}
