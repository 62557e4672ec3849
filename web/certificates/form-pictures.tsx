import { UploadOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { useRef, useState } from "react";
import {
  confirmPicture,
  endMySignature,
  endPicture,
  pictureKinds,
  showMySignaturePicture,
  showPicture,
  uploadPicture,
} from "../../server/certificates/form-contract.ts";
import type { PictureRow } from "../../server/certificates/form-contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { useQueryClient } from "@tanstack/react-query";
import { fileUrl, upload, useChange } from "../api.ts";
import { useMe } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { formWords } from "./form-words.ts";

type Kind = (typeof pictureKinds)[number];

/** The laboratory's own pictures: one person uploads, another compares and puts into use. */
export function FormPictures({ rows }: { rows: readonly PictureRow[] }) {
  const t = useWords(formWords);
  return (
    <Panel title={t.pictures}>
      <div className="stack">
        <span className="small quiet">{t.picturesHow}</span>
        <div className="form-pictures">
          {pictureKinds.map((kind) => (
            <PictureSlot key={kind} kind={kind} rows={rows.filter((row) => row.kind === kind)} />
          ))}
        </div>
      </div>
    </Panel>
  );
}

/** The signatures of the laboratory's people, in use or waiting to be compared. */
export function PeopleSignatures({ rows }: { rows: readonly PictureRow[] }) {
  const t = useWords(formWords);
  const own = rows.filter(({ kind }) => kind === "signature");
  return (
    <Panel title={t.signatures}>
      <div className="stack">
        <span className="small quiet">{t.signaturesHow}</span>
        {own.length === 0 ? <p className="small quiet">{t.noSignatures}</p> : null}
        <div className="form-pictures">
          {own.map((row) => (
            <PictureCard key={row.id} row={row} />
          ))}
        </div>
      </div>
    </Panel>
  );
}

function PictureSlot({ kind, rows }: { kind: Kind; rows: readonly PictureRow[] }) {
  const t = useWords(formWords);
  return (
    <section className="stack tight">
      <h3>{t.kinds[kind]}</h3>
      {rows.length === 0 ? <p className="small quiet">{t.none}</p> : null}
      {rows.map((row) => (
        <PictureCard key={row.id} row={row} />
      ))}
      <PictureUpload name={t.kinds[kind]} send={(file) => upload(uploadPicture, { query: { kind } }, file)} />
    </section>
  );
}

/** Chooses a picture and sends it. */
export function PictureUpload({ name, send }: { name: string; send: (file: File) => Promise<unknown> }) {
  const t = useWords(formWords);
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);

  async function take(file: File) {
    setError(null);
    setSending(true);
    try {
      await send(file);
      await queries.invalidateQueries();
    } catch (refused) {
      setError(refused);
    } finally {
      setSending(false);
    }
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg"
        aria-label={`${t.upload} ${name}`}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void take(file);
          target.value = ""; // the same file may be chosen again
        }}
      />
      <Refusal error={error} />
      <div className="row">
        <Button icon={<UploadOutlined />} loading={isSending} onClick={() => input.current?.click()}>
          {t.upload}
        </Button>
      </div>
    </>
  );
}

/** A picture with who uploaded and who confirmed it, and what may be done with it; `isMine`: of one's own signature. */
export function PictureCard({ row, isMine = false }: { row: PictureRow; isMine?: boolean }) {
  const t = useWords(formWords);
  const me = useMe();
  const [isSigning, setSigning] = useState(false);
  const confirm = useChange(confirmPicture);
  const end = useChange(isMine ? endMySignature : endPicture);
  const params = { pictureId: row.id };
  const isInUse = row.confirmedAt !== null;
  const isOwn = row.uploadedBy === me.name;
  return (
    <figure className="form-picture">
      <img
        src={fileUrl(isMine ? showMySignaturePicture : showPicture, params)}
        alt={`${t.kinds[row.kind]} ${row.uploadedBy}`}
      />
      <figcaption className="stack tight">
        <span>
          <ToneTag tone={isInUse ? "good" : "waiting"}>{isInUse ? t.inUse : t.waiting}</ToneTag>
        </span>
        <span className="small quiet">{t.uploadedBy(row.uploadedBy, toMinute(new Date(row.uploadedAt)))}</span>
        {row.confirmedAt ? (
          <span className="small quiet">
            {t.confirmedBy(row.confirmedBy ?? "", toMinute(new Date(row.confirmedAt)))}
          </span>
        ) : isOwn ? (
          <span className="small">{t.own}</span>
        ) : null}
        <div className="row">
          {isInUse || isOwn ? null : (
            <Button type="primary" onClick={() => setSigning(true)}>
              {t.confirm}
            </Button>
          )}
          <Popconfirm title={t.endSure} onConfirm={() => end.mutate({ params })}>
            <Button loading={end.isPending}>{isInUse ? t.end : isMine ? t.withdraw : t.refuse}</Button>
          </Popconfirm>
        </div>
        <Refusal error={end.error} />
      </figcaption>
      <SignatureDialog
        open={isSigning}
        title={t.confirm}
        meaning={row.kind === "signature" ? t.signatureMeans : t.confirmMeans}
        error={confirm.error}
        isBusy={confirm.isPending}
        onCancel={() => setSigning(false)}
        onSign={(password) => confirm.mutate({ params, body: { password } }, { onSuccess: () => setSigning(false) })}
      />
    </figure>
  );
}
