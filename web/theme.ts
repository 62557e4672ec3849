import { theme as antd } from "antd";
import type { ThemeConfig } from "antd";

export type Shade = "light" | "dark";

/** Text in the reader's own system fonts; no font is ever fetched. */
export const fontStack =
  '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, -apple-system, "Segoe UI", sans-serif';

/** What a state looks like; the colours themselves stand in screen.css, once for light and once for dark. */
export const tones = ["waiting", "running", "attention", "good", "bad", "returned"] as const;
export type Tone = (typeof tones)[number];

/** antd dressed in the house's colours: 16 px text, 44 px targets. */
export function themeOf(shade: Shade): ThemeConfig {
  const isDark = shade === "dark";
  return {
    algorithm: isDark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      fontFamily: fontStack,
      fontSize: 16,
      controlHeight: 44,
      controlHeightSM: 36,
      borderRadius: 8,
      colorPrimary: isDark ? "#3f80d0" : "#1f4e8c",
      colorInfo: isDark ? "#5b9bea" : "#1f4e8c",
      colorLink: isDark ? "#8fc0ff" : "#1a5bb0",
      colorSuccess: isDark ? "#4fb870" : "#1d7c3b",
      colorWarning: isDark ? "#e0a63c" : "#b06f00",
      colorError: isDark ? "#f2766c" : "#b3261e",
      colorBgLayout: isDark ? "#12161c" : "#f3f5f8",
      colorBgContainer: isDark ? "#1a2028" : "#ffffff",
      colorBgElevated: isDark ? "#222a34" : "#ffffff",
      colorBorder: isDark ? "#3a4552" : "#c9d1db",
      colorBorderSecondary: isDark ? "#2c3540" : "#e1e6ec",
      colorText: isDark ? "#e6ebf1" : "#1b2430",
      colorTextSecondary: isDark ? "#aab5c2" : "#55606e",
      colorTextPlaceholder: isDark ? "#8f9ba9" : "#66717f",
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none" },
      Modal: { titleFontSize: 19 },
      Tabs: {
        itemSelectedColor: isDark ? "#8fc0ff" : "#1f4e8c", // the dark algorithm makes the primary too dark for text
        itemHoverColor: isDark ? "#8fc0ff" : "#1f4e8c",
        itemActiveColor: isDark ? "#8fc0ff" : "#1f4e8c",
        inkBarColor: isDark ? "#8fc0ff" : "#1f4e8c",
      },
    },
  };
}
