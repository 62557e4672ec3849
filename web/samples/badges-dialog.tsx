import { Button, Modal } from "antd";
import { badgesPdf, giveBadges, listBadges } from "../../server/samples/contract.ts";
import { fileUrl, useAsk, useChange } from "../api.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";

/** The cards people are scanned by: given, printed, replaced when lost. */
export function BadgesDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useWords(custodyWords);
  const asked = useAsk(listBadges, {}, { enabled: isOpen });
  const give = useChange(giveBadges);
  const rows = asked.data?.rows ?? [];
  return (
    <Modal open={isOpen} onCancel={onClose} title={t.badges} footer={null} width={640} destroyOnHidden>
      <div className="stack">
        <p className="quiet">{t.badgesBelow}</p>
        <table className="table" aria-label={t.badges}>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>{row.name}</td>
                <td>{row.badge ? <NumberText>{row.badge}</NumberText> : <span className="quiet">{t.noBadge}</span>}</td>
                <td>
                  {row.badge ? (
                    <Button size="small" onClick={() => give.mutate({ body: { replace: row.id } })}>
                      {t.newBadge}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Refusal error={give.error ?? asked.error} />
        <div className="row end">
          <Button
            disabled={rows.every((row) => row.badge !== null)}
            loading={give.isPending}
            onClick={() => give.mutate({ body: {} })}
          >
            {t.giveBadges}
          </Button>
          <Button
            type="primary"
            disabled={rows.every((row) => row.badge === null)}
            href={fileUrl(badgesPdf)}
            target="_blank"
          >
            {t.printBadges}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
