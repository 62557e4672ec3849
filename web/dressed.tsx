import { App, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN.js";
import { useMemo } from "react";
import { Outlet } from "react-router";
import { usePreferences } from "./preferences.ts";
import { themeOf } from "./theme.ts";

// Bundlers and the compiler disagree on what the default of this CommonJS module is; both shapes are taken.
const chinese = "default" in zhCN ? zhCN.default : zhCN;

/** The whole web in the reader's colours and language. */
export function Dressed() {
  const { language, shade } = usePreferences();
  const theme = useMemo(() => themeOf(shade), [shade]);
  return (
    <ConfigProvider
      theme={theme}
      locale={language === "zh" ? (chinese as never) : undefined}
      button={{ autoInsertSpace: false }}
    >
      <App>
        <Outlet />
      </App>
    </ConfigProvider>
  );
}
