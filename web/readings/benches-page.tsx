import { useLocation, useSearchParams } from "react-router";
import { Problem } from "../../server/kernel/problems.ts";
import { listTasks } from "../../server/work/contract.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { call, useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { ToSign } from "../results/to-sign.tsx";
import { useScan, useTravel } from "../scan.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { TaskTiles } from "../work/task-tiles.tsx";
import { words } from "./words.ts";

/** The bench before anything is in hand: my tasks, and a container that is scanned leads to its own. */
export function BenchesPage() {
  const t = useWords(words);
  const go = useTravel();
  const location = useLocation();
  const [search] = useSearchParams();
  const sample = search.get("sample") ?? undefined;
  const mine = useAsk(listTasks, { query: { mine: "yes", ...(sample ? { sample } : {}) } });
  useBenchScan((task, container) => go(paths.bench(task.id), { state: { container } }));
  return (
    <Page title={t.workbench} below={sample ? t.chooseTask : t.scanToBegin}>
      <Refusal error={mine.error} />
      <Panel title={t.myTasks}>
        <TaskTiles rows={mine.data?.rows} empty={t.noTasks} state={location.state} />
      </Panel>
      <ToSign />
    </Page>
  );
}

/** A scanned container or sample opens my task of it; several are offered to choose from. */
export function useBenchScan(open: (task: TaskRow, container: string | null) => Promise<void>): void {
  const t = useWords(words);
  const go = useTravel();
  useScan(async (answer) => {
    if (answer.kind !== "container" && answer.kind !== "sample") return undefined;
    const sample = answer.kind === "container" ? (answer.of ?? "") : answer.number;
    const { rows } = await call(listTasks, { query: { mine: "yes", sample } });
    const [first] = rows;
    if (!first) throw new Problem("no-task-of-sample", { sample: answer.title });
    if (rows.length === 1) await open(first, answer.kind === "container" ? answer.number : null);
    else await go(paths.benchOf(sample), { state: { container: answer.kind === "container" ? answer.number : null } });
    return t.otherSample(answer.title);
  });
}
