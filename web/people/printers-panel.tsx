import { App, Button, Input } from "antd";
import { useState } from "react";
import { Printer, setPrinters, showPrinters } from "../../server/samples/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Label printers on the network, one a line. */
export function PrintersPanel() {
  const may = useMay();
  const asked = useAsk(showPrinters, {}, { enabled: may("laboratory.change") });
  if (!may("laboratory.change") || !asked.data) return null;
  const text = asked.data.rows.map((p) => `${p.name} ${p.host} ${p.port} ${p.language}`).join("\n");
  return <Printers key={text} kept={text} />;
}

function Printers({ kept }: { kept: string }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const save = useChange(setPrinters);
  const [typed, setTyped] = useState(kept);
  const lines = typed.split("\n").filter((line) => line.trim() !== "");
  const read = lines.map((line) => {
    const [name, host, port, language] = line.trim().split(/\s+/);
    return Printer.safeParse({ name, host, port: Number(port ?? 9100), language: language ?? "zpl" });
  });
  const rows = read.flatMap(({ data }) => (data ? [data] : []));
  const isRight = rows.length === lines.length;
  return (
    <Panel title={t.printers}>
      <div className="stack">
        <span className="small quiet">{t.printersHow}</span>
        <Input.TextArea
          aria-label={t.printers}
          className="mono"
          autoSize={{ minRows: 2, maxRows: 12 }}
          status={isRight ? undefined : "error"}
          placeholder="收样室 192.168.1.20 9100 zpl"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Refusal error={save.error} />
        <div className="row">
          <Button
            type="primary"
            disabled={!isRight}
            loading={save.isPending}
            onClick={() => save.mutate({ body: { rows } }, { onSuccess: () => void message.success(t.printersSaved) })}
          >
            {t.printersSave}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
