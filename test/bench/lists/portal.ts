import { list, type Landmarks, type List } from "./landmarks.ts";

/** What an enterprise sees of its own. */
export function portalLists({ enterprise }: Landmarks): List[] {
  return [
    list(
      "enterprise",
      "portal: orders",
      "/api/portal/orders",
      `select * from "Order" where "clientId" = ${enterprise} order by id desc limit 51`,
    ),
    list(
      "enterprise",
      "portal: certificates",
      "/api/portal/certificates",
      `select c.id from "Order" o join "Sample" s on s."orderId" = o.id join "Certificate" c on c."sampleId" = s.id where "clientId" = ${enterprise} order by c.id desc limit 51`,
    ),
    list(
      "enterprise",
      "portal: commissions",
      "/api/portal/commissions",
      `select * from "Commission" where "enterpriseId" = ${enterprise} order by id desc limit 51`,
    ),
    list("enterprise", "portal: laboratories", "/api/portal/laboratories", `select id, name from "Laboratory"`),
    list(
      "enterprise",
      "portal: staff",
      "/api/portal/staff",
      `select id, name from "Person" where "enterpriseId" = ${enterprise}`,
    ),
  ];
}
