import { q, rows, list, type Landmarks, type List } from "./landmarks.ts";

/** The register of instruments and their verification. */
export function metrologyLists({ lab, instrument, device, own }: Landmarks): List[] {
  return [
    list("metrologist", "instruments", "/api/instruments", `select * from "Instrument" where ${own}`),
    list(
      "metrologist",
      "one instrument",
      `/api/instruments/${device}`,
      `select * from "Instrument" where number = '${device}'`,
    ),
    list(
      "metrologist",
      "verification plan",
      "/api/verification-plan",
      `select * from "Instrument" where ${own} order by "dueOn" limit 100`,
    ),
    list("analyst", "instruments to choose from", "/api/instrument-choices", `select * from "Instrument" where ${own}`),
    list(
      "metrologist",
      "instruments by a name",
      `/api/instruments?q=${q("天平")}`,
      `select * from "Instrument" where ${own} and name like '%天平%' limit 51`,
    ),
    list(
      "metrologist",
      "instruments out of service",
      "/api/instruments?state=out_of_service",
      `select * from "Instrument" where ${own} limit 51`,
    ),
    list(
      "metrologist",
      "use of an instrument",
      `/api/instruments/${device}/usage`,
      `select * from "Reading" where "instrumentId" = '${instrument}' order by "takenAt" desc limit 100`,
    ),
    list(
      "metrologist",
      "history of an instrument",
      `/api/instruments/${device}/history`,
      `select * from "Verification" where "instrumentId" = '${instrument}'`,
    ),
    list(
      "metrologist",
      "verification plan of a year",
      "/api/verification-plan/load?year=2026",
      `select "dueOn", count(*) from "Instrument" where ${own} group by 1`,
    ),
    list(
      "metrologist",
      "verification rates",
      "/api/verification-rates?from=2026-01-01&to=2026-12-31",
      `select * from "Verification" v join "Instrument" i on i.id = v."instrumentId" where i."laboratoryId" = '${lab}'`,
    ),
    list(
      "metrologist",
      "rounds to the institute",
      "/api/verification-rounds",
      rows("VerificationRound", own, "id desc"),
    ),
    list(
      "metrologist",
      "reminders that were sent",
      "/api/verification-plan/reminders",
      `select * from "DueReminder" limit 51`,
    ),
    list("metrologist", "intermediate checks", "/api/intermediate-checks", `select * from "CheckPlan" limit 51`),
    list("admin", "gateways", "/api/gateways", rows("Gateway", own, "id")),
  ];
}
