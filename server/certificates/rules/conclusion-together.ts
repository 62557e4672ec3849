// The conclusion of a certificate of several samples: what holds for all is said once, what differs is said by sample.

export type SampleSaid = { name: string; text: string; textEn: string; verdict: string };

const most = 1100; // what a certificate's conclusion may have, with room for the sentence around it

/** One paragraph over samples in their order on the certificate; too long for a page, it counts them and names what failed. */
export function conclusionTogether(samples: readonly SampleSaid[]): { text: string; textEn: string } {
  return {
    text: sentence(samples, "text", chinese),
    textEn: sentence(samples, "textEn", english),
  };
}

type Words = {
  all: (count: number, text: string) => string;
  some: (which: string, text: string) => string;
  counted: (count: number, passed: number, failed: string) => string;
  between: string;
};

const chinese: Words = {
  all: (count, text) => `本报告所载 ${count} 个样品：${text}`,
  some: (which, text) => `样品 ${which}：${text}`,
  counted: (count, passed, failed) =>
    `本报告共载 ${count} 个样品，其中 ${passed} 个所检项目符合要求${failed === "" ? "" : `，样品 ${failed} 有项目不符合要求`}。各样品的结论见其检验检测结果。`,
  between: "\n",
};

const english: Words = {
  all: (count, text) => `All ${count} samples: ${text}`,
  some: (which, text) => `Sample ${which}: ${text}`,
  counted: (count, passed, failed) =>
    `Of ${count} samples ${passed} comply in all items tested${failed === "" ? "" : `; sample ${failed} does not in some`}. Each sample's conclusion stands with its results.`,
  between: "\n",
};

function sentence(samples: readonly SampleSaid[], of: "text" | "textEn", words: Words): string {
  const groups = new Map<string, number[]>();
  for (const [at, said] of samples.entries()) groups.set(said[of], [...(groups.get(said[of]) ?? []), at + 1]);
  const [only] = groups.keys();
  if (groups.size === 1 && only !== undefined) return words.all(samples.length, only);
  const long = [...groups].map(([text, which]) => words.some(ranges(which), text)).join(words.between);
  if (long.length <= most) return long;
  const failed = samples.flatMap(({ verdict }, at) => (verdict.endsWith("fail") ? [at + 1] : []));
  return words.counted(samples.length, samples.filter(({ verdict }) => verdict === "pass").length, ranges(failed));
}

/** 1、3–5 */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}、${to}` : `${from}–${to}`))
    .join("、");
}
