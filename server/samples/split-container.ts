import type { InputOf } from "../kernel/endpoint.ts";
import { buildNumber, parseNumber } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { ContainerView, splitContainer as asked } from "./contract.ts";
import { containerInclude, containerView } from "./container-view.ts";
import { findContainer, moveContainer } from "./keep-custody.ts";
import { refuseForeignHands } from "./move-container.ts";
import { sampleAllows } from "./rules.ts";
import { splitExceeds } from "./rules/quantity.ts";

const mostContainers = 99; // two digits of a container's number

/** 分样: parts of a container get numbers of their own, with the place and the holder that the whole has; the reserve is never opened. */
export async function splitContainer(
  ctx: Context,
  { params, body }: InputOf<typeof asked>,
): Promise<{ rows: ContainerView[] }> {
  const whole = await findContainer(ctx, params.number);
  if (whole.kind === "reserve") throw new Problem("reserve-sealed", { number: whole.number });
  if (whole.state !== "stored" && whole.state !== "handed_out")
    throw new Problem("state-forbids", { state: whole.state });
  if (whole.state === "handed_out") refuseForeignHands(ctx, whole);
  const sample = await ctx.db.sample.findUniqueOrThrow({
    where: { id: whole.sampleId },
    include: { containers: { select: { number: true } } },
  });
  if (!sampleAllows("split", sample.state)) throw new Problem("state-forbids", { state: sample.state });
  if (splitExceeds(whole.quantity, [body.left, ...body.parts]))
    throw new Problem("split-exceeds", { whole: whole.quantity, parts: [body.left, ...body.parts] });
  const taken = sample.containers.map(({ number }) => parseNumber(number));
  const last = Math.max(...taken.map((n) => (n.fault === null ? (n.container ?? 0) : 0)));
  if (last + body.parts.length > mostContainers) throw new Problem("too-many-containers", { most: mostContainers });
  const read = parseNumber(whole.number);
  if (read.fault !== null) throw new Error(`a container has no number: ${whole.number}`);
  const numbers = body.parts.map((_, i) =>
    buildNumber("container", read.labCode, read.year, read.sequence, last + 1 + i),
  );
  const holder = whole.moves.findLast((m) => m.action === "handed-out");
  const to = whole.state === "handed_out" && holder ? { id: holder.personId, name: holder.personName } : undefined;
  const remark = `${body.left}；${numbers.map((n, i) => `${n.slice(-3, -1)} ${body.parts[i] ?? ""}`).join("；")}`;
  const left = await moveContainer(ctx, whole, {
    action: "split",
    state: whole.state,
    to,
    remark,
    more: { quantity: body.left },
  });
  const rows = [containerView(left)];
  for (const [i, number] of numbers.entries()) {
    const part = await ctx.db.container.create({
      data: {
        number,
        sampleId: whole.sampleId,
        laboratoryId: whole.laboratoryId,
        kind: whole.kind,
        state: whole.state,
        isOff: whole.isOff,
        quantity: body.parts[i] ?? null,
        storage: whole.storage,
        parentId: whole.id,
        // a cell holds one; the part waits for a place of its own
        ...(whole.storedIn?.kind !== "cell" && { placeId: whole.placeId, place: whole.place }),
      },
      include: containerInclude,
    });
    const made = await moveContainer(ctx, part, { action: "split-off", state: whole.state, to, remark: whole.number });
    // the holder's line reads like any other, so that who has it is found the same way
    rows.push(
      containerView(to ? await moveContainer(ctx, part, { action: "handed-out", state: "handed_out", to }) : made),
    );
  }
  return { rows };
}
