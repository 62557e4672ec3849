import { CloudDownloadOutlined, CloudSyncOutlined, CheckOutlined } from "@ant-design/icons";
import { useWords } from "../words.ts";
import type { DraftState } from "./draft.ts";
import { words } from "./words.ts";

/** Says where what is being typed is kept. */
export function DraftNote({ state }: { state: DraftState }) {
  const t = useWords(words);
  if (state.is === "saved")
    return (
      <span className="draft-note" role="status">
        <CheckOutlined /> {t.savedAt(state.at)}
      </span>
    );
  if (state.is === "saving")
    return (
      <span className="draft-note" role="status">
        <CloudSyncOutlined /> {t.saving}
      </span>
    );
  if (state.is === "kept-here")
    return (
      <span className="draft-note draft-note-here" role="status">
        <CloudDownloadOutlined /> {t.keptHere}
      </span>
    );
  return null;
}
