import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  QuestionCircleFilled,
  SearchOutlined,
} from "@ant-design/icons";
import { Button, Input } from "antd";
import { Link, useSearchParams } from "react-router";
import { checkCertificate } from "../../server/certificates/contract.ts";
import type { PublicAnswer } from "../../server/certificates/contract.ts";
import { useChange } from "../api.ts";
import { PreferenceButtons } from "../desk/preference-buttons.tsx";
import { paths } from "../paths.ts";
import type { Tone } from "../theme.ts";
import { BrandMark } from "../ui/brand-mark.tsx";
import { Facts } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { FileCheck } from "./file-check.tsx";
import { VerifyAlone } from "./verify-alone.tsx";
import { words } from "./words.ts";

/** Is this certificate genuine? For anybody with a telephone: number and code, or the QR code that carries both. */
export function VerifyPage() {
  const t = useWords(words);
  const [search, setSearch] = useSearchParams();
  const [number, setNumber] = useState(search.get("n") ?? "");
  const [code, setCode] = useState(search.get("c") ?? "");
  const asked = useChange(checkCertificate);
  const { mutate } = asked;
  useEffect(() => {
    document.title = t.verify;
  }, [t]);
  useEffect(() => {
    const [n, c] = [search.get("n"), search.get("c")];
    if (n) mutate({ body: { number: n, ...(c ? { code: c } : {}) } });
  }, [search, mutate]);
  const ask = () => {
    const [n, c] = [number.trim(), code.trim()];
    const said = new URLSearchParams({ n, ...(c ? { c } : {}) });
    if (said.toString() === search.toString()) mutate({ body: { number: n, ...(c ? { code: c } : {}) } });
    else setSearch(said, { replace: true });
  };
  return (
    <main className="verify">
      <header className="verify-head">
        <BrandMark size={40} />
        <h1>{t.verify}</h1>
        <PreferenceButtons />
      </header>
      {asked.data && !asked.isPending ? <Answer of={asked.data} /> : <p className="quiet">{t.verifyHow}</p>}
      {asked.isPending ? (
        <div className="panel" aria-busy="true">
          <div className="bone" />
          <div className="bone bone-short" />
        </div>
      ) : null}
      <form
        className="panel stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (number.trim()) ask();
        }}
      >
        <label className="field">
          <span>{t.number}</span>
          <Input
            size="large"
            value={number}
            maxLength={60}
            placeholder={t.numberHint}
            autoComplete="off"
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{t.code}</span>
          <Input
            size="large"
            value={code}
            maxLength={40}
            placeholder={t.codeHint}
            autoComplete="off"
            autoCapitalize="characters"
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
        <Refusal error={asked.error} />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          icon={<SearchOutlined />}
          disabled={!number.trim()}
          loading={asked.isPending}
        >
          {t.ask}
        </Button>
      </form>
      <FileCheck />
      <VerifyAlone />
      <footer className="small">
        <Link to={paths.today()}>{t.signInHere}</Link>
      </footer>
    </main>
  );
}

const looks: Record<PublicAnswer["state"], { tone: Tone; icon: ReactNode }> = {
  valid: { tone: "good", icon: <CheckCircleFilled /> },
  replaced: { tone: "bad", icon: <CloseCircleFilled /> },
  revoked: { tone: "bad", icon: <CloseCircleFilled /> },
  under_review: { tone: "attention", icon: <ExclamationCircleFilled /> },
  unknown: { tone: "bad", icon: <QuestionCircleFilled /> },
  "enter-code": { tone: "attention", icon: <ExclamationCircleFilled /> },
};

/** One answer, large, in colour, word and icon. */
function Answer({ of }: { of: PublicAnswer }) {
  const t = useWords(words);
  const { tone, icon } = looks[of.state];
  const [word, sentence] = t.answers[of.state];
  return (
    <section className={`panel verify-answer tone-${tone}`} role="status">
      <div className="verify-word">
        {icon}
        <strong>{word}</strong>
      </div>
      <p>{sentence}</p>
      {of.printedNumber ? (
        <div className="verify-facts">
          <Facts
            of={[
              [t.facts.replacedBy, of.replacedBy],
              [t.facts.printed, of.printedNumber],
              [t.facts.sample, of.sampleName],
              [t.facts.client, of.client],
              [t.facts.laboratory, of.laboratory],
              [t.facts.issuedOn, of.issuedOn],
              [t.facts.conclusion, of.conclusion],
              [
                t.facts.sha,
                of.sha256 ? (
                  <code key="sha" className="small breaks">
                    {of.sha256.slice(0, 32)}
                    <wbr />
                    {of.sha256.slice(32)}
                  </code>
                ) : null,
              ],
            ]}
          />
        </div>
      ) : null}
    </section>
  );
}
