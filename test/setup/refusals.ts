import { expect } from "vitest";
import type { Answer, Lab } from "./lab.ts";

/** Everything a registration writes, counted. */
export async function everything(lab: Lab): Promise<Record<string, unknown>> {
  const { order, sample, container, task, determination, enterprise, storedFile, trailEntry, counter } = lab.db;
  const [orders, samples, containers, tasks, determinations, enterprises, files, entries, counters] = await Promise.all(
    [
      order.count(),
      sample.count(),
      container.count(),
      task.count(),
      determination.count(),
      enterprise.count(),
      storedFile.count(),
      trailEntry.count(),
      counter.findMany({ orderBy: { series: "asc" } }),
    ],
  );
  return { orders, samples, containers, tasks, determinations, enterprises, files, entries, counters };
}

/** The answer is this refusal, said in both languages, and nothing at all was written. */
export async function expectRefused(
  lab: Lab,
  act: () => Promise<Answer>,
  status: number,
  code: string,
  said: { zh?: string; en?: string } = {},
): Promise<void> {
  const before = await everything(lab);
  const answer = await act();
  expect(answer).toMatchObject({ status, body: { code, status, type: `urn:lims:problem:${code}` } });
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const { title, titleEn } = answer.body as { title: string; titleEn: string };
  expect(title).toMatch(/[\u4e00-\u9fff]{4,}.*[。？！]/);
  expect(titleEn).toMatch(/[A-Za-z]+ [a-z]+ .*[.?!]$/);
  expect(`${title} ${titleEn}`).not.toMatch(/undefined|null|NaN|\[object/);
  if (said.zh) expect(title).toContain(said.zh);
  if (said.en) expect(titleEn).toContain(said.en);
  expect(await everything(lab)).toEqual(before);
}
