const underway = new Map<string, Promise<unknown>>();

/** What is said again while it is still being said is not sent again: both hear the one answer. */
export function together<T>(key: string, send: () => Promise<T>): Promise<T> {
  const running = underway.get(key) as Promise<T> | undefined;
  if (running) return running;
  const sent = send().finally(() => underway.delete(key));
  underway.set(key, sent);
  return sent;
}
