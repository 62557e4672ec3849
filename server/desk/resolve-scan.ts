import type { InputOf } from "../kernel/endpoint.ts";
import { creditCodeFault } from "../kernel/credit-code.ts";
import { gtinFault } from "../kernel/gtin.ts";
import { groupNumber, parseNumber, shortForm } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import { zh } from "../kernel/text/zh.ts";
import { openOrders } from "../orders/veil.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Right } from "../people/roles.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { ScanAnswer } from "./contract.ts";

/** What a scanned or typed code is: one of our numbers (its check digit first), a product's barcode, a credit code. */
export async function resolveScan(ctx: Context, { query }: InputOf<typeof contract.resolveScan>): Promise<ScanAnswer> {
  const code = query.code.trim().replace(/^\][A-Za-z]\d/, "");
  const digits = code.replace(/[\s-]/g, "");
  if (/^\d{16}$|^\d{18}$/.test(digits) || (/^[0-9]\d{13,18}$/.test(digits) && gtinFault(digits) !== null)) {
    const parsed = parseNumber(digits);
    if (parsed.fault === "check-digit") throw new Problem("check-digit-wrong", { number: code });
    if (parsed.fault === null) return found(await ours(ctx, parsed.kind, digits), code);
  }
  if (/^\d{8,14}$/.test(digits)) {
    if (gtinFault(digits) !== null) throw new Problem("gtin-wrong", { gtin: digits });
    return found(await productOf(ctx, digits), code);
  }
  if (digits.length === 18 && creditCodeFault(digits.toUpperCase()) === null) {
    const enterprise = ctx.actor.rights.has("enterprises.read")
      ? await ctx.db.enterprise.findUnique({ where: { creditCode: digits.toUpperCase() } })
      : null;
    return found(
      enterprise && {
        kind: "enterprise",
        number: enterprise.creditCode,
        title: enterprise.name,
        detail: enterprise.creditCode,
        of: null,
      },
      code,
    );
  }
  throw new Problem("unknown-scan", { code });
}

function found(answer: ScanAnswer | null, code: string): ScanAnswer {
  if (!answer) throw new Problem("unknown-scan", { code });
  return answer;
}

/** A scan tells nobody more than the page it leads to would. */
const mayRead: Record<string, Right> = {
  sample: "samples.read",
  container: "samples.read",
  order: "orders.read",
  commission: "orders.register",
  certificate: "certificates.read",
  instrument: "instruments.read",
  sheet: "results.read",
  place: "samples.read",
  transfer: "samples.read",
  badge: "containers.move",
};

async function ours(ctx: Context, kind: string, number: string): Promise<ScanAnswer | null> {
  if (!ctx.actor.laboratoryId || !ctx.actor.rights.has(mayRead[kind] ?? "instruments.read")) return null;
  const where = { number, ...ownLaboratory(ctx) };
  const detail = groupNumber(number);
  switch (kind) {
    case "sample": {
      const sample = await ctx.db.sample.findFirst({ where });
      return sample && { kind: "sample", number, title: `${shortForm(number)} ${sample.name}`, detail, of: null };
    }
    case "container": {
      const container = await ctx.db.container.findFirst({ where, include: { sample: true } });
      return (
        container && {
          kind: "container",
          number,
          title: `${shortForm(number)} ${container.sample.name} ${zh.container[container.kind]}`,
          detail,
          // the page of a sample is only for the laboratory whose sample it is; the container's own page for where it lies
          of:
            ctx.actor.seesAllLaboratories || container.sample.laboratoryId === ctx.actor.laboratoryId
              ? container.sample.number
              : null,
        }
      );
    }
    case "place": {
      const place = await ctx.db.storagePlace.findFirst({ where });
      return place && { kind: "place", number, title: place.path, detail, of: place.kind };
    }
    case "transfer": {
      const own = ctx.actor.laboratoryId;
      const sides = ctx.actor.seesAllLaboratories ? {} : { OR: [{ fromLaboratoryId: own }, { toLaboratoryId: own }] };
      const transfer = await ctx.db.transfer.findFirst({ where: { number, ...sides } });
      return transfer && { kind: "transfer", number, title: transfer.toName, detail, of: null };
    }
    case "badge": {
      const person = await ctx.db.person.findFirst({
        where: { badge: number, isActive: true, laboratoryId: ctx.actor.laboratoryId },
      });
      return person && { kind: "badge", number, title: person.name, detail, of: null };
    }
    case "order": {
      const order = await ctx.db.order.findFirst({
        where: { ...where, ...openOrders(ctx) },
        include: { client: true },
      });
      return order && { kind: "order", number, title: order.client.name, detail, of: null };
    }
    case "commission": {
      const commission = await ctx.db.commission.findFirst({ where, include: { enterprise: true } });
      return commission && { kind: "commission", number, title: commission.enterprise.name, detail, of: null };
    }
    case "certificate": {
      const certificate = await ctx.db.certificate.findFirst({ where, include: { sample: true } });
      return (
        certificate && {
          kind: "certificate",
          number,
          title: `${certificate.printedNumber} ${certificate.sample.name}`,
          detail,
          of: null,
        }
      );
    }
    case "sheet": {
      const sheet = await ctx.db.sheet.findFirst({ where, include: { method: { include: { item: true } } } });
      return (
        sheet && {
          kind: "sheet",
          number,
          title: `${sheet.method.item.name} ${sheet.method.code}`,
          detail,
          of: sheet.id,
        }
      );
    }
    case "curve":
      return null; // a curve is chosen on its batch, it has no label
    default: {
      const instrument = await ctx.db.instrument.findFirst({ where });
      return (
        instrument && {
          kind: "instrument",
          number,
          title: `${instrument.name} ${instrument.model}`,
          detail,
          of: instrument.kind,
        }
      );
    }
  }
}

async function productOf(ctx: Context, gtin: string): Promise<ScanAnswer | null> {
  if (!ctx.actor.rights.has("catalogue.read")) return null;
  const product = await ctx.db.product.findUnique({ where: { gtin } });
  return (
    product && {
      kind: "product",
      number: gtin,
      title: product.name,
      detail: product.producer ?? product.category,
      of: null,
    }
  );
}
