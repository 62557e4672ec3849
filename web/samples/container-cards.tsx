import { LockOutlined } from "@ant-design/icons";
import { App, Button, Modal, Popconfirm, Tooltip } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { handBackContainer, handOutContainer, showPhoto, useUpContainer } from "../../server/samples/contract.ts";
import type { ContainerView, SampleView } from "../../server/samples/contract.ts";
import { call, fileUrl, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useScan } from "../scan.tsx";
import { useMay } from "../session.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag, ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { useQueryClient } from "@tanstack/react-query";
import { custodyWords } from "./custody-words.ts";
import { SplitForm } from "./split-form.tsx";
import { words } from "./words.ts";

/** Where each container is and who has it. Scanning one of them hands it out, or takes it back. */
export function ContainerCards({ sample }: { sample: SampleView }) {
  const t = useWords(words);
  const may = useMay();
  const queries = useQueryClient();
  useScan(async (answer) => {
    const container =
      answer.kind === "container" ? sample.containers.find(({ number }) => number === answer.number) : undefined;
    if (!container || !may("containers.move") || container.kind === "reserve") return undefined;
    const isOut = container.state === "handed_out";
    await call(isOut ? handBackContainer : handOutContainer, { params: { number: container.number }, body: {} });
    await queries.invalidateQueries();
    return (isOut ? t.handedBack : t.handedOut)(shortForm(container.number));
  });
  return (
    <div className="container-cards">
      {sample.containers.map((container) => (
        <ContainerCard key={container.id} container={container} />
      ))}
    </div>
  );
}

/** One container: state, place, seal, who has it; handed out, taken back, split or used up. */
export function ContainerCard({ container }: { container: ContainerView }) {
  const t = useWords(words);
  const may = useMay();
  const { message } = App.useApp();
  const handOut = useChange(handOutContainer);
  const handBack = useChange(handBackContainer);
  const useUp = useChange(useUpContainer);
  const c = useWords(custodyWords);
  const [isSplitting, setSplitting] = useState(false);
  const isReserve = container.kind === "reserve";
  const why = (isRight: boolean) =>
    !may("containers.move") ? t.mayNot.right : isReserve ? t.mayNot.reserve : isRight ? undefined : t.mayNot.state;
  const ask = { params: { number: container.number }, body: {} };
  const isOut = container.state === "handed_out";
  const refusal = isOut ? why(container.may.includes("hand-back")) : why(container.may.includes("hand-out"));
  const act = () =>
    isOut
      ? handBack.mutate(ask, { onSuccess: () => void message.success(t.handedBack(shortForm(container.number))) })
      : handOut.mutate(ask, { onSuccess: () => void message.success(t.handedOut(shortForm(container.number))) });
  return (
    <article className="box">
      <div className="row apart">
        <strong className="row">
          <span className="short-form">{shortForm(container.number)}</span> {t.kinds[container.kind]}{" "}
          {isReserve ? <LockOutlined title={t.mayNot.reserve} /> : null}
        </strong>
        <StateTag of="container" state={container.state} />
      </div>
      <NumberText>{container.number}</NumberText>
      <p className="small quiet">
        {[container.quantity, container.storage].filter(Boolean).join(" · ")}
        {container.place ? (
          <>
            {" · "}
            {container.placeNumber ? (
              <Link to={paths.place(container.placeNumber)}>{container.place}</Link>
            ) : (
              `${t.place} ${container.place}`
            )}
          </>
        ) : null}
        {container.fits ? null : <ToneTag tone="bad">{c.misplaced}</ToneTag>}
        {container.retainUntil ? ` · ${c.keptUntil(container.retainUntil)}` : null}
        {container.transfer && container.state === "transferred" ? (
          <Link to={paths.transfer(container.transfer.number)}>
            {" "}
            <ToneTag tone={container.transfer.isUnderway ? "attention" : "waiting"}>
              {container.transfer.isUnderway ? c.underway(container.transfer.to) : c.atOther(container.transfer.to)}
            </ToneTag>
          </Link>
        ) : null}
        {container.holder ? <strong className="holder"> {t.holder(container.holder)}</strong> : null}
      </p>
      {container.sealNumber ? (
        <p className="row small">
          {t.seal(container.sealNumber)}
          <ToneTag tone={container.isSealIntact ? "good" : "bad"}>
            {container.isSealIntact ? t.intact : t.broken}
          </ToneTag>
          {container.sealPhotoId ? (
            <a href={fileUrl(showPhoto, { fileId: container.sealPhotoId })} target="_blank" rel="noreferrer">
              {t.sealPhoto}
            </a>
          ) : null}
        </p>
      ) : null}
      <details>
        <summary className="small">
          {t.custody}（{container.moves.length}）
        </summary>
        {container.moves.length === 0 ? <p className="quiet small">{t.noMoves}</p> : null}
        <ol className="moves small">
          {container.moves.map((move) => (
            <li key={`${move.at} ${move.action}`}>
              {toMinute(new Date(move.at))} <strong>{t.moves[move.action] ?? move.action}</strong> {move.person}{" "}
              {move.by ? `（${move.by}）` : ""} {[move.place, move.remark, move.laboratory].filter(Boolean).join(" · ")}
            </li>
          ))}
        </ol>
      </details>
      <Refusal error={handOut.error ?? handBack.error ?? useUp.error} />
      <Tooltip title={refusal}>
        <Button block disabled={Boolean(refusal)} loading={handOut.isPending || handBack.isPending} onClick={act}>
          {isOut ? t.handBack : t.handOut}
        </Button>
      </Tooltip>
      {may("containers.move") && container.may.includes("split") ? (
        <div className="row">
          <Button onClick={() => setSplitting(true)}>{c.split}</Button>
          <Popconfirm
            title={c.useUpSure(shortForm(container.number))}
            okText={c.useUp}
            onConfirm={() =>
              useUp.mutate(
                { params: { number: container.number }, body: {} },
                { onSuccess: () => void message.success(c.usedUp(shortForm(container.number))) },
              )
            }
          >
            <Button loading={useUp.isPending}>{c.useUp}</Button>
          </Popconfirm>
        </div>
      ) : null}
      <Modal
        open={isSplitting}
        title={`${c.split} ${shortForm(container.number)}`}
        footer={null}
        onCancel={() => setSplitting(false)}
        destroyOnHidden
      >
        <SplitForm
          container={container}
          onDone={(parts) => {
            setSplitting(false);
            void message.success(c.splitDone(parts));
          }}
        />
      </Modal>
    </article>
  );
}
