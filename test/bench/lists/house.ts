import { q, rows, list, type Landmarks, type List } from "./landmarks.ts";

/** What everybody sees of the house: today, notices, the trail; and what an administrator and the methods need. */
export function houseLists({ number, own }: Landmarks): List[] {
  return [
    list("quality", "trail", "/api/trail", rows("TrailEntry", "true", "id desc", 100)),
    list(
      "quality",
      "trail of a sample",
      `/api/trail?q=${q(`sample ${number}`)}`,
      `select * from "TrailEntry" where subject = 'sample ${number}'`,
    ),
    list("analyst", "notices", "/api/notices", `select * from "Notice" limit 51`),
    ...[
      "reception",
      "keeper",
      "supervisor",
      "analyst",
      "checker",
      "reviewer",
      "signatory",
      "metrologist",
      "quality",
      "enterprise",
    ].map((who) => list(who, `today of ${who}`, "/api/today", "select 1")),
    list("admin", "mail", "/api/mail", rows("Mail", own, "id desc")),
    list("admin", "people", "/api/people", rows("Person", own, "id")),
    list("manager", "methods", "/api/methods", rows("Method", "true", "id", 500)),
    list("analyst", "limits", "/api/limits", rows("Limit", "true", "id")),
    list("analyst", "categories", "/api/categories", `select distinct category from "Limit"`),
    list("manager", "drafts of editions", "/api/edition-changes", rows("EditionChange", "true", "id desc")),
    list(
      "reception",
      "saved views",
      "/api/views?list=samples",
      `select * from "SavedView" where "personId" = (select id from "Person" where login = 'demo-reception')`,
    ),
    list(
      "reception",
      "exports",
      "/api/exports?list=samples",
      `select * from "ListExport" where "personId" = (select id from "Person" where login = 'demo-reception')`,
    ),
  ];
}
