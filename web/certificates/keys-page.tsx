import { Link } from "react-router";
import { showSigningKeys } from "../../server/certificates/key-contract.ts";
import type { KeyView, SigningState } from "../../server/certificates/key-contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import type { Tone } from "../theme.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Opening } from "../ui/opening.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { keysWords } from "./keys-words.ts";

const tones: Record<KeyView["urgency"], Tone> = {
  none: "good",
  soon: "attention",
  near: "attention",
  urgent: "bad",
  ended: "bad",
  early: "bad",
};

/** 签名密钥: which keys sign, until when, what waits for one, and what has signed before. */
export function KeysPage() {
  const t = useWords(keysWords);
  const asked = useAsk(showSigningKeys, {}, { refetchInterval: 60_000 });
  const state = asked.data;
  if (!state) return asked.error ? <Refusal error={asked.error} /> : <Opening />;
  return (
    <Page title={t.title} below={t.below}>
      <Panel title={t.laboratory} extra={<Left of={state.laboratory.key} />}>
        <KeyFacts of={state.laboratory} />
        {state.laboratory.key ? null : <p>{t.unusableHow}</p>}
      </Panel>
      <Panel title={t.people}>
        {state.people.length === 0 ? <p className="quiet">{t.noPeople}</p> : null}
        {state.people.map((person) => (
          <section key={person.login} className="stack">
            <div className="row">
              <strong>
                {person.name} <span className="quiet small">{person.login}</span>
              </strong>
              <Left of={person.key} />
            </div>
            <KeyFacts of={person} />
          </section>
        ))}
      </Panel>
      <Panel title={t.around}>
        <Facts
          of={[
            [t.stampLine, t.timestamps[state.timestamps]],
            [t.awayLine, state.timestamps === "service" ? t.whenAway[state.whenAway] : null],
            [t.crlLine, state.hasRevocations ? t.crl.yes : t.crl.no],
          ]}
        />
      </Panel>
      {state.waiting.length > 0 ? (
        <Panel title={t.waiting}>
          <ol className="history">
            {state.waiting.map((row) => (
              <li key={row.number}>
                <Link to={paths.certificate(row.number)}>{row.printedNumber}</Link>
                <div className={row.why ? "ink-attention small" : "quiet small"}>{row.why ?? t.waits}</div>
              </li>
            ))}
          </ol>
        </Panel>
      ) : null}
      <UsedKeys rows={state.used} />
    </Page>
  );
}

function Left({ of }: { of: KeyView | null }) {
  const t = useWords(keysWords);
  return of ? (
    <ToneTag tone={tones[of.urgency]}>{of.urgency === "early" ? t.early : t.left(of.daysLeft)}</ToneTag>
  ) : null;
}

function KeyFacts({ of: { key, why } }: { of: SigningState["laboratory"] }) {
  const t = useWords(keysWords);
  if (!key) return <p className="ink-bad">{t.unusable(why ?? "")}</p>;
  return (
    <Facts
      of={[
        [t.holder, key.holder],
        [t.place, t.places[key.place]],
        [t.validity, `${key.validFrom} – ${key.validUntil}`],
        [t.endsBy, key.endsBy],
        [
          t.serial,
          <span key="serial" className="mono breaks">
            {key.serial}
          </span>,
        ],
      ]}
    />
  );
}

type Used = SigningState["used"][number];

function UsedKeys({ rows }: { rows: Used[] }) {
  const t = useWords(keysWords);
  const columns: Column<Used>[] = [
    { key: "subject", title: t.column.subject, show: (row) => row.subject },
    { key: "serial", title: t.column.serial, show: (row) => <span className="mono breaks small">{row.serial}</span> },
    { key: "until", title: t.column.until, show: (row) => row.validUntil, narrow: true },
    { key: "first", title: t.column.first, show: (row) => toMinute(new Date(row.firstUsedAt)), narrow: true },
    { key: "count", title: t.column.count, show: (row) => row.certificates, narrow: true, align: "right" },
  ];
  return (
    <Panel title={t.used}>
      <p className="small quiet">{t.usedHow}</p>
      <DataTable rows={rows} columns={columns} keyOf={(row) => row.fingerprint} empty={t.none} caption={t.used} />
    </Panel>
  );
}
