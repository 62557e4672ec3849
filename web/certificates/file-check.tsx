import { FilePdfOutlined } from "@ant-design/icons";
import { sha256 as hashOf } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { useRef, useState } from "react";
import { checkFile } from "../../server/certificates/life-contract.ts";
import { useChange } from "../api.ts";
import { Facts } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** A PDF dropped here is hashed in the browser; only the hash travels. */
export function FileCheck() {
  const t = useWords(words);
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const asked = useChange(checkFile);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setName(file.name);
    // not the browser's own: that one is missing where a laboratory serves without TLS in its house
    const sha256 = bytesToHex(hashOf(new Uint8Array(await file.arrayBuffer())));
    asked.mutate({ body: { sha256 } });
  };
  const answer = asked.data;
  return (
    <section className="panel stack">
      <button
        type="button"
        className="drop"
        onClick={() => input.current?.click()}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      >
        <FilePdfOutlined /> {t.dropFile}
        <span className="small quiet">{t.dropHow}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept="application/pdf,.pdf"
        aria-label={t.dropFile}
        onChange={({ target }) => {
          void take(target.files?.[0]);
          target.value = "";
        }}
      />
      <Refusal error={asked.error} />
      {answer && !asked.isPending ? (
        <div role="status" className={answer.state === "valid" ? "ink-good" : "ink-bad"}>
          <strong>
            {name}：{answer.state === "unknown" ? t.fileUnknown : t.answers[answer.state][0]}
          </strong>
          <p>{answer.state === "unknown" ? t.fileUnknownWhy : t.answers[answer.state][1]}</p>
          {answer.printedNumber ? (
            <Facts
              of={[
                [t.facts.printed, answer.printedNumber],
                [t.facts.laboratory, answer.laboratory],
                [t.facts.issuedOn, answer.issuedOn],
                [t.facts.replacedBy, answer.replacedBy],
              ]}
            />
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
