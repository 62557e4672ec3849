import { demoPassword } from "../../server/people/demo-accounts.ts";

export type Client = {
  get: (path: string) => Promise<unknown>;
  post: (path: string, body: unknown) => Promise<unknown>;
};

/** Somebody of the demonstration over HTTP; a refusal is an error. */
export async function signIn(url: string, login: string): Promise<Client> {
  const answer = await fetch(`${url}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login, password: demoPassword }),
  });
  const headers = {
    cookie: (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "",
    "x-csrf-token": ((await answer.json()) as { csrf: string }).csrf,
    "content-type": "application/json",
  };
  const ask = async (place: string, init: RequestInit) => {
    const got = await fetch(`${url}${place}`, { ...init, headers });
    if (!got.ok) throw new Error(`${place}: ${got.status} ${await got.text()}`);
    return got.json() as Promise<unknown>;
  };
  return {
    get: (place) => ask(place, {}),
    post: (place, body) => ask(place, { method: "POST", body: JSON.stringify(body) }),
  };
}

/** The 95th percentile of an act's time in ms, after one run that does not count. */
export async function p95(act: () => Promise<unknown>, runs = 20): Promise<number> {
  await act();
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) taken.push(await timeOf(act));
  return percentile95(taken);
}

/** The same of two acts that are done turn by turn, after five turns that do not count. */
export async function p95OfBoth(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  turns = 60,
): Promise<[number, number]> {
  const taken: [number[], number[]] = [[], []];
  for (let turn = -5; turn < turns; turn += 1) {
    const [first, second] = [await timeOf(one), await timeOf(other)];
    if (turn < 0) continue;
    taken[0].push(first);
    taken[1].push(second);
  }
  return [percentile95(taken[0]), percentile95(taken[1])];
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

/** The least time that at least 95 of 100 keep to. */
function percentile95(taken: number[]): number {
  return taken.sort((a, b) => a - b)[Math.ceil(taken.length * 0.95) - 1] ?? NaN;
}
