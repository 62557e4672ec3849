import {
  DisconnectOutlined,
  DownOutlined,
  FastForwardOutlined,
  LogoutOutlined,
  MoonOutlined,
  QuestionCircleOutlined,
  SettingOutlined,
  SunOutlined,
  TranslationOutlined,
} from "@ant-design/icons";
import { App, Button, Dropdown, Tooltip } from "antd";
import { Link, useNavigate } from "react-router";
import { advanceClock } from "../../server/desk/contract.ts";
import { useChange } from "../api.ts";
import { useErrorText } from "../error-text.ts";
import { useLiveState } from "../live.ts";
import { paths } from "../paths.ts";
import { setPreferences, usePreferences } from "../preferences.ts";
import { useLeave, useMe } from "../session.tsx";
import { useWords } from "../words.ts";
import { BrandMark } from "../ui/brand-mark.tsx";
import { Bell } from "../notices/bell.tsx";
import { ScanBar } from "./scan-bar.tsx";
import { words } from "./words.ts";

/** Laboratory, last scan, connection, person. */
export function TopBar({ onHelp }: { onHelp: () => void }) {
  const t = useWords(words);
  const known = useMe();
  return (
    <header className="top-bar">
      <Link to={paths.today()} className="top-brand">
        <BrandMark size={32} />
        <span>
          <strong>{t.brand}</strong>
          <small>{known.laboratory?.name ?? known.enterprise?.name ?? ""}</small>
        </span>
      </Link>
      {known.enterprise ? null : <ScanBar />}
      <div className="top-right">
        <LiveMark />
        <Bell />
        {known.laboratory?.isDemo ? <DemoClock /> : null}
        <Tooltip title={`${t.help} (?)`}>
          <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t.help} onClick={onHelp} />
        </Tooltip>
        <PersonMenu />
      </div>
    </header>
  );
}

function LiveMark() {
  const t = useWords(words);
  const state = useLiveState();
  if (state === "lost")
    return (
      <span className="tag tone-attention" role="status" title={t.live.lost}>
        <DisconnectOutlined /> {t.liveLost}
      </span>
    );
  return <span className={`live-dot live-${state}`} title={t.live[state]} role="img" aria-label={t.live[state]} />;
}

function DemoClock() {
  const t = useWords(words);
  const { demoMinutes } = useMe();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const advance = useChange(advanceClock);
  const steps = Object.entries(t.demoAdvance).map(([key, label]) => ({ key, label }));
  const onStep = (key: string) =>
    advance.mutate(
      { body: { minutes: Number.parseInt(key, 10) } },
      { onError: (error) => void message.error(errorText(error)) },
    );
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          ...steps,
          { type: "divider" },
          { key: "why", label: <span className="small">{t.demoClockWhy}</span>, disabled: true },
        ],
        onClick: ({ key }) => onStep(key),
      }}
    >
      <Button
        type="text"
        icon={<FastForwardOutlined />}
        className="demo-clock"
        aria-label={t.demoAhead(demoMinutes)}
        loading={advance.isPending}
      >
        <span className="wide-only">{t.demoAhead(demoMinutes)}</span>
      </Button>
    </Dropdown>
  );
}

function PersonMenu() {
  const t = useWords(words);
  const known = useMe();
  const leave = useLeave();
  const go = useNavigate();
  const { language, shade } = usePreferences();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const acts: Record<string, () => void> = {
    account: () => void go(paths.account()),
    language: () => setPreferences({ language: language === "zh" ? "en" : "zh" }),
    shade: () => setPreferences({ shade: shade === "dark" ? "light" : "dark" }),
    leave: () => void leave().catch((error: unknown) => void message.error(errorText(error))),
  };
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        onClick: ({ key }) => acts[key]?.(),
        items: [
          { key: "account", icon: <SettingOutlined />, label: t.account },
          { key: "language", icon: <TranslationOutlined />, label: language === "zh" ? "English" : "中文" },
          {
            key: "shade",
            icon: shade === "dark" ? <SunOutlined /> : <MoonOutlined />,
            label: shade === "dark" ? t.light : t.dark,
          },
          { type: "divider" },
          { key: "leave", icon: <LogoutOutlined />, label: t.signOut },
        ],
      }}
    >
      <button type="button" className="person-button">
        <span className="person-mark" aria-hidden="true">
          {known.name.slice(0, 1)}
        </span>
        <span className="person-name">
          <strong>{known.name}</strong>
          <small>{known.roles.map((role) => t.roles[role]).join(" · ")}</small>
        </span>
        <DownOutlined className="small" />
      </button>
    </Dropdown>
  );
}
