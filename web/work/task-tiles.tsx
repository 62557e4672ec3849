import { RightOutlined, RollbackOutlined } from "@ant-design/icons";
import { Link } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { paths } from "../paths.ts";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { DueTag } from "./due-tag.tsx";
import { words } from "./words.ts";

/** My tasks, large enough for a glove: what came back first, then the most urgent. */
export function TaskTiles({
  rows,
  empty,
  state,
}: {
  rows: readonly TaskRow[] | undefined;
  empty: string;
  state?: unknown;
}) {
  const t = useWords(words);
  if (!rows)
    return (
      <div>
        <div className="bone" />
        <div className="bone" />
        <div className="bone bone-short" />
      </div>
    );
  if (rows.length === 0) return <p className="quiet">{empty}</p>;
  const sorted = rows.toSorted((a, b) => Number(b.returnReason !== null) - Number(a.returnReason !== null));
  return (
    <ul className="task-tiles">
      {sorted.map((task) => (
        <li key={task.id}>
          <Link
            to={paths.bench(task.id)}
            state={state}
            className={`task-tile ${task.returnReason ? "task-tile-returned" : ""}`}
          >
            <span className="task-short">{shortForm(task.sampleNumber)}</span>
            <span className="task-words">
              <strong>
                {task.item} · {task.sampleName}
              </strong>
              <span className="small quiet">
                {task.method} {task.clause}
                {task.isLead ? ` · ${t.lead}` : ""}
              </span>
              {task.returnReason ? (
                <span className="task-return">
                  <RollbackOutlined /> {task.returnReason}
                </span>
              ) : null}
            </span>
            <StateTag of="task" state={task.returnReason ? "returned" : task.state} />
            <DueTag task={task} />
            <RightOutlined className="quiet" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
