import { useEffect } from "react";
import { SafetyCertificateOutlined } from "@ant-design/icons";
import { Link } from "react-router";
import { paths } from "../paths.ts";
import { BrandMark } from "../ui/brand-mark.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { PreferenceButtons } from "./preference-buttons.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { words } from "./words.ts";

/** Where everybody begins. */
export function SignInPage({ trouble }: { trouble: unknown }) {
  const t = useWords(words);
  useEffect(() => {
    document.title = `${t.signIn} · ${t.brand}`;
  }, [t]);
  return (
    <main className="sign-in">
      <section className="sign-in-brand">
        <BrandMark size={56} />
        <h1>{t.brand}</h1>
        <p>{t.tagline}</p>
        <LifeLine />
        <Link to={paths.verify()} className="sign-in-verify">
          <SafetyCertificateOutlined /> {t.verifyHere}
        </Link>
      </section>
      <section className="sign-in-form">
        <div className="sign-in-top">
          <PreferenceButtons />
        </div>
        <h2>{t.signIn}</h2>
        <Refusal error={trouble} />
        <SignInForm />
      </section>
    </main>
  );
}

/** The life of a sample, as a line of steps. */
function LifeLine() {
  const { menu } = useWords(words);
  return (
    <ol className="life-line" aria-hidden="true">
      {[menu.reception, menu.work, menu.waiting, menu.certificates].map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
