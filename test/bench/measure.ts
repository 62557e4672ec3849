export type Measured = { p50: number; p95: number };

/** Milliseconds of one run, warm: the median and the 95th percentile. */
export async function measure(times: number, run: () => Promise<unknown> | unknown): Promise<Measured> {
  for (let i = 0; i < Math.min(10, times); i++) await run();
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const begun = performance.now();
    await run();
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  return { p50: took[Math.floor(times / 2)] ?? 0, p95: took[Math.floor(times * 0.95)] ?? 0 };
}

/** One line of a report, with the ratio to the floor. */
export function tell(what: string, { p50, p95 }: Measured, floor?: Measured): void {
  const ratio = floor ? `   ${(p50 / floor.p50).toFixed(1)} × floor` : "";
  process.stdout.write(`  ${what.padEnd(48)} p50 ${p50.toFixed(3)} ms   p95 ${p95.toFixed(3)} ms${ratio}\n`);
}
