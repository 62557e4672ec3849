import { CloseCircleFilled, DisconnectOutlined } from "@ant-design/icons";
import { isNoConnection } from "../api.ts";
import { useErrorText } from "../error-text.ts";

/** What the server refused and what to do now, beside the field or button it is about. Nothing when nothing was refused. */
export function Refusal({ error }: { error: unknown }) {
  const errorText = useErrorText();
  if (!error) return null;
  const isAway = isNoConnection(error);
  return (
    <div role="alert" className={`refusal ${isAway ? "tone-attention" : "tone-bad"}`}>
      {isAway ? <DisconnectOutlined /> : <CloseCircleFilled />}
      <span>{errorText(error)}</span>
    </div>
  );
}
