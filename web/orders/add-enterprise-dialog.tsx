import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { Button, Input, Modal } from "antd";
import { useEffect, useState } from "react";
import { creditCodeFault } from "../../server/kernel/credit-code.ts";
import { addEnterprise } from "../../server/people/contract.ts";
import type { EnterpriseView } from "../../server/people/contract.ts";
import { useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const nothing = { creditCode: "", name: "", address: "", contact: "", phone: "" };

/** A new enterprise; the check character of its credit code is looked at while it is typed. */
export function AddEnterpriseDialog({
  isOpen,
  typed,
  onClose,
  onAdded,
}: {
  isOpen: boolean;
  typed: string;
  onClose: () => void;
  onAdded: (enterprise: EnterpriseView) => void;
}) {
  const t = useWords(words);
  const [values, setValues] = useState(nothing);
  const add = useChange(addEnterprise);
  const looksLikeCode = /^[0-9A-Za-z\s-]{6,}$/.test(typed);
  useEffect(() => {
    if (isOpen) setValues({ ...nothing, creditCode: looksLikeCode ? typed : "", name: looksLikeCode ? "" : typed });
  }, [isOpen, typed, looksLikeCode]);
  const fault = values.creditCode ? creditCodeFault(values.creditCode) : null;
  const isReady = values.creditCode !== "" && fault === null && values.name.trim() !== "";
  const field = (name: keyof typeof nothing, label: string, isNeeded = false) => (
    <label className="field">
      <span className={isNeeded ? "needed" : undefined}>{label}</span>
      <Input
        data-scan="text"
        value={values[name]}
        autoFocus={name === "creditCode"}
        onChange={(event) => setValues({ ...values, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <Modal open={isOpen} title={t.addEnterprise} footer={null} onCancel={onClose} width={560} destroyOnHidden>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation(); // the dialog stands inside the order's form only in React's tree
          if (isReady) add.mutate({ body: values }, { onSuccess: onAdded });
        }}
      >
        {field("creditCode", t.creditCode, true)}
        {fault ? (
          <p className="ink-bad small">
            <CloseCircleFilled /> {t.creditFault[fault]}（{values.creditCode.replace(/[\s-]/g, "").length}/18）
          </p>
        ) : null}
        {values.creditCode && !fault ? (
          <p className="ink-good small">
            <CheckCircleFilled /> {t.creditGood}
          </p>
        ) : null}
        {field("name", t.enterpriseName, true)}
        {field("address", t.address)}
        <div className="pair">
          {field("contact", t.contact)}
          {field("phone", t.phone)}
        </div>
        <Refusal error={add.error} />
        <div className="row end">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={add.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
