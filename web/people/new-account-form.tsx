import { Button, Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

export type NewAccount = { login: string; name: string; email: string; isAdministrator: boolean };
const nothing: NewAccount = { login: "", name: "", email: "", isAdministrator: false };

/** Name, sign-in name and address of a new account; the server makes its first password. */
export function NewAccountDialog(props: {
  isOpen: boolean;
  title: string;
  why?: string;
  /** Whether it may be chosen if the person looks after the accounts. */
  mayChoose: boolean;
  isBusy: boolean;
  error: unknown;
  onSend: (typed: NewAccount) => void;
  onClose: () => void;
}) {
  const t = useWords(words);
  const [typed, setTyped] = useState(nothing);
  const set = (change: Partial<NewAccount>) => setTyped({ ...typed, ...change });
  const isReady = typed.login.trim().length >= 2 && typed.name.trim() !== "";
  return (
    <Modal
      open={props.isOpen}
      title={props.title}
      footer={null}
      onCancel={props.onClose}
      afterClose={() => setTyped(nothing)}
      width={520}
      destroyOnHidden
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) props.onSend({ ...typed, login: typed.login.trim(), email: typed.email.trim() });
        }}
      >
        {props.why ? <p className="quiet">{props.why}</p> : null}
        <label className="field">
          <span className="needed">{t.name}</span>
          <Input autoFocus value={typed.name} maxLength={60} onChange={({ target }) => set({ name: target.value })} />
        </label>
        <label className="field">
          <span className="needed">{t.login}</span>
          <Input
            autoComplete="off"
            value={typed.login}
            maxLength={40}
            placeholder={t.loginHint}
            onChange={({ target }) => set({ login: target.value })}
          />
        </label>
        <label className="field">
          <span>{t.email}</span>
          <Input type="email" value={typed.email} onChange={({ target }) => set({ email: target.value })} />
        </label>
        {props.mayChoose ? (
          <Checkbox checked={typed.isAdministrator} onChange={({ target }) => set({ isAdministrator: target.checked })}>
            {t.isAdministrator}
          </Checkbox>
        ) : null}
        <p className="quiet small">{t.madePassword}</p>
        <Refusal error={props.error} />
        <div className="row end">
          <Button onClick={props.onClose}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={props.isBusy}>
            {t.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
