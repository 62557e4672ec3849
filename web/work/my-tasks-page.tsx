import { listTasks } from "../../server/work/contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useBenchScan } from "../readings/benches-page.tsx";
import { ToSign } from "../results/to-sign.tsx";
import { useTravel } from "../scan.tsx";
import { Page } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { ReturnTasks } from "./return-tasks.tsx";
import { TaskPool } from "./task-pool.tsx";
import { TaskTiles } from "./task-tiles.tsx";
import { words } from "./words.ts";

/** An analyst's own tasks; a scanned container opens its task at the bench. */
export function MyTasksPage() {
  const t = useWords(words);
  const go = useTravel();
  const mine = useAsk(listTasks, { query: { mine: "yes" } });
  useBenchScan((task, container) => go(paths.bench(task.id), { state: { container } }));
  return (
    <Page title={t.myTasks} below={t.myTasksBelow}>
      <Refusal error={mine.error} />
      <section className="panel panel-flush">
        <TaskTiles rows={mine.data?.rows} empty={t.noMine} />
      </section>
      <ToSign />
      <ReturnTasks rows={mine.data?.rows ?? []} />
      <TaskPool />
    </Page>
  );
}
