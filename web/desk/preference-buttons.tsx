import { MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { setPreferences, usePreferences } from "../preferences.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Language and light or dark, one tap each. */
export function PreferenceButtons() {
  const t = useWords(words);
  const { language, shade } = usePreferences();
  const isDark = shade === "dark";
  return (
    <span className="row">
      <Button type="text" onClick={() => setPreferences({ language: language === "zh" ? "en" : "zh" })}>
        {language === "zh" ? "English" : "中文"}
      </Button>
      <Button
        type="text"
        icon={isDark ? <SunOutlined /> : <MoonOutlined />}
        aria-label={isDark ? t.light : t.dark}
        onClick={() => setPreferences({ shade: isDark ? "light" : "dark" })}
      />
    </span>
  );
}
