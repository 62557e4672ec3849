import { Radio } from "antd";
import { useWords } from "../words.ts";
import { cultureWords } from "./culture-words.ts";

/** What the blank tube looks like: nothing is chosen for anybody, and a clouded one can be said. */
export function BlankField({ isClear, onChange }: { isClear: boolean | null; onChange: (isClear: boolean) => void }) {
  const t = useWords(cultureWords);
  return (
    <div className="field">
      <span className="needed">{t.blankTube}</span>
      <Radio.Group
        aria-label={t.blankTube}
        optionType="button"
        value={isClear}
        options={[
          { value: true, label: t.blankClear },
          { value: false, label: t.blankClouded },
        ]}
        onChange={({ target }) => onChange(target.value === true)}
      />
    </div>
  );
}
