import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";
import type { NavigateOptions } from "react-router";
import { resolveScan } from "../server/desk/contract.ts";
import type { ScanAnswer } from "../server/desk/contract.ts";
import { call } from "./api.ts";
import { useErrorText } from "./error-text.ts";
import { paths } from "./paths.ts";
import { isRepeated, plainTyped } from "./scan-rules.ts";
import { notForever, pageIsThere } from "./scan-holds.ts";
import { listenForScans } from "./scan-keys.ts";
import { playSound } from "./sounds.ts";
import { useWords } from "./words.ts";
import { words } from "./desk/words.ts";

export type LastScan = { code: string; outcome: "looking" | "accepted" | "refused"; sentence: string; count: number };
export type Said = string | { refused: string } | undefined;
/**
 * What the page does with a scan: the sentence to show, or nothing to let the thing be opened. A Problem that is thrown refuses it, and
 * so does a sentence of the page's own.
 */
export type ScanHandler = (answer: ScanAnswer) => Said | Promise<Said>;
/** Takes a code as it is, before the server is asked what it is. */
export type RawScanHandler = (code: string) => Said | Promise<Said>;
type Listener = { onAnswer: ScanHandler; onRaw: RawScanHandler | undefined };
/** Goes to a page and resolves when it is on screen, so that the next scan is meant for it. */
type Travel = (to: string, options?: NavigateOptions) => Promise<void>;
type Scanning = { last: LastScan | null; scan: (code: string) => void; listeners: Listener[]; travel: Travel };

const ScanContext = createContext<Scanning | null>(null);

/** Hears the scanner anywhere, asks the server what was scanned, and lets the page act on it. */
export function ScanProvider({ children }: { children: ReactNode }) {
  const [last, setLast] = useState<LastScan | null>(null);
  const listeners = useRef<Listener[]>([]).current;
  const queue = useRef(Promise.resolve());
  const before = useRef<{ code: string; at: number } | null>(null);
  const count = useRef(0);
  const errorText = useErrorText();
  const t = useWords(words);
  const travel = useTravelling();

  const act = useCallback(
    async (code: string) => {
      count.current += 1;
      const show = (outcome: LastScan["outcome"], sentence: string) =>
        setLast({ code, outcome, sentence, count: count.current });
      const refuse = (sentence: string) => {
        show("refused", sentence);
        playSound("refused");
      };
      show("looking", "");
      await pageIsThere();
      if (isDialogOpen()) return refuse(t.scanInDialog); // what lies behind it is not to be changed unseen
      try {
        const listener = listeners.at(-1);
        const raw = await listener?.onRaw?.(code);
        const answer = raw === undefined ? await call(resolveScan, { query: { code } }) : null;
        const said = raw ?? (answer && listener ? await listener.onAnswer(answer) : undefined);
        if (typeof said === "object") return refuse(said.refused);
        const link = said === undefined && answer ? linkTo(answer) : null;
        if (said === undefined && answer && link === null)
          return refuse(t.scanNoUse(`${t.scanKind[answer.kind]} ${answer.title}`));
        show("accepted", said ?? `${answer ? t.scanKind[answer.kind] : ""} ${answer?.title ?? ""}`.trim());
        playSound("accepted");
        if (link) await travel(link);
      } catch (error) {
        refuse(errorText(error));
      }
    },
    [listeners, errorText, t, travel],
  );

  // One after the other: a slow answer must not be overtaken by the next scan.
  const scan = useCallback(
    (code: string) => {
      const at = performance.now();
      if (isRepeated(before.current, code, at)) return;
      before.current = { code, at };
      queue.current = queue.current.then(() => act(code));
    },
    [act],
  );

  const broken = useCallback(
    (code: string) => {
      count.current += 1;
      setLast({ code, outcome: "refused", sentence: t.scanBroken, count: count.current });
      playSound("refused");
    },
    [t],
  );

  useEffect(() => listenForScans(scan, broken), [scan, broken]);
  const scanning = useMemo(() => ({ last, scan, listeners, travel }), [last, scan, listeners, travel]);
  return <ScanContext.Provider value={scanning}>{children}</ScanContext.Provider>;
}

/** Lets the page act on scans while it is on screen; the page that came last is asked. */
export function useScan(onAnswer: ScanHandler, onRaw?: RawScanHandler): void {
  const { listeners } = useScanning();
  const latest = useRef({ onAnswer, onRaw });
  useEffect(() => {
    latest.current = { onAnswer, onRaw };
  });
  useEffect(() => {
    const listener: Listener = {
      onAnswer: (answer) => latest.current.onAnswer(answer),
      onRaw: (code) => latest.current.onRaw?.(code),
    };
    listeners.push(listener);
    return () => void listeners.splice(listeners.indexOf(listener), 1);
  }, [listeners]);
}

/** The last scan and a way to enter a code by hand. */
export function useLastScan(): { last: LastScan | null; enter: (typed: string) => void } {
  const { last, scan } = useScanning();
  return { last, enter: (typed) => scan(plainTyped(typed)) };
}

/** For a page whose answer to a scan is another page. */
export function useTravel(): Travel {
  return useScanning().travel;
}

/** A dialog that is not on its way out. */
function isDialogOpen(): boolean {
  return [...document.querySelectorAll(".ant-modal-wrap")].some(
    (wrap) => wrap.checkVisibility() && wrap.querySelector('.ant-modal:not([class*="-leave"])') !== null,
  );
}

function useScanning(): Scanning {
  const scanning = useContext(ScanContext);
  if (!scanning) throw new Error("scans are heard only inside ScanProvider");
  return scanning;
}

function useTravelling(): Travel {
  const go = useNavigate();
  const { key } = useLocation();
  const arrivals = useRef<(() => void)[]>([]);
  useEffect(() => {
    for (const arrived of arrivals.current.splice(0)) arrived(); // after the effects of the page itself
  }, [key]);
  return useCallback(
    async (to, options) => {
      const arrival = new Promise<void>((arrived) => arrivals.current.push(arrived));
      await go(to, options);
      await notForever(arrival);
    },
    [go],
  );
}

function linkTo(answer: ScanAnswer): string | null {
  switch (answer.kind) {
    case "sample":
      return paths.sample(answer.number);
    case "container":
      return answer.of ? paths.sample(answer.of) : paths.container(answer.number);
    case "order":
      return paths.order(answer.number);
    case "commission":
      return paths.commission(answer.number);
    case "certificate":
      return paths.certificate(answer.number);
    case "instrument":
      return paths.instrument(answer.number);
    case "sheet":
      return answer.of ? paths.sheet(answer.of) : null;
    case "place":
      return paths.place(answer.number);
    case "transfer":
      return paths.transfer(answer.number);
    case "badge":
    case "product":
    case "enterprise":
      return null;
  }
}
