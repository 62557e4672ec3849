import { PaperClipOutlined, UploadOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import {
  instrumentFileTypes,
  showInstrumentFile,
  uploadInstrumentFile,
  type fileKinds,
  type InstrumentFileView,
} from "../../server/metrology/file-contract.ts";
import { fileUrl, upload } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";

/** Chooses files of an instrument and sends them at once; each is kept before the form around it is. */
export function ScanButton(props: {
  number: string;
  kind: (typeof fileKinds)[number];
  label: string;
  verificationId?: string;
  onKept?: (file: InstrumentFileView) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  async function take(files: readonly File[]) {
    setError(null);
    setBusy(true);
    try {
      for (const file of files) {
        const kept = await upload(
          uploadInstrumentFile,
          {
            params: { number: props.number },
            query: {
              kind: props.kind,
              name: file.name.slice(-160),
              ...(props.verificationId ? { verificationId: props.verificationId } : {}),
            },
          },
          file,
        );
        props.onKept?.(kept);
      }
      await queries.invalidateQueries();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={props.label}
        accept={(props.kind === "photo" ? ["image/jpeg", "image/png"] : instrumentFileTypes).join(",")}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = "";
          void take(files);
        }}
      />
      <Button icon={<UploadOutlined />} loading={isBusy} onClick={() => input.current?.click()}>
        {props.label}
      </Button>
      <Refusal error={error} />
    </>
  );
}

/** A kept file to open in a tab of its own. */
export function FileLink({ of }: { of: { id: string; name: string } }) {
  return (
    <a href={fileUrl(showInstrumentFile, { fileId: of.id })} target="_blank" rel="noreferrer" className="nowrap">
      <PaperClipOutlined /> {of.name}
    </a>
  );
}
