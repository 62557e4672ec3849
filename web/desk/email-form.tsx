import { CheckCircleFilled } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { setMyEmail } from "../../server/people/contract.ts";
import { useChange } from "../api.ts";
import { useMe } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Where my notices are mailed to; empty for none. */
export function EmailForm() {
  const t = useWords(words);
  const known = useMe();
  const [typed, setTyped] = useState(known.email ?? "");
  const keep = useChange(setMyEmail);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate({ body: { email: typed.trim() } });
      }}
    >
      <label className="field">
        <span>{t.myEmail}</span>
        <Input type="email" autoComplete="email" value={typed} onChange={({ target }) => setTyped(target.value)} />
      </label>
      <p className="quiet small">{t.emailHint}</p>
      <Refusal error={keep.error} />
      {keep.isSuccess ? (
        <p className="ink-good" role="status">
          <CheckCircleFilled /> {t.emailKept}
        </p>
      ) : null}
      <div>
        <Button htmlType="submit" disabled={typed.trim() === (known.email ?? "")} loading={keep.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
