import {
  CheckCircleFilled,
  ClockCircleOutlined,
  CloseCircleFilled,
  ExclamationCircleFilled,
  PlayCircleFilled,
  RollbackOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { usePreferences } from "../preferences.ts";
import type { Tone } from "../theme.ts";
import { stateLooks } from "./states.ts";
import type { StateOf } from "./states.ts";

const icons: Record<Tone, ReactNode> = {
  waiting: <ClockCircleOutlined />,
  running: <PlayCircleFilled />,
  attention: <ExclamationCircleFilled />,
  good: <CheckCircleFilled />,
  bad: <CloseCircleFilled />,
  returned: <RollbackOutlined />,
};

/** A state in its one colour, word and icon. */
export function StateTag({ of, state }: { of: StateOf; state: string }) {
  const { language } = usePreferences();
  const look = stateLooks[of][state];
  return <ToneTag tone={look?.tone ?? "waiting"}>{look ? look[language] : state}</ToneTag>;
}

/** Any short word in a state's colour, with that colour's icon. */
export function ToneTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`tag tone-${tone}`}>
      {icons[tone]}
      <span>{children}</span>
    </span>
  );
}
