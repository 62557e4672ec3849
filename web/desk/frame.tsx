import { Suspense, useEffect, useState } from "react";
import { Outlet, useNavigate } from "react-router";
import { useLiveStream } from "../live.ts";
import { paths } from "../paths.ts";
import { ScanProvider } from "../scan.tsx";
import { Opening } from "../ui/opening.tsx";
import { useWords } from "../words.ts";
import { HelpDrawer } from "./help-drawer.tsx";
import { SignInGate } from "./sign-in-gate.tsx";
import { SideMenu } from "./side-menu.tsx";
import { TopBar } from "./top-bar.tsx";
import { words } from "./words.ts";

/** The frame for whoever has signed in. */
export function GatedFrame() {
  return (
    <ScanProvider>
      <SignInGate>
        <Frame />
      </SignInGate>
    </ScanProvider>
  );
}

function Frame() {
  const t = useWords(words);
  const [isHelpOpen, setHelpOpen] = useState(false);
  useLiveStream();
  useShortcuts(() => setHelpOpen(true));
  return (
    <div className="frame">
      <a href="#page" className="unseen skip">
        {t.skip}
      </a>
      <TopBar onHelp={() => setHelpOpen(true)} />
      <SideMenu />
      <main id="page" className="frame-page" tabIndex={0}>
        <Suspense fallback={<Opening />}>
          <Outlet />
        </Suspense>
      </main>
      <HelpDrawer isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}

const destinations: Record<string, string> = {
  t: paths.today(),
  o: paths.orders(),
  s: paths.samples(),
  w: paths.work(),
  c: paths.certificates(),
  i: paths.instruments(),
};

/** `?` shows the keys; G and a letter goes somewhere. Never while somebody types in a field. */
function useShortcuts(onHelp: () => void): void {
  const go = useNavigate();
  useEffect(() => {
    let goAt = 0;
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement &&
        event.target.closest("input, textarea, select, [contenteditable], [role=dialog]");
      if (isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
      const key = event.key.toLowerCase();
      const link = destinations[key];
      if (event.key === "?") onHelp();
      else if (link && event.timeStamp - goAt < 1200) void go(link);
      goAt = key === "g" ? event.timeStamp : 0;
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [go, onHelp]);
}
