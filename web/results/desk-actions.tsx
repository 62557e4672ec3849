import { useState } from "react";
import { CheckOutlined, RollbackOutlined, SafetyCertificateOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link } from "react-router";
import { approveSample } from "../../server/certificates/contract.ts";
import { Problem, problems } from "../../server/kernel/problems.ts";
import type { ProblemCode } from "../../server/kernel/problems.ts";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { checkResults, reviewSample } from "../../server/results/contract.ts";
import type { DeskView } from "../../server/results/contract.ts";
import { useChange } from "../api.ts";
import { useErrorText } from "../error-text.ts";
import { paths } from "../paths.ts";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { SendBackForm } from "./send-back-form.tsx";
import { words } from "./words.ts";

type Offer = DeskView["may"][number];
type Signing = { act: "check" | "review" | "approve"; taskIds: readonly string[] };

/** Sign or send back. What this person may not do is shown, disabled, with the reason beside it. */
export function DeskActions({ desk }: { desk: DeskView }) {
  const t = useWords(words);
  const meaning = useWords({ zh, en }).meaning;
  const errorText = useErrorText();
  const check = useChange(checkResults);
  const review = useChange(reviewSample);
  const approve = useChange(approveSample);
  const [signing, setSigning] = useState<Signing | null>(null);
  const [isReturning, setReturning] = useState(false);
  const [done, setDone] = useState<keyof typeof t.signed | null>(null);
  const [certificate, setCertificate] = useState<string | null>(null);

  // a signature that is no part of this person's work at all is left out; one they may not give here is shown with the reason
  const offers = (act: Offer["act"]) =>
    desk.may.filter((offer) => offer.act === act && offer.refusal !== "not-allowed");
  const itemOf = (taskId: string) => desk.tasks.find((task) => task.bench.task.id === taskId)?.bench.task.item ?? "";
  const whyNot = (offer: Offer | undefined) =>
    offer?.refusal === "state-forbids"
      ? t.stateWhy[offer.act]
      : offer?.refusal
        ? offer.refusal in problems
          ? errorText(new Problem(offer.refusal as ProblemCode, { item: itemOf(offer.taskId ?? "") }))
          : offer.refusal
        : null;
  const checks = offers("check");
  const free = checks.filter((offer) => offer.refusal === null && offer.taskId !== null);
  const back = offers("send-back");
  const isMayReturn = back.some((offer) => offer.refusal === null);

  const finish = (act: keyof typeof t.signed) => {
    setSigning(null);
    setDone(act);
  };
  const sign = async (password: string) => {
    if (!signing) return;
    if (signing.act === "check") await check.mutateAsync({ body: { taskIds: [...signing.taskIds], password } });
    if (signing.act === "review")
      await review.mutateAsync({ params: { number: desk.sample.number }, body: { password } });
    if (signing.act === "approve")
      setCertificate(
        (await approve.mutateAsync({ params: { number: desk.sample.number }, body: { password } }))?.number ?? null,
      );
    finish(signing.act);
  };
  const error = signing?.act === "check" ? check.error : signing?.act === "review" ? review.error : approve.error;

  return (
    <div className="stack desk-actions">
      <div className="row">
        {checks.length > 0 ? (
          <Signer
            label={`${t.actButton.check}${free.length > 1 ? ` · ${t.of(free.length)}` : ""}`}
            why={free.length === 0 ? whyNot(checks[0]) : null}
            onSign={() => setSigning({ act: "check", taskIds: free.flatMap((o) => (o.taskId ? [o.taskId] : [])) })}
          />
        ) : null}
        {offers("review").map((offer) => (
          <Signer
            key="review"
            label={t.actButton.review}
            why={whyNot(offer)}
            onSign={() => setSigning({ act: "review", taskIds: [] })}
          />
        ))}
        {offers("approve").map((offer) => (
          <Signer
            key="approve"
            label={t.actButton.approve}
            why={whyNot(offer)}
            onSign={() => setSigning({ act: "approve", taskIds: [] })}
            isLast
          />
        ))}
        {back.length > 0 ? (
          <Button
            size="large"
            danger
            icon={<RollbackOutlined />}
            disabled={!isMayReturn}
            onClick={() => setReturning(true)}
          >
            {t.sendBack}
          </Button>
        ) : null}
      </div>
      <WhyNots
        of={[
          ...(free.length === 0 ? checks.slice(0, 1) : []),
          ...offers("review"),
          ...offers("approve"),
          ...(isMayReturn ? [] : back.slice(0, 1)),
        ].flatMap((offer) => {
          const why = whyNot(offer);
          return why ? [`${t.act[offer.act]}${t.colon}${why}`] : [];
        })}
      />
      {done ? (
        <p className="ink-good" role="status">
          ✓ {done === "approve" && !certificate ? t.waitsForOthers : t.signed[done]}{" "}
          {certificate ? <Link to={paths.certificate(certificate)}>{t.openCertificate}</Link> : null}
        </p>
      ) : null}
      {isReturning ? (
        <SendBackForm
          desk={desk}
          onCancel={() => setReturning(false)}
          onDone={() => {
            setReturning(false);
            finish("send-back");
          }}
        />
      ) : null}
      <SignatureDialog
        open={signing !== null}
        title={signing ? t.actTitle[signing.act] : ""}
        meaning={signing ? meaning[signing.act] : ""}
        error={error}
        isBusy={check.isPending || review.isPending || approve.isPending}
        onCancel={() => {
          setSigning(null);
          check.reset();
          review.reset();
          approve.reset();
        }}
        onSign={(password) => void sign(password).catch(() => undefined)}
      >
        <ul className="signed-things">
          {(signing?.act === "check"
            ? desk.tasks.filter((task) => signing.taskIds.includes(task.bench.task.id))
            : desk.tasks
          ).map((task) => {
            const current = task.versions.find((v) => v.isCurrent);
            return (
              <li key={task.bench.task.id}>
                <span>{itemOf(task.bench.task.id)}</span>
                <strong className="figure">{current ? `${current.reported} ${current.unit}` : "–"}</strong>
                <Verdict of={current?.verdict ?? null} />
              </li>
            );
          })}
        </ul>
      </SignatureDialog>
    </div>
  );
}

function Signer({
  label,
  why,
  onSign,
  isLast,
}: {
  label: string;
  why: string | null;
  onSign: () => void;
  isLast?: boolean;
}) {
  return (
    <Button
      type="primary"
      size="large"
      icon={isLast ? <SafetyCertificateOutlined /> : <CheckOutlined />}
      disabled={why !== null}
      title={why ?? undefined}
      onClick={onSign}
    >
      {label}
    </Button>
  );
}

function WhyNots({ of }: { of: readonly string[] }) {
  return [...new Set(of)].map((why) => (
    <p key={why} className="small ink-attention">
      {why}
    </p>
  ));
}
