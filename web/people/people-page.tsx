import { PlusOutlined } from "@ant-design/icons";
import { App, Button, Tooltip } from "antd";
import { useState } from "react";
import { listPeople, resetPassword, setPersonActive } from "../../server/people/contract.ts";
import type { GivenPassword, PersonView } from "../../server/people/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { words as deskWords } from "../desk/words.ts";
import { useErrorText } from "../error-text.ts";
import { useMe } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { AddPersonDialog } from "./add-person-dialog.tsx";
import { GivenPasswordDialog } from "./given-password.tsx";
import { PrintersPanel } from "./printers-panel.tsx";
import { words } from "./words.ts";

/** Who may sign in, and as what. */
export function PeoplePage() {
  const t = useWords(words);
  const { roles } = useWords(deskWords);
  const known = useMe();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const asked = useAsk(listPeople);
  const setActive = useChange(setPersonActive);
  const reset = useChange(resetPassword);
  const [given, setGiven] = useState<GivenPassword | null>(null);
  const [isAdding, setAdding] = useState(false);

  function toggle(person: PersonView, isActive: boolean) {
    setActive.mutate(
      { params: { personId: person.id }, body: { isActive } },
      {
        onSuccess: () => {
          const key = `active-${person.id}`;
          const undo = () => {
            message.destroy(key);
            toggle(person, !isActive);
          };
          void message.open({
            key,
            type: "success",
            duration: 6,
            content: (
              <>
                {isActive ? t.activated(person.name) : t.deactivated(person.name)}{" "}
                <Button type="link" onClick={undo}>
                  {t.undo}
                </Button>
              </>
            ),
          });
        },
        onError: (error) => void message.error(errorText(error)),
      },
    );
  }

  const columns: Column<PersonView>[] = [
    {
      key: "name",
      title: t.name,
      show: (row) => (
        <>
          <strong>{row.name}</strong>
          {row.email ? <div className="small quiet">{row.email}</div> : null}
        </>
      ),
    },
    { key: "login", title: t.login, narrow: true, show: (row) => <span className="mono">{row.login}</span> },
    { key: "roles", title: t.roles, show: (row) => row.roles.map((role) => roles[role]).join("、") },
    { key: "belongs", title: t.belongs, show: (row) => row.enterprise ?? row.laboratory ?? "–" },
    {
      key: "state",
      title: t.state,
      narrow: true,
      show: (row) => <ToneTag tone={row.isActive ? "good" : "bad"}>{row.isActive ? t.active : t.inactive}</ToneTag>,
    },
    {
      key: "act",
      title: "",
      align: "right",
      narrow: true,
      show: (row) => (
        <span className="row end">
          <Button
            disabled={row.id === known.id || !row.isActive}
            loading={reset.isPending}
            onClick={() =>
              reset.mutate(
                { params: { personId: row.id } },
                { onSuccess: setGiven, onError: (error) => void message.error(errorText(error)) },
              )
            }
          >
            {t.resetPassword}
          </Button>
          <Tooltip title={row.id === known.id ? t.self : undefined}>
            <Button disabled={row.id === known.id || setActive.isPending} onClick={() => toggle(row, !row.isActive)}>
              {row.isActive ? t.deactivate : t.activate}
            </Button>
          </Tooltip>
        </span>
      ),
    },
  ];
  return (
    <Page
      title={t.people}
      extra={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t.add}
        </Button>
      }
    >
      <Panel flush>
        <DataTable
          rows={asked.data?.rows}
          columns={columns}
          keyOf={(row) => row.id}
          asked={asked}
          toneOf={(row) => (row.isActive ? undefined : "row-quiet")}
          caption={t.people}
        />
      </Panel>
      <PrintersPanel />
      <GivenPasswordDialog given={given} onClose={() => setGiven(null)} />
      <AddPersonDialog isOpen={isAdding} onClose={() => setAdding(false)} />
    </Page>
  );
}
