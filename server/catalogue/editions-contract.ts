import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day } from "../kernel/time.ts";
import { signature } from "../people/contract.ts";

const words = z.string().trim().min(1).max(300);

/** One row as it stands in the printed table. `like` names the catalogue's row it was copied from; what is not said is kept. */
export const DraftRow = z.object({
  like: z.string().max(80).optional(),
  category: words,
  item: z.string().trim().min(1).max(80),
  unit: z.string().trim().max(60),
  /** ≤0.3, ≥18, ＜10, 6.5～8.5, 不得检出, 阴性, n=5,c=2,m=100,M=1000. */
  limit: z.string().trim().min(1).max(200),
  basis: z.string().trim().max(300).default(""),
  note: z.string().trim().max(1000).default(""),
});
export type DraftRow = z.output<typeof DraftRow>;

export const EditionDraft = z.object({
  standard: z.string().trim().min(2).max(60),
  version: z
    .string()
    .trim()
    .regex(/^\d{4}$/, { error: "version" }),
  title: words,
  inForceFrom: day,
  /** The version it replaces, and the last day of that one; by default the day before. */
  supersedes: z.string().trim().max(20).optional(),
  supersededUntil: day.optional(),
  mayFollowFrom: day.optional(),
  oldMayFollowUntil: day.optional(),
  /** What the rows were read in: the printed standard, its number and date. */
  source: words,
  remarks: z.string().trim().max(1000).optional(),
  rows: z.array(DraftRow).min(1).max(3000),
});
export type EditionDraft = z.output<typeof EditionDraft>;

export const EditionChangeRow = z.object({
  id: z.uuid(),
  state: z.enum(["draft", "published", "withdrawn"]),
  standard: z.string(),
  version: z.string(),
  title: z.string(),
  inForceFrom: z.string(),
  supersedes: z.string().nullable(),
  rows: z.number(),
  draftedBy: z.string(),
  draftedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
});
export type EditionChangeRow = z.output<typeof EditionChangeRow>;

export const EditionChangeView = EditionChangeRow.extend({
  supersededUntil: z.string().nullable(),
  mayFollowFrom: z.string().nullable(),
  oldMayFollowUntil: z.string().nullable(),
  source: z.string(),
  remarks: z.string().nullable(),
  decision: z.string().nullable(),
  /** Each row beside the row of the edition it replaces. */
  compared: z.array(
    z.object({
      category: z.string(),
      item: z.string(),
      unit: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      change: z.enum(["same", "changed", "added", "dropped"]),
    }),
  ),
  /** What the reader may do, and why not where they may not. */
  may: z.array(z.object({ act: z.enum(["publish", "withdraw"]), refusal: z.string().nullable() })),
});
export type EditionChangeView = z.output<typeof EditionChangeView>;

export const draftEdition = endpoint({
  method: "POST",
  path: "/api/edition-changes",
  right: "editions.draft",
  summary: "Draft an edition with its limits; a second person publishes it / 起草标准换版",
  body: EditionDraft,
  reply: EditionChangeView,
});

export const listEditionChanges = endpoint({
  method: "GET",
  path: "/api/edition-changes",
  right: "catalogue.read",
  summary: "Editions drafted, published and withdrawn / 标准换版",
  reply: z.object({
    rows: z.array(EditionChangeRow),
    /** Editions in the catalogue, as a starting point. */
    editions: z.array(z.object({ standard: z.string(), version: z.string(), title: z.string() })),
  }),
});

/** The rows of an edition as somebody would type them. */
export const editionRows = endpoint({
  method: "GET",
  path: "/api/edition-rows",
  right: "catalogue.read",
  summary: "The rows of an edition, to begin the next from / 版本的限量行",
  query: z.object({ standard: z.string().max(60), version: z.string().max(20) }),
  reply: z.object({ title: z.string(), rows: z.array(DraftRow) }),
});

const id = z.object({ id: z.uuid() });

export const showEditionChange = endpoint({
  method: "GET",
  path: "/api/edition-changes/:id",
  right: "catalogue.read",
  summary: "A drafted edition beside the one it replaces / 换版草稿",
  params: id,
  reply: EditionChangeView,
});

/** The technical manager's signature; never the drafter's own. */
export const publishEdition = endpoint({
  method: "POST",
  path: "/api/edition-changes/:id/publish",
  right: "editions.publish",
  summary: "Publish a drafted edition; a signature / 批准发布",
  params: id,
  body: z.object({ ...signature, remarks: z.string().trim().min(2).max(500) }),
  reply: EditionChangeView,
});

export const withdrawEdition = endpoint({
  method: "POST",
  path: "/api/edition-changes/:id/withdraw",
  right: "editions.draft",
  summary: "Withdraw a draft, with a reason / 撤回草稿",
  params: id,
  body: z.object({ reason: z.string().trim().min(2).max(500) }),
  reply: EditionChangeView,
});

/** Somebody compared a row with the printed standard (与标准原文核对). */
export const confirmLimit = endpoint({
  method: "POST",
  path: "/api/limits/:rowKey/confirm",
  right: "limits.confirm",
  summary: "Confirm a row against the printed standard / 核对限量",
  params: z.object({ rowKey: z.string().max(80) }),
  body: z.object({ seen: z.string().trim().min(2).max(300) }), // which copy, page and table
});

const ComparedLimit = z.object({
  rowKey: z.string(),
  category: z.string(),
  item: z.string(),
  text: z.string(),
  unit: z.string(),
  basis: z.string().nullable(),
});

/** Two editions of a standard side by side (两版对照). */
export const compareEditions = endpoint({
  method: "GET",
  path: "/api/editions/compare",
  right: "catalogue.read",
  summary: "Two editions of a standard side by side / 两版对照",
  query: z.object({ standard: z.string().max(60), from: z.string().max(20), to: z.string().max(20) }),
  reply: z.object({
    rows: z.array(
      z.object({
        from: ComparedLimit.nullable(),
        to: ComparedLimit.nullable(),
        change: z.enum(["figure", "wording", "added", "dropped", "unchanged"]),
        direction: z.enum(["stricter", "looser"]).nullable(),
        /** Of a row that is new or gone: the wider row of the other edition that the product falls under there. */
        elsewhere: ComparedLimit.nullable(),
      }),
    ),
  }),
});
