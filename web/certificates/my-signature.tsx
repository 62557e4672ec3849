import { showMySignature, uploadMySignature } from "../../server/certificates/form-contract.ts";
import { upload, useAsk } from "../api.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { PictureCard, PictureUpload } from "./form-pictures.tsx";
import { formWords } from "./form-words.ts";

/** 签名图片: one's own, to be compared by a manager before it is printed. */
export function MySignature() {
  const t = useWords(formWords);
  const asked = useAsk(showMySignature);
  const rows = asked.data?.rows ?? [];
  return (
    <Panel title={t.mySignature}>
      <div className="stack">
        <span className="small quiet">{t.mySignatureHow}</span>
        <Refusal error={asked.error} />
        {asked.data && rows.length === 0 ? <p className="small quiet">{t.noMine}</p> : null}
        {rows.map((row) => (
          <PictureCard key={row.id} row={row} isMine />
        ))}
        <PictureUpload name={t.mySignature} send={(file) => upload(uploadMySignature, {}, file)} />
      </div>
    </Panel>
  );
}
