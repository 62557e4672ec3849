// 合格证, 准用证, 停用证: black print on rolls of their colour; the name of the job says which roll to load.

export const labelRolls = {
  fit: { word: "合格证", roll: "绿色卷" },
  restricted: { word: "准用证", roll: "黄色卷" },
  out_of_service: { word: "停用证", roll: "红色卷" },
} as const;

type Labelled = { state: keyof typeof labelRolls; restriction: string | null; validUntil: string | null };

/** The line under the word. A label that says something else than this one is out of date. */
export function labelLine({ state, restriction, validUntil }: Labelled, place: string): string {
  if (state === "out_of_service") return place;
  const until = `有效期至 ${validUntil ?? ""}`;
  return state === "restricted" ? `${restriction ?? ""}；${until}` : until;
}
