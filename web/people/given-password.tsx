import { App, Button, Modal } from "antd";
import { CopyOutlined } from "@ant-design/icons";
import type { GivenPassword } from "../../server/people/contract.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** A password that the server made: shown once, to be passed on and changed at the first sign-in. */
export function GivenPasswordDialog({ given, onClose }: { given: GivenPassword | null; onClose: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const copy = () =>
    void navigator.clipboard
      .writeText(`${given?.login ?? ""}  ${given?.password ?? ""}`)
      .then(() => message.success(t.copied))
      .catch(() => undefined); // no clipboard on a plain address: it stands there to be read
  return (
    <Modal
      open={given !== null}
      title={t.givenTitle(given?.name ?? "")}
      onCancel={onClose}
      mask={{ closable: false }}
      width={460}
      footer={
        <>
          <Button icon={<CopyOutlined />} onClick={copy}>
            {t.copy}
          </Button>
          <Button type="primary" onClick={onClose}>
            {t.givenDone}
          </Button>
        </>
      }
    >
      <dl className="facts">
        <div>
          <dt>{t.login}</dt>
          <dd className="mono">{given?.login}</dd>
        </div>
        <div>
          <dt>{t.password}</dt>
          <dd className="mono given-password">{given?.password}</dd>
        </div>
      </dl>
      <p className="quiet">{t.givenWhy}</p>
    </Modal>
  );
}
