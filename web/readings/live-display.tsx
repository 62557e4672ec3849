import { useState } from "react";
import { DisconnectOutlined, LinkOutlined } from "@ant-design/icons";
import type { LiveEvent } from "../../server/desk/contract.ts";
import { useLive } from "../live.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

type Display = Extract<LiveEvent, { type: "display" }>;

/** What the balance shows at this moment, and that it is this balance. */
export function LiveDisplay({ instrument }: { instrument: { number: string; name: string } | null }) {
  const t = useWords(words);
  const [shown, setShown] = useState<Display | null>(null);
  useLive((event) => {
    if (event.type === "display" && event.instrument === instrument?.number) setShown(event);
  });
  const now = instrument && shown?.instrument === instrument.number ? shown : null;
  const isLost = now !== null && now.state !== "open";
  const stability = now?.stable === true ? "stable" : "unstable";
  return (
    <div
      className={`balance ${now && !isLost ? `balance-${stability}` : "balance-dark"}`}
      role="group"
      aria-label={instrument?.name ?? t.showsNothing}
    >
      <div className="balance-name">
        {isLost ? <DisconnectOutlined /> : <LinkOutlined />}
        <span>{instrument?.name ?? t.noInstrument}</span>
        {now ? <span className="balance-link">{t.connection[now.state] ?? now.state}</span> : null}
      </div>
      <output className="balance-figure">
        {now && !isLost ? (
          <>
            {now.value ?? now.text ?? "–"}
            <small>{now.unit}</small>
          </>
        ) : (
          <span className="balance-none">–––.––––</span>
        )}
      </output>
      <div className="balance-stability">
        {now && !isLost && now.stable !== null ? (
          <>
            <span className="balance-dot" aria-hidden>
              {now.stable ? "●" : "○"}
            </span>{" "}
            {t[stability]}
          </>
        ) : (
          <span>{t.showsNothing}</span>
        )}
      </div>
    </div>
  );
}
