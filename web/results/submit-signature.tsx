import { Button } from "antd";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { listUnsigned } from "../../server/results/sign-contract.ts";
import { useAsk } from "../api.ts";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { useWords } from "../words.ts";
import { signWords } from "./sign-words.ts";

/** Whether the laboratory asks for a signature before the check; asked for where it has not been answered yet. */
export function useMustSign(): () => Promise<boolean> {
  const asked = useAsk(listUnsigned);
  return async () => (asked.data ?? (await asked.refetch()).data)?.isRequired ?? false;
}

export type Thing = { key: string; name: string; figure: string };

const mostShown = 12;

/** Submitting with the analyst's signature; who wears gloves submits now and signs later. */
export function SubmitSignature(props: {
  open: boolean;
  things: readonly Thing[];
  error: unknown;
  isBusy: boolean;
  onSign: (password: string) => void;
  onLater: () => void;
  onCancel: () => void;
}) {
  const t = useWords(signWords);
  const meaning = useWords({ zh, en }).meaning;
  return (
    <SignatureDialog
      open={props.open}
      title={t.signTitle}
      meaning={meaning.submit}
      error={props.error}
      isBusy={props.isBusy}
      onCancel={props.onCancel}
      onSign={props.onSign}
      instead={
        <Button block disabled={props.isBusy} onClick={props.onLater}>
          {t.later}
        </Button>
      }
    >
      <SignedThings of={props.things} />
    </SignatureDialog>
  );
}

/** What is signed for, each shown. */
export function SignedThings({ of }: { of: readonly Thing[] }) {
  const t = useWords(signWords);
  return (
    <ul className="signed-things">
      {of.slice(0, mostShown).map(({ key, name, figure }) => (
        <li key={key}>
          <span>{name}</span>
          <strong className="figure">{figure}</strong>
        </li>
      ))}
      {of.length > mostShown ? <li className="quiet">{t.more(of.length - mostShown)}</li> : null}
    </ul>
  );
}
