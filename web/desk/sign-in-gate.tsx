import { useEffect } from "react";
import type { ReactNode } from "react";
import { Modal } from "antd";
import { me } from "../../server/people/contract.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { rememberCsrf, useAsk } from "../api.ts";
import { MeContext } from "../session.tsx";
import { Opening } from "../ui/opening.tsx";
import { useWords } from "../words.ts";
import { ChangePasswordForm } from "./change-password-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { words } from "./words.ts";

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
      <Modal
        open={hasEnded}
        title={t.sessionEnded}
        footer={null}
        closable={false}
        width={440}
        destroyOnHidden
        mask={{ closable: false }}
      >
        <p className="quiet">{t.sessionEndedWhy}</p>
        <SignInForm login={known.login} />
      </Modal>
    </MeContext.Provider>
  );
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
