import { EyeInvisibleOutlined, EyeOutlined, ThunderboltOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { tryDrivers, watchInstrument } from "../../server/readings/gateway-contract.ts";
import { useChange } from "../api.ts";
import { useLive } from "../live.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { connectionWords } from "./connection-words.ts";

const most = 4_096; // bytes kept on the screen
const perLine = 16;

/** The bytes of an instrument as they come, and what each driver makes of them. */
export function ByteWatch({ number, onUse }: { number: string; onUse: (driver: string) => void }) {
  const t = useWords(connectionWords);
  const [isOn, setOn] = useState(false);
  const [bytes, setBytes] = useState<number[]>([]);
  const watch = useChange(watchInstrument);
  const attempt = useChange(tryDrivers);
  const ask = watch.mutate;
  useLive((event) => {
    if (!isOn || event.type !== "bytes" || event.instrument !== number) return;
    const came = event.hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
    setBytes((before) => [...before, ...came].slice(-most));
  });
  useEffect(() => {
    if (!isOn) return;
    const again = () => ask({ params: { number } });
    again();
    const timer = setInterval(again, 30_000);
    return () => clearInterval(timer);
  }, [isOn, number, ask]);
  const rows = attempt.data?.rows.filter(({ readings }) => readings > 0) ?? [];
  return (
    <div className="stack">
      <div className="bar">
        <Button icon={isOn ? <EyeInvisibleOutlined /> : <EyeOutlined />} onClick={() => setOn(!isOn)}>
          {isOn ? t.stopWatching : t.watch}
        </Button>
        <Button
          icon={<ThunderboltOutlined />}
          disabled={bytes.length === 0}
          loading={attempt.isPending}
          onClick={() => attempt.mutate({ body: { bytes: btoa(String.fromCharCode(...bytes)) } })}
        >
          {t.tryAll}
        </Button>
      </div>
      <Refusal error={watch.error ?? attempt.error} />
      {isOn ? (
        <pre className="bytes" role="log" aria-label={t.watch} tabIndex={0}>
          {bytes.length === 0 ? t.nothingYet : dump(bytes)}
        </pre>
      ) : null}
      {attempt.data ? (
        <table className="table" aria-label={t.tried}>
          <thead>
            <tr>
              <th>{t.driver}</th>
              <th>{t.understood}</th>
              <th>{t.refused}</th>
              <th>{t.shows}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.length === 0 ? (
              <tr>
                <td colSpan={5}>{t.noneFits}</td>
              </tr>
            ) : null}
            {rows.map((row) => (
              <tr key={row.driver}>
                <td className="mono">{row.driver}</td>
                <td>{row.readings}</td>
                <td>{row.refused}</td>
                <td className="mono">{row.said.slice(-3).join("  ")}</td>
                <td>
                  <Button size="small" onClick={() => onUse(row.driver)}>
                    {t.use}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

/** Sixteen bytes a line, in hexadecimal and as letters; what has no letter is a dot. */
function dump(bytes: readonly number[]): string {
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; from += perLine) {
    const part = bytes.slice(from, from + perLine);
    const hex = part.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = part.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : "·")).join("");
    lines.push(`${hex.padEnd(perLine * 3)} ${text}`);
  }
  return lines.slice(-40).join("\n");
}
