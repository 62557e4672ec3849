// 分包 (检验检测机构监督管理办法 Art. 11, RB/T 214-2017 4.5.5): only with the client's consent to item and laboratory, only to one whose own
// scope covers them on the day, only a part of what a sample is tested for, and never of an order of the authority.

export type SubcontractStage = "agreed" | "sent" | "reported" | "ended";

type Dates = { sentAt: unknown; reportSha256: string | null; endedAt: unknown };

/** How far it is. */
export function stageOf({ sentAt, reportSha256, endedAt }: Dates): SubcontractStage {
  if (endedAt !== null) return "ended";
  if (reportSha256 !== null) return "reported";
  return sentAt === null ? "agreed" : "sent";
}

/** What may be done with it at which stage; results are taken from the report alone. */
export const subcontractMay = {
  send: ["agreed"],
  end: ["agreed"],
  report: ["sent", "reported"],
  enter: ["reported"],
} as const satisfies Record<string, readonly SubcontractStage[]>;

/** Whether a step is open at a stage. */
export function subcontractAllows(act: keyof typeof subcontractMay, stage: SubcontractStage): boolean {
  const list: readonly SubcontractStage[] = subcontractMay[act];
  return list.includes(stage);
}

/** Work of an authority's order stays in the house it was given to. */
export function maySubcontract(source: string): boolean {
  return source === "commissioned";
}

type Open = { readonly id: string; readonly sampleId: string; readonly subcontractId: string | null };

/** Samples that would have nothing left to be tested by us: then the certificate would not be ours. */
export function samplesGivenAway(tasks: readonly Open[], chosen: ReadonlySet<string>): string[] {
  const kept = new Set(tasks.filter((t) => t.subcontractId === null && !chosen.has(t.id)).map((t) => t.sampleId));
  return [...new Set(tasks.filter((t) => chosen.has(t.id)).map((t) => t.sampleId))].filter((id) => !kept.has(id));
}

type ScopeRow = { readonly methodId: string; readonly validFrom: string; readonly validUntil: string | null };
type Work = {
  readonly methodId: string;
  readonly method: { readonly code: string; readonly clause: string; readonly item: { readonly name: string } };
};

/** Items, each with its method, that the other laboratory's scope (能力附表) did not cover on a day. */
export function outsidePartnerScope(tasks: readonly Work[], scopes: readonly ScopeRow[], on: string): string[] {
  const covered = new Set(
    scopes
      .filter(({ validFrom, validUntil }) => validFrom <= on && (validUntil === null || on <= validUntil))
      .map(({ methodId }) => methodId),
  );
  const outside = tasks.filter(({ methodId }) => !covered.has(methodId));
  return [...new Set(outside.map(({ method }) => `${method.item.name}（${method.code} ${method.clause}）`))];
}

/** Whether the other laboratory's certificate covered a day. */
export function coversDay(cmaValidUntil: string, on: string): boolean {
  return on <= cmaValidUntil;
}
