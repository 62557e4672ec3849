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
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    await act();
    taken.push(performance.now() - begun);
  }
  return taken.sort((a, b) => a - b)[Math.floor(runs * 0.95)] ?? NaN;
}
