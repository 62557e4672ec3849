import { useState } from "react";
import type { ReactNode } from "react";
import { EditOutlined } from "@ant-design/icons";
import { Button, Input, Modal } from "antd";
import { useWords } from "../words.ts";
import { Refusal } from "./refusal.tsx";
import { words } from "./words.ts";

/** A signature: what it means, and the password again. */
export function SignatureDialog(props: {
  title: string;
  meaning: ReactNode;
  open: boolean;
  onSign: (password: string) => void;
  onCancel: () => void;
  error?: unknown;
  isBusy?: boolean;
  children?: ReactNode;
  /** Another way, beside signing. */
  instead?: ReactNode;
}) {
  const t = useWords(words);
  const [password, setPassword] = useState("");
  const leave = () => {
    setPassword("");
    props.onCancel();
  };
  return (
    <Modal
      open={props.open}
      title={props.title}
      footer={null}
      onCancel={leave}
      width={520}
      destroyOnHidden
      afterClose={() => setPassword("")}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (password) props.onSign(password);
        }}
      >
        {props.children}
        <div className="meaning">
          <div className="quiet">{t.signatureMeans}</div>
          <strong>{props.meaning}</strong>
        </div>
        <label className="field">
          <span>{t.password}</span>
          <Input.Password
            autoFocus
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <p className="quiet small">{t.signatureAsks}</p>
        <Refusal error={props.error} />
        {props.instead}
        <div className="row end">
          <Button onClick={leave}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" icon={<EditOutlined />} disabled={!password} loading={props.isBusy}>
            {t.signNow}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
