import { CameraOutlined, CloseOutlined, LoadingOutlined } from "@ant-design/icons";
import { useState } from "react";
import { Problem } from "../../server/kernel/problems.ts";
import { mostPhotoBytes, photoTypes, showPhoto, uploadPhoto } from "../../server/samples/contract.ts";
import { fileUrl, upload } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Photos with their previews: taken with a tablet's camera, chosen, or dropped. Too large ones are refused before they travel. */
export function PhotoField({
  value,
  onChange,
  most,
  field,
  label,
}: {
  value: readonly string[];
  onChange: (ids: string[]) => void;
  most: number;
  field?: string;
  label: string;
}) {
  const t = useWords(words);
  const [error, setError] = useState<unknown>(null);
  const [sending, setSending] = useState(0);

  async function take(files: FileList | null) {
    setError(null);
    const ids = [...value];
    for (const file of [...(files ?? [])].slice(0, most - value.length)) {
      setSending((n) => n + 1);
      try {
        ids.push((await upload(uploadPhoto, { query: { name: file.name.slice(-120) } }, acceptable(file))).id);
        onChange([...ids]);
      } catch (refused) {
        setError(refused);
      } finally {
        setSending((n) => n - 1);
      }
    }
  }

  return (
    <div className="stack tight">
      <div
        className="photos"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files);
        }}
      >
        {value.map((id) => (
          <figure key={id} className="photo">
            <a href={fileUrl(showPhoto, { fileId: id })} target="_blank" rel="noreferrer">
              <img src={fileUrl(showPhoto, { fileId: id })} alt={label} />
            </a>
            <button
              type="button"
              aria-label={t.removePhoto}
              title={t.removePhoto}
              onClick={() => onChange(value.filter((kept) => kept !== id))}
            >
              <CloseOutlined />
            </button>
          </figure>
        ))}
        {value.length < most ? (
          <label className="photo-add">
            {sending > 0 ? <LoadingOutlined /> : <CameraOutlined />}
            <span>{sending > 0 ? t.uploading : label}</span>
            <input
              type="file"
              className="unseen"
              data-field={field}
              accept={photoTypes.join(",")}
              multiple={most > 1}
              onChange={(event) => {
                void take(event.target.files);
                event.target.value = ""; // the same file may be chosen again
              }}
            />
          </label>
        ) : null}
      </div>
      <Refusal error={error} />
    </div>
  );
}

function acceptable(file: File): File {
  if (!(photoTypes as readonly string[]).includes(file.type))
    throw new Problem("wrong-media-type", { types: photoTypes });
  if (file.size > mostPhotoBytes) throw new Problem("too-large", { most: `${mostPhotoBytes / 1024 / 1024} MB` });
  return file;
}
