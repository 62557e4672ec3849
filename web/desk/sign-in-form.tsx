import { useState } from "react";
import { Button, Input } from "antd";
import { demoAccounts, signIn } from "../../server/people/contract.ts";
import type { Me } from "../../server/people/contract.ts";
import { call, useAsk } from "../api.ts";
import { useEnter } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Name and password; in the demonstration, also one button a role. */
export function SignInForm({ login: known }: { login?: string }) {
  const t = useWords(words);
  const enter = useEnter();
  const [login, setLogin] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);

  async function go(as: { login: string; password: string }) {
    setBusy(true);
    setError(null);
    let entered: Me | null = null;
    try {
      entered = await call(signIn, { body: as });
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
    if (entered) enter(entered);
  }

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void go({ login, password });
      }}
    >
      <label className="field">
        <span>{t.loginName}</span>
        <Input
          name="username"
          autoComplete="username"
          autoFocus={!known}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{t.password}</span>
        <Input.Password
          name="password"
          autoComplete="current-password"
          autoFocus={Boolean(known)}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      <Refusal error={error} />
      <Button type="primary" htmlType="submit" block loading={isBusy} disabled={!login || !password}>
        {t.signIn}
      </Button>
      <DemoAccounts
        only={known}
        onChoose={(as) => {
          setLogin(as.login);
          setPassword(as.password);
          void go(as);
        }}
      />
    </form>
  );
}

function DemoAccounts({
  only,
  onChoose,
}: {
  only?: string;
  onChoose: (as: { login: string; password: string }) => void;
}) {
  const t = useWords(words);
  const asked = useAsk(demoAccounts, {}, { staleTime: 600_000 });
  if (!asked.data?.isDemo) return null;
  const { password } = asked.data;
  const accounts = asked.data.accounts.filter(({ login }) => !only || login === only);
  return (
    <section className="demo" aria-label={t.demo}>
      <h2>{t.demo}</h2>
      <p className="quiet small">{t.demoWhy}</p>
      <div className="demo-accounts">
        {accounts.map((account) => (
          <button
            key={account.login}
            type="button"
            className="demo-account"
            onClick={() => onChoose({ login: account.login, password })}
          >
            <strong>{account.name}</strong>
            <span className="quiet small">{account.roles.map((role) => t.roles[role]).join(" · ")}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
