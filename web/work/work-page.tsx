import { useMay } from "../session.tsx";
import { AssignmentPage } from "./assignment-page.tsx";
import { MyTasksPage } from "./my-tasks-page.tsx";

/** Whoever assigns sees the pool; whoever tests sees their own tasks. */
export function WorkPage() {
  const may = useMay();
  return may("bench.use") && !may("work.assign") ? <MyTasksPage /> : <AssignmentPage />;
}
