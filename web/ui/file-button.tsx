import { UploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef } from "react";

export type ChosenFile = { name: string; bytes: string };

/** A button that lets a person choose a file and hands on its bytes, as base64. */
export function FileButton({
  label,
  accept,
  isBusy,
  isPrimary = false,
  onChoose,
}: {
  label: string;
  accept: string;
  isBusy: boolean;
  isPrimary?: boolean;
  onChoose: (file: ChosenFile) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = ""; // the same file may be chosen again
          if (file) void file.arrayBuffer().then((read) => onChoose({ name: file.name, bytes: base64Of(read) }));
        }}
      />
      <Button
        icon={<UploadOutlined />}
        type={isPrimary ? "primary" : "default"}
        loading={isBusy}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
    </>
  );
}

function base64Of(read: ArrayBuffer): string {
  const bytes = new Uint8Array(read);
  let text = "";
  for (let from = 0; from < bytes.length; from += 8_192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  return btoa(text);
}
