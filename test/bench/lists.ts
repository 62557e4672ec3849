import type pg from "pg";
import { certificateLists } from "./lists/certificates.ts";
import { custodyLists } from "./lists/custody.ts";
import { houseLists } from "./lists/house.ts";
import { findLandmarks, type List } from "./lists/landmarks.ts";
import { metrologyLists } from "./lists/metrology.ts";
import { portalLists } from "./lists/portal.ts";
import { receptionLists } from "./lists/reception.ts";
import { workLists } from "./lists/work.ts";

const parts = [receptionLists, custodyLists, workLists, certificateLists, metrologyLists, houseLists, portalLists];

/** Every list of the house, its filters, searches and a page from the middle; the cards and counts beside them. */
export async function listsOf(direct: pg.Client): Promise<List[]> {
  const landmarks = await findLandmarks(direct);
  return parts.flatMap((part) => part(landmarks));
}
