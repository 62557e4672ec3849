import type { Prisma } from "../platform/db.ts";
import type { ContainerView } from "./contract.ts";
import { temperatureFits } from "./rules/storage.ts";
import { temperatureAt, withParents } from "./place-path.ts";

export const containerInclude = {
  moves: { orderBy: [{ at: "asc" }, { id: "asc" }] },
  storedIn: { include: withParents },
  transfers: { include: { transfer: true }, orderBy: { transfer: { sentAt: "desc" } }, take: 1 },
} satisfies Prisma.ContainerInclude;
export type ContainerFound = Prisma.ContainerGetPayload<{ include: typeof containerInclude }>;

/** A container as screens show it, with where it is, who has had it, and what may be done to it. */
export function containerView(c: ContainerFound): ContainerView {
  const [last] = c.transfers;
  const isUnderway = last !== undefined && last.receivedAt === null && last.transfer.state !== "recalled";
  return {
    id: c.id,
    number: c.number,
    kind: c.kind,
    state: c.state,
    quantity: c.quantity,
    storage: c.storage,
    place: c.state === "stored" ? (c.storedIn?.path ?? c.place) : null,
    placeNumber: c.state === "stored" ? (c.storedIn?.number ?? null) : null,
    fits: c.state !== "stored" || temperatureFits(c.storage, temperatureAt(c.storedIn)),
    sealNumber: c.sealNumber,
    isSealIntact: c.isSealIntact,
    sealPhotoId: c.sealPhotoId,
    holder: c.state === "handed_out" ? (c.moves.findLast((m) => m.action === "handed-out")?.personName ?? null) : null,
    retainUntil: c.retainUntil,
    transfer: last
      ? {
          number: last.transfer.number,
          to: last.transfer.toName,
          isUnderway,
          receivedAt: last.receivedAt?.toISOString() ?? null,
        }
      : null,
    moves: c.moves.map((m) => ({
      action: m.action,
      person: m.personName,
      by: m.byName,
      at: m.at.toISOString(),
      place: m.place,
      laboratory: m.laboratory,
      remark: m.remark,
    })),
    may: mayDo(c),
  };
}

function mayDo(c: Pick<ContainerFound, "state" | "kind">): string[] {
  if (c.state === "stored") return c.kind === "test" ? ["hand-out", "put", "split", "use-up"] : ["put"];
  return c.state === "handed_out" ? ["hand-back", "put", "split", "use-up"] : [];
}
