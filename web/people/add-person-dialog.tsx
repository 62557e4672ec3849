import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { creditCodeFault } from "../../server/kernel/credit-code.ts";
import { addPerson, RoleName } from "../../server/people/contract.ts";
import type { PersonView } from "../../server/people/contract.ts";
import { useChange } from "../api.ts";
import { words as deskWords } from "../desk/words.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

type Typed = {
  login: string;
  name: string;
  password: string;
  roles: PersonView["roles"];
  enterpriseCreditCode: string;
  email: string;
};
const nothing: Typed = { login: "", name: "", password: "", roles: [], enterpriseCreditCode: "", email: "" };

/** A new person with their first password, which they must change. */
export function AddPersonDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useWords(words);
  const desk = useWords(deskWords);
  const [typed, setTyped] = useState(nothing);
  const add = useChange(addPerson);
  const isOfEnterprise = typed.roles.some((role) => role.startsWith("enterprise"));
  const isReady =
    typed.login.trim().length >= 2 &&
    typed.name.trim() !== "" &&
    typed.password.length >= 10 &&
    typed.roles.length > 0 &&
    (!isOfEnterprise || creditCodeFault(typed.enterpriseCreditCode) === null);
  const leave = () => {
    setTyped(nothing);
    add.reset();
    onClose();
  };
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  return (
    <Modal open={isOpen} title={t.add} footer={null} onCancel={leave} width={560} destroyOnHidden>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady)
            add.mutate(
              { body: { ...typed, enterpriseCreditCode: isOfEnterprise ? typed.enterpriseCreditCode : undefined } },
              { onSuccess: leave },
            );
        }}
      >
        <div className="pair">
          <label className="field">
            <span className="needed">{t.name}</span>
            <Input autoFocus value={typed.name} onChange={(event) => set({ name: event.target.value })} />
          </label>
          <label className="field">
            <span className="needed">{t.login}</span>
            <Input
              autoComplete="off"
              value={typed.login}
              placeholder={t.loginHint}
              onChange={(event) => set({ login: event.target.value })}
            />
          </label>
        </div>
        <label className="field">
          <span className="needed">{t.password}</span>
          <Input.Password
            autoComplete="new-password"
            value={typed.password}
            placeholder={t.passwordHint}
            onChange={(event) => set({ password: event.target.value })}
          />
        </label>
        <div className="field">
          <span className="needed">{t.roles}</span>
          <Select
            mode="multiple"
            aria-label={t.roles}
            value={typed.roles}
            options={RoleName.options.map((role) => ({ value: role, label: desk.roles[role] }))}
            onChange={(roles: Typed["roles"]) => set({ roles })}
          />
        </div>
        {isOfEnterprise ? (
          <label className="field">
            <span className="needed">{t.enterpriseCode}</span>
            <Input
              value={typed.enterpriseCreditCode}
              status={typed.enterpriseCreditCode && creditCodeFault(typed.enterpriseCreditCode) ? "error" : undefined}
              onChange={(event) => set({ enterpriseCreditCode: event.target.value })}
            />
          </label>
        ) : null}
        <label className="field">
          <span>{t.email}</span>
          <Input type="email" value={typed.email} onChange={(event) => set({ email: event.target.value.trim() })} />
        </label>
        <Refusal error={add.error} />
        <div className="row end">
          <Button onClick={leave}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={add.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
