import { expect } from "vitest";
import type { Client } from "./lab.ts";
import { told } from "./story.ts";

/** All rows of a list by its pages, each asked for with the key of the one before it; only the last may be short. */
export async function everyPage<R>(who: Client, place: string, size: number): Promise<R[]> {
  const found: R[] = [];
  let next: string | null = "";
  while (next !== null) {
    const address = `${place}${place.includes("?") ? "&" : "?"}size=${size}${next && `&after=${next}`}`;
    const page: { rows: R[]; next: string | null } = told(await who.get(address));
    expect(page.rows.length <= size && (page.next === null || page.rows.length === size)).toBe(true);
    found.push(...page.rows);
    next = page.next;
  }
  return found;
}
