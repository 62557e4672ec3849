import { Drawer } from "antd";
import { matchPath, useLocation } from "react-router";
import { paths } from "../paths.ts";
import { usePreferences } from "../preferences.ts";
import { useWords } from "../words.ts";
import { helpTexts } from "./help-texts.ts";
import type { Help } from "./help-texts.ts";
import { words } from "./words.ts";

/** Beside the page: what it is for, and all keys. */
export function HelpDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useWords(words);
  const { language } = usePreferences();
  const help = helpOf(useLocation().pathname);
  return (
    <Drawer open={isOpen} onClose={onClose} title={t.help} size={460} mask={false}>
      {help ? (
        <ul className="help">
          {help[language].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      <h2 className="help-keys">{t.allKeys}</h2>
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
    </Drawer>
  );
}

/** The help of the page at an address; an address written out goes before one with a part left open. */
export function helpOf(pathname: string): Help | undefined {
  const found = Object.entries(helpTexts)
    .map(([name, help]) => ({ help, pattern: (paths[name as keyof typeof helpTexts] as (p: string) => string)(":x") }))
    .filter(({ pattern }) => matchPath(pattern, pathname))
    .sort((a, b) => Number(a.pattern.includes(":")) - Number(b.pattern.includes(":")));
  return found[0]?.help;
}
