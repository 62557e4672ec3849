import { q, rows, list, type Landmarks, type List } from "./landmarks.ts";

/** What is to be done, by whom, with what: tasks, batches, readings, equipment, curves, charts, plates, materials. */
export function workLists({ lab, task, instrument, sheetTask, device, own, tasks }: Landmarks): List[] {
  return [
    list(
      "analyst",
      "the bench of a task",
      `/api/tasks/${sheetTask}/bench`,
      `select * from "Determination" d join "ReadingUse" u on u."determinationId" = d.id join "Reading" r on r.id = u."readingId" where d."taskId" = '${sheetTask}'`,
    ),
    list("supervisor", "tasks to give out", "/api/tasks?stage=pending", tasks("state = 'pending'")),
    list(
      "supervisor",
      "tasks under way",
      "/api/tasks?stage=running",
      tasks("state in ('assigned', 'in_progress', 'retest')"),
    ),
    list("supervisor", "tasks, all the years", "/api/tasks", rows("Task", own, `"dueOn" desc, id desc`)),
    list(
      "supervisor",
      "tasks, a page from the middle",
      `/api/tasks?after=${task}`,
      rows(
        "Task",
        `${own} and ("dueOn", id) < (select "dueOn", id from "Task" where id = '${task}')`,
        `"dueOn" desc, id desc`,
      ),
    ),
    list("supervisor", "tasks of an item", `/api/tasks?stage=pending&q=${q("铅")}`, tasks("state = 'pending'")),
    list(
      "supervisor",
      "tasks by stage, counted",
      "/api/tasks/counts",
      `select state, count(*) from "Task" where ${own} and not "isOff" and state in ('pending', 'assigned', 'in_progress', 'retest', 'completed', 'returned') group by 1`,
    ),
    list(
      "analyst",
      "my tasks",
      "/api/tasks?mine=yes",
      `select * from "Task" where "analystId" = (select id from "Person" where login = 'demo-analyst') and state in ('assigned', 'in_progress', 'returned', 'retest') limit 301`,
    ),
    list("analyst", "the pool", "/api/tasks?pool=yes", tasks("state = 'pending'")),
    list(
      "supervisor",
      "workload",
      "/api/workload",
      `select "analystId", count(*) from "Task" where ${own} and state in ('assigned', 'in_progress', 'returned', 'retest') group by 1`,
    ),
    list(
      "supervisor",
      "analysts",
      "/api/analysts",
      `select "analystId", count(*) from "Task" where ${own} and state in ('assigned', 'in_progress', 'returned', 'retest') group by 1`,
    ),
    list("analyst", "batches", "/api/sheets", rows("Sheet", own, `"createdAt" desc`, 200)),
    list("analyst", "candidates of a batch", "/api/sheet-candidates", tasks("state in ('assigned', 'in_progress')")),
    list(
      "analyst",
      "tray",
      "/api/tray",
      `select * from "Reading" where ${own} and "receivedAt" > now() - interval '72 hours' order by "receivedAt" desc limit 100`,
    ),
    list(
      "analyst",
      "equipment in use",
      "/api/equipment-uses",
      `select * from "EquipmentUse" where "endedAt" is null order by "startedAt" desc limit 200`,
    ),
    list(
      "analyst",
      "equipment in use, mine",
      "/api/equipment-uses?whose=mine",
      `select e.* from "EquipmentUse" e join "Task" t on t.id = e."taskId" where e."endedAt" is null and t."analystId" = (select id from "Person" where login = 'demo-analyst') limit 51`,
    ),
    list(
      "analyst",
      "equipment in use, of a device",
      `/api/equipment-uses?instrument=${device}`,
      `select * from "EquipmentUse" where "endedAt" is null and "instrumentId" = '${instrument}' limit 51`,
    ),
    list("analyst", "calibration curves", "/api/curves", rows("CalibrationCurve", own, `"createdAt" desc`, 100)),
    list("analyst", "control charts", "/api/controls", rows("ControlSeries", own, `"createdAt" desc`, 500)),
    list("analyst", "PCR plates", "/api/pcr-runs", rows("PcrRun", own, "id desc")),
    list("analyst", "shift notes", "/api/shift-notes", rows("ShiftNote", own, "id desc", 30)),
    list("analyst", "reference materials", "/api/reference-materials", rows("ReferenceMaterial", own, "id desc")),
    list("analyst", "readings of rooms", "/api/room-readings", rows("RoomReading", own, "at desc")),
    list(
      "analyst",
      "results to sign",
      "/api/unsigned-results",
      `select * from "Task" where "analystId" = (select id from "Person" where login = 'demo-analyst') and state = 'completed' limit 51`,
    ),
    list(
      "manager",
      "authorisations",
      "/api/qualifications",
      `select * from "Qualification" q join "Person" p on p.id = q."personId" where p."laboratoryId" = '${lab}'`,
    ),
  ];
}
