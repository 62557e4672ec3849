import { q, rows, list, type Landmarks, type List } from "./landmarks.ts";

/** Where containers are and have been: places, retained samples, disposals, transfers. */
export function custodyLists({ lab, container, rareName, place, own }: Landmarks): List[] {
  return [
    list(
      "analyst",
      "scan a container",
      `/api/scan?code=${container}`,
      `select * from "Container" where number = '${container}'`,
    ),
    list(
      "keeper",
      "custody of a container",
      `/api/containers/${container}`,
      `select * from "Custody" where "containerId" = (select id from "Container" where number = '${container}')`,
    ),
    list(
      "keeper",
      "places",
      "/api/storage-places",
      `select "placeId", count(*) from "Container" where ${own} and state = 'stored' group by 1`,
    ),
    list(
      "keeper",
      "containers without a place",
      "/api/unplaced-containers",
      `select * from "Container" where ${own} and state = 'stored' and "placeId" is null limit 51`,
    ),
    list(
      "keeper",
      "retained samples due",
      "/api/retention?show=due",
      `select * from "Container" where ${own} and state = 'stored' and "retainUntil" < to_char(now(), 'YYYY-MM-DD') order by "retainUntil" limit 51`,
    ),
    list(
      "keeper",
      "retained samples kept",
      "/api/retention?show=kept",
      `select * from "Container" where ${own} and state = 'stored' order by "retainUntil" limit 51`,
    ),
    list("keeper", "disposals", "/api/disposals", rows("Disposal", own, "id desc")),
    list("keeper", "transfers", "/api/transfers", `select * from "Transfer" order by id desc limit 51`),
    list(
      "keeper",
      "contents of a place",
      `/api/storage-places/${place}/containers`,
      `select * from "Container" where state = 'stored' and "placeId" = (select id from "StoragePlace" where number = '${place}') order by id limit 51`,
    ),
    list(
      "keeper",
      "retained samples by a rare name",
      `/api/retention?show=kept&q=${rareName}`,
      `select * from "Container" c join "Sample" s on s.id = c."sampleId" where s.name like '%${rareName}%' limit 51`,
    ),
    list(
      "keeper",
      "retained samples by a common name",
      `/api/retention?show=kept&q=${q("酱牛肉")}`,
      `select * from "Container" c join "Sample" s on s.id = c."sampleId" where c."laboratoryId" = '${lab}' and c.state = 'stored' and s.name like '%酱牛肉%' order by c."retainUntil", c.id limit 51`,
    ),
    list(
      "keeper",
      "retained samples due soon",
      "/api/retention?show=soon",
      `select * from "Container" where ${own} and state = 'stored' and "retainUntil" >= to_char(now(), 'YYYY-MM-DD') order by "retainUntil" limit 51`,
    ),
    list(
      "keeper",
      "retained samples held",
      "/api/retention?show=held",
      `select * from "RetentionHold" where "releasedAt" is null limit 51`,
    ),
    list(
      "keeper",
      "transfers not done",
      "/api/transfers?show=open",
      rows("Transfer", `"fromLaboratoryId" = '${lab}' and state in ('sent', 'incomplete')`, "id desc"),
    ),
    list("keeper", "laboratories to send to", "/api/transfer-targets", `select id, name from "Laboratory"`),
    list("keeper", "badges", "/api/badges", rows("Person", own, "id")),
  ];
}
