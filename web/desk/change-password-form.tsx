import { useState } from "react";
import { Button, Input } from "antd";
import { CheckCircleFilled } from "@ant-design/icons";
import { changePassword } from "../../server/people/contract.ts";
import { useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** The old password once, the new one twice. */
export function ChangePasswordForm() {
  const t = useWords(words);
  const [typed, setTyped] = useState({ current: "", next: "", again: "" });
  const change = useChange(changePassword);
  const differ = typed.again !== "" && typed.next !== typed.again;
  const isReady = typed.current !== "" && typed.next.length >= 10 && typed.next === typed.again;
  const field = (name: keyof typeof typed, label: string, complete: string) => (
    <label className="field">
      <span>{label}</span>
      <Input.Password
        autoComplete={complete}
        value={typed[name]}
        status={name === "again" && differ ? "error" : undefined}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        change.mutate(
          { body: { current: typed.current, next: typed.next } },
          { onSuccess: () => setTyped({ current: "", next: "", again: "" }) },
        );
      }}
    >
      {field("current", t.currentPassword, "current-password")}
      {field("next", t.newPassword, "new-password")}
      <p className="quiet small">{t.passwordHint}</p>
      {field("again", t.newPasswordAgain, "new-password")}
      {differ ? <p className="ink-bad small">{t.passwordsDiffer}</p> : null}
      <Refusal error={change.error} />
      {change.isSuccess ? (
        <p className="ink-good" role="status">
          <CheckCircleFilled /> {t.passwordChanged}
        </p>
      ) : null}
      <div>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={change.isPending}>
          {t.changePassword}
        </Button>
      </div>
    </form>
  );
}
