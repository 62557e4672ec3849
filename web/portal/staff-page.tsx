import { PlusOutlined } from "@ant-design/icons";
import { App, Button, Tooltip } from "antd";
import { useState } from "react";
import type { GivenPassword } from "../../server/people/contract.ts";
import { addStaff, changeStaff, listStaff, resetStaffPassword } from "../../server/portal/staff-contract.ts";
import type { StaffView } from "../../server/portal/staff-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useErrorText } from "../error-text.ts";
import { GivenPasswordDialog } from "../people/given-password.tsx";
import { NewAccountDialog } from "../people/new-account-form.tsx";
import { words as peopleWords } from "../people/words.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** The enterprise's administrator looks after its people's accounts. */
export function StaffPage() {
  const t = useWords(words);
  const asked = useAsk(listStaff);
  const add = useChange(addStaff);
  const [isAdding, setAdding] = useState(false);
  const [given, setGiven] = useState<GivenPassword | null>(null);
  return (
    <Page
      title={t.staff}
      below={t.staffBelow}
      extra={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t.addStaff}
        </Button>
      }
    >
      <Panel>
        <Refusal error={asked.error} />
        <ul className="portal-list">
          {asked.data?.rows.map((row) => (
            <StaffLine key={row.id} of={row} onGiven={setGiven} />
          ))}
        </ul>
      </Panel>
      <NewAccountDialog
        isOpen={isAdding}
        title={t.addStaff}
        mayChoose
        isBusy={add.isPending}
        error={add.error}
        onClose={() => {
          add.reset();
          setAdding(false);
        }}
        onSend={(body) =>
          add.mutate(
            { body },
            {
              onSuccess: (password) => {
                setAdding(false);
                setGiven(password);
              },
            },
          )
        }
      />
      <GivenPasswordDialog given={given} onClose={() => setGiven(null)} />
    </Page>
  );
}

function StaffLine({ of: row, onGiven }: { of: StaffView; onGiven: (given: GivenPassword) => void }) {
  const t = useWords(words);
  const p = useWords(peopleWords);
  const { message } = App.useApp();
  const errorText = useErrorText();
  const change = useChange(changeStaff);
  const reset = useChange(resetStaffPassword);
  const onError = (error: unknown) => void message.error(errorText(error));
  const params = { personId: row.id };
  const set = (body: { isActive?: boolean; isAdministrator?: boolean }) => change.mutate({ params, body }, { onError });
  return (
    <li className="portal-certificate">
      <div className="portal-words">
        <strong>
          {row.name} {row.isMe ? <span className="small quiet">{t.me}</span> : null}
        </strong>
        <span className="small quiet">
          <span className="mono">{row.login}</span>
          {row.email ? ` · ${row.email}` : ""}
        </span>
      </div>
      <div className="portal-acts">
        {row.isAdministrator ? <ToneTag tone="running">{t.administrator}</ToneTag> : null}
        <ToneTag tone={row.isActive ? "good" : "bad"}>{row.isActive ? p.active : p.inactive}</ToneTag>
      </div>
      <div className="portal-acts">
        <Button loading={change.isPending} onClick={() => set({ isAdministrator: !row.isAdministrator })}>
          {row.isAdministrator ? t.unname : t.name}
        </Button>
        <Tooltip title={row.isMe ? t.ownPassword : undefined}>
          <Button
            disabled={row.isMe || !row.isActive}
            loading={reset.isPending}
            onClick={() => reset.mutate({ params }, { onSuccess: onGiven, onError })}
          >
            {p.resetPassword}
          </Button>
        </Tooltip>
        <Tooltip title={row.isMe ? p.self : undefined}>
          <Button disabled={row.isMe} loading={change.isPending} onClick={() => set({ isActive: !row.isActive })}>
            {row.isActive ? p.deactivate : p.activate}
          </Button>
        </Tooltip>
      </div>
    </li>
  );
}
