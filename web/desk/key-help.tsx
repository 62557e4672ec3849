import { Modal } from "antd";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** All keys, on one card. */
export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useWords(words);
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={t.allKeys} width={560}>
      <dl className="keys">
        {t.keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
