import { DeleteOutlined, LockOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Segmented } from "antd";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { newContainer } from "./order-draft.ts";
import type { ContainerDraft, OrderDraft } from "./order-draft.ts";
import { PhotoField } from "./photo-field.tsx";
import { words } from "./words.ts";

/** The containers of a sample; for supervisory sampling each with its seal, whether it is intact, and its photo. */
export function ContainerRows({
  row,
  source,
  containers,
  onChange,
}: {
  row: number;
  source: OrderDraft["source"];
  containers: ContainerDraft[];
  onChange: (containers: ContainerDraft[]) => void;
}) {
  const t = useWords(words);
  const isSealed = source === "supervisory";
  return (
    <div className="stack tight">
      {containers.map((container, i) => {
        const set = (change: Partial<ContainerDraft>) =>
          onChange(containers.map((kept, k) => (k === i ? { ...kept, ...change } : kept)));
        const text = (name: "quantity" | "storage" | "place" | "sealNumber", label: string, isNeeded = false) => (
          <label className="field">
            <span className={isNeeded ? "needed" : undefined}>{label}</span>
            <Input
              data-field={`${row}-${name}-${i}`}
              data-scan={name === "sealNumber" ? "text" : undefined}
              placeholder={name === "sealNumber" ? t.sealNumberHint : undefined}
              value={container[name]}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          </label>
        );
        return (
          // containers are told apart by their place until they get their numbers
          <div key={i} className="box">
            <div className="row apart">
              <strong className="row">
                {i + 1}. {t.kinds[container.kind]}
                {container.kind === "reserve" && isSealed ? (
                  <ToneTag tone="waiting">
                    <LockOutlined /> {t.reservedNote}
                  </ToneTag>
                ) : null}
              </strong>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t.removeRow}
                disabled={containers.length === 1}
                onClick={() => onChange(containers.filter((_, k) => k !== i))}
              />
            </div>
            <div className="thirds">
              {text("quantity", t.quantity)}
              {text("storage", t.storage)}
              {text("place", t.place)}
            </div>
            {isSealed || container.sealNumber ? (
              <div className="thirds">
                {text("sealNumber", t.sealNumber, isSealed)}
                <div className="field" data-field={`${row}-sealIntact-${i}`}>
                  <span className={isSealed ? "needed" : undefined}>{t.seal}</span>
                  <Segmented
                    value={container.isSealIntact}
                    options={[
                      { value: "yes", label: t.intact },
                      { value: "no", label: t.broken },
                    ]}
                    onChange={(isSealIntact) => set({ isSealIntact: isSealIntact === "no" ? "no" : "yes" })}
                  />
                  {container.isSealIntact === "no" ? <span className="ink-bad small">{t.brokenWhy}</span> : null}
                </div>
                <div className="field">
                  <span className={isSealed ? "needed" : undefined}>{t.sealPhoto}</span>
                  <PhotoField
                    field={`${row}-sealPhoto-${i}`}
                    value={container.sealPhotoId ? [container.sealPhotoId] : []}
                    most={1}
                    label={t.sealPhoto}
                    onChange={([id]) => set({ sealPhotoId: id ?? "" })}
                  />
                </div>
              </div>
            ) : null}
          </div>
        );
      })}
      <div className="row">
        <Button
          data-field={`${row}-testContainer`}
          icon={<PlusOutlined />}
          onClick={() => onChange([...containers, newContainer("test")])}
        >
          {t.addTestContainer}
        </Button>
        <Button
          data-field={`${row}-reserveContainer`}
          icon={<PlusOutlined />}
          onClick={() => onChange([...containers, newContainer("reserve")])}
        >
          {t.addReserve}
        </Button>
      </div>
    </div>
  );
}
