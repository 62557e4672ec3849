import { EyeInvisibleOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { unblindSample } from "../../server/orders/blind-contract.ts";
import { useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";

/** A blind sample says that it is one; whoever must know looks behind it with a reason. */
export function UnblindPanel({ sampleNumber }: { sampleNumber: string }) {
  const t = useWords(custodyWords);
  const may = useMay();
  const unblind = useChange(unblindSample);
  const [reason, setReason] = useState("");
  return (
    <Panel
      title={
        <>
          <EyeInvisibleOutlined /> {t.blindTitle}
        </>
      }
    >
      <div className="stack">
        <p className="quiet">{t.blindWhy}</p>
        {may("samples.unblind") ? (
          <form
            className="bar"
            onSubmit={(event) => {
              event.preventDefault();
              unblind.mutate({ params: { number: sampleNumber }, body: { reason } });
            }}
          >
            <Input
              className="search-box"
              aria-label={t.unblindReason}
              placeholder={t.unblindReason}
              maxLength={300}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
            <Button htmlType="submit" disabled={reason.trim().length < 4} loading={unblind.isPending}>
              {t.unblind}
            </Button>
          </form>
        ) : null}
        <Refusal error={unblind.error} />
      </div>
    </Panel>
  );
}
