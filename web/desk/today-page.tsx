import { CheckCircleOutlined, InboxOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, Navigate } from "react-router";
import { today } from "../../server/desk/contract.ts";
import type { TodayView } from "../../server/desk/contract.ts";
import { useAsk } from "../api.ts";
import { KeepingPanel } from "../metrology/keeping-panel.tsx";
import { paths } from "../paths.ts";
import { useMay, useMe } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { Opening } from "../ui/opening.tsx";
import { Page } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

type Card = TodayView["cards"][number];

const toneOf: Record<Card["key"], Tone> = {
  register: "running",
  commissions: "waiting",
  unassigned: "waiting",
  "my-tasks": "running",
  returned: "returned",
  tray: "attention",
  "to-check": "attention",
  "to-review": "attention",
  "to-approve": "attention",
  "overdue-tasks": "bad",
  "transfers-in": "running",
  "retention-due": "attention",
  "to-witness": "attention",
  "instruments-due": "attention",
  "instruments-out": "bad",
  issuing: "running",
  "signing-keys": "bad",
  "my-orders": "running",
  "my-certificates": "good",
};

const wayIn: Record<Card["key"], string> = {
  register: paths.orders(),
  commissions: paths.commissions(),
  unassigned: paths.work(),
  "my-tasks": paths.work(),
  returned: paths.work(),
  tray: paths.work(),
  "to-check": paths.waiting(),
  "to-review": paths.waiting(),
  "to-approve": paths.waiting(),
  "overdue-tasks": paths.work(),
  "transfers-in": paths.transfers(),
  "retention-due": paths.retention(),
  "to-witness": `${paths.retention()}?show=disposals`,
  "instruments-due": paths.instruments(),
  "instruments-out": paths.instruments(),
  issuing: paths.certificates(),
  "signing-keys": paths.signingKeys(),
  "my-orders": paths.portal(),
  "my-certificates": paths.portalCertificates(),
};

/** What waits for me, oldest and most urgent first. */
export function TodayPage() {
  const t = useWords(words);
  const known = useMe();
  const may = useMay();
  const asked = useAsk(today, {}, { refetchInterval: 60_000 });
  if (may("portal.read") && !may("samples.read")) return <Navigate to={paths.portal()} replace />;
  if (!asked.data)
    return asked.error ? (
      <Page title={t.menu.today}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const view = asked.data;
  const cards = view.cards.filter((card) => card.count > 0 || card.key === "register");
  return (
    <Page
      title={`${t.greeting[partOfDay(new Date().getHours())]}，${known.name}`}
      below={t.todayBelow(view.today)}
      extra={
        may("orders.register") ? (
          <Link to={paths.newOrder()}>
            <Button type="primary" size="large" icon={<InboxOutlined />}>
              {t.registerCard}
            </Button>
          </Link>
        ) : null
      }
    >
      <Refusal error={asked.error} />
      {cards.length === 0 ? (
        <section className="panel calm">
          <CheckCircleOutlined />
          <h2>{t.nothingWaits}</h2>
          <p className="quiet">{t.nothingWaitsWhy}</p>
        </section>
      ) : null}
      <div className="cards">
        {cards.map((card) => (
          <WaitingCard key={card.key} card={card} day={view.today} />
        ))}
      </div>
      {may("instruments.read") ? <KeepingPanel today={view.today} /> : null}
    </Page>
  );
}

function WaitingCard({ card, day }: { card: Card; day: string }) {
  const t = useWords(words);
  return (
    <section className="panel panel-flush card">
      <Link to={wayIn[card.key]} className={`card-head edge-${toneOf[card.key]}`}>
        <span className="card-count">{card.count}</span>
        <h2>{t.cards[card.key]}</h2>
        {card.overdue > 0 ? <ToneTag tone="bad">{t.overdue(card.overdue)}</ToneTag> : null}
        <span className="card-all">
          {t.all} <RightOutlined />
        </span>
      </Link>
      <ul className="card-rows">
        {card.rows.map((row) => (
          <li key={`${row.link} ${row.title} ${row.detail}`}>
            <Link to={row.link}>
              <span className="card-text">
                <strong>{row.title}</strong>
                <span className="quiet">{row.detail}</span>
              </span>
              {row.dueOn ? <Due on={row.dueOn} today={day} /> : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Due({ on, today: day }: { on: string; today: string }) {
  const t = useWords(words);
  return on < day ? (
    <ToneTag tone="bad">{t.late(on)}</ToneTag>
  ) : on === day ? (
    <ToneTag tone="attention">{t.dueOn(on)}</ToneTag>
  ) : (
    <span className="quiet nowrap">{t.dueOn(on)}</span>
  );
}

function partOfDay(hour: number): keyof typeof words.zh.greeting {
  if (hour < 5) return "night";
  if (hour < 11) return "morning";
  if (hour < 13) return "noon";
  return hour < 18 ? "afternoon" : "evening";
}
