import { BellOutlined } from "@ant-design/icons";
import { Badge, Button } from "antd";
import { useNavigate } from "react-router";
import { listNotices } from "../../server/notices/contract.ts";
import { useAsk } from "../api.ts";
import { words as deskWords } from "../desk/words.ts";
import { paths } from "../paths.ts";
import { useWords } from "../words.ts";

/** How many notices I have not read; leads to them. */
export function Bell() {
  const t = useWords(deskWords);
  const go = useNavigate();
  const unread = useAsk(listNotices).data?.unread ?? 0;
  return (
    <Button
      type="text"
      aria-label={t.bell(unread)}
      title={t.bell(unread)}
      onClick={() => void go(paths.notices())}
      icon={
        <Badge count={unread} size="small" overflowCount={99} offset={[4, -4]}>
          <BellOutlined className="bell" />
        </Badge>
      }
    />
  );
}
