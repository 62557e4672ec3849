import { createContext, useContext, useEffect } from "react";
import type { ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { Modal } from "antd";
import { me, signOut } from "../server/people/contract.ts";
import type { Me } from "../server/people/contract.ts";
import { Problem } from "../server/kernel/problems.ts";
import { call, rememberCsrf, useAsk } from "./api.ts";
import { ChangePasswordForm } from "./desk/change-password-form.tsx";
import { SignInForm } from "./desk/sign-in-form.tsx";
import { SignInPage } from "./desk/sign-in-page.tsx";
import { Opening } from "./ui/opening.tsx";
import { paths } from "./paths.ts";
import { useWords } from "./words.ts";
import { words } from "./desk/words.ts";

export type Right = Me["rights"][number];

const MeContext = createContext<Me | null>(null);
const meKey = [me.path, {}];

/** Who is signed in; only inside the gate. */
export function useMe(): Me {
  const known = useContext(MeContext);
  if (!known) throw new Error("nobody is signed in here");
  return known;
}

/** May this person do that? The server decides again; this only saves a walk. */
export function useMay(): (right: Right) => boolean {
  const { rights } = useMe();
  return (right) => rights.includes(right);
}

/** Lets in who is signed in. A session that ends while a page is open is renewed above the page, so nothing on it is lost. */
export function SignInGate({ children }: { children: ReactNode }) {
  const t = useWords(words);
  const asked = useAsk(me, {}, { retry: false, staleTime: 300_000 });
  const known = asked.data;
  if (known) rememberCsrf(known.csrf);
  const hasEnded = asked.error instanceof Problem && asked.error.code === "sign-in-needed";
  if (!known && asked.isPending) return <Opening />;
  if (!known) return <SignInPage trouble={hasEnded ? null : asked.error} />;
  return (
    <MeContext.Provider value={known}>
      {known.mustChangePassword ? <MustChangePassword /> : children}
      <Modal open={hasEnded} title={t.sessionEnded} footer={null} closable={false} width={440} mask={{ closable: false }}>
        <p className="quiet">{t.sessionEndedWhy}</p>
        <SignInForm login={known.login} />
      </Modal>
    </MeContext.Provider>
  );
}

/** What to do with a fresh answer to "who am I". */
export function useEnter(): (entered: Me) => void {
  const queries = useQueryClient();
  return (entered) => {
    const before = queries.getQueryData<Me>(meKey);
    if (before && before.id !== entered.id) queries.clear();
    rememberCsrf(entered.csrf);
    queries.setQueryData(meKey, entered);
    void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== me.path });
  };
}

/** Signs out here and forgets everything that was on screen. */
export function useLeave(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await call(signOut);
    queries.clear();
    location.assign(paths.today());
  };
}

function MustChangePassword() {
  const t = useWords(words);
  useEffect(() => {
    document.title = t.changePassword;
  }, [t]);
  return (
    <main className="lone">
      <section className="panel lone-panel">
        <h1>{t.changePassword}</h1>
        <p className="quiet">{t.mustChangeWhy}</p>
        <ChangePasswordForm />
      </section>
    </main>
  );
}
