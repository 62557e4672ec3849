import { UserAddOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { enterpriseAccounts, openEnterpriseAccount } from "../../server/people/contract.ts";
import type { GivenPassword } from "../../server/people/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { useWords } from "../words.ts";
import { GivenPasswordDialog } from "./given-password.tsx";
import { NewAccountDialog } from "./new-account-form.tsx";
import { words } from "./words.ts";

/** For reception: whether an enterprise can sign in, and its first account where it cannot. */
export function EnterpriseAccount({ enterpriseId }: { enterpriseId: string }) {
  const t = useWords(words);
  const may = useMay();
  const asked = useAsk(enterpriseAccounts, { params: { enterpriseId } }, { enabled: may("enterprises.read") });
  const open = useChange(openEnterpriseAccount);
  const [isOpen, setOpen] = useState(false);
  const [given, setGiven] = useState<GivenPassword | null>(null);
  if (!asked.data) return null;
  const { administrators, accounts } = asked.data;
  return (
    <div className="above-small">
      {administrators.length > 0 ? (
        <p className="small quiet">{t.managesItself(administrators.join("、"), accounts)}</p>
      ) : may("enterprises.change") ? (
        <Button icon={<UserAddOutlined />} onClick={() => setOpen(true)}>
          {t.firstAccount}
        </Button>
      ) : null}
      <NewAccountDialog
        isOpen={isOpen}
        title={t.firstAccount}
        why={t.firstAccountWhy}
        mayChoose={false}
        isBusy={open.isPending}
        error={open.error}
        onClose={() => {
          open.reset();
          setOpen(false);
        }}
        onSend={({ login, name, email }) =>
          open.mutate(
            { params: { enterpriseId }, body: { login, name, email } },
            {
              onSuccess: (password) => {
                setOpen(false);
                setGiven(password);
              },
            },
          )
        }
      />
      <GivenPasswordDialog given={given} onClose={() => setGiven(null)} />
    </div>
  );
}
