import { listCertificates as certificatesContract } from "../certificates/contract.ts";
import { countCertificates, listCertificates } from "../certificates/show-certificate.ts";
import { listOrders as ordersContract } from "../orders/contract.ts";
import { countOrders, listOrders } from "../orders/show-order.ts";
import type { Right } from "../people/roles.ts";
import type { Context } from "../platform/context.ts";
import { listSamples as samplesContract } from "../samples/contract.ts";
import { countSamples, listSamples } from "../samples/list-samples.ts";
import { listTasks as tasksContract } from "../work/contract.ts";
import { listTasks, tasksCount } from "../work/list-tasks.ts";
import type { ListName } from "./lists-contract.ts";

type Rows = { rows: Readonly<Record<string, unknown>>[]; next: string | null };

/** A list with one set of filters, read page by page by the same use case that shows it. */
export type AskedList = {
  right: Right;
  count: (ctx: Context) => Promise<number>;
  read: (ctx: Context, after: string | null) => Promise<Rows>;
};

const size = 500;

/** Refuses filters that the list does not know. */
export function askedList(list: ListName, filters: unknown): AskedList {
  const more = (after: string | null) => ({ ...(after ? { after } : {}), size });
  switch (list) {
    case "samples": {
      const query = samplesContract.query.parse(filters);
      return {
        right: "samples.read",
        count: (ctx) => countSamples(ctx, query),
        read: (ctx, after) => listSamples(ctx, { query: { ...query, ...more(after) } }),
      };
    }
    case "orders": {
      const query = ordersContract.query.parse(filters);
      return {
        right: "orders.read",
        count: (ctx) => countOrders(ctx, query),
        read: (ctx, after) => listOrders(ctx, { query: { ...query, ...more(after) } }),
      };
    }
    case "tasks": {
      const query = tasksContract.query.parse(filters);
      return {
        right: "work.read",
        count: (ctx) => tasksCount(ctx, query),
        read: (ctx, after) => listTasks(ctx, { query: { ...query, ...more(after) } }),
      };
    }
    case "certificates": {
      const query = certificatesContract.query.parse(filters);
      return {
        right: "certificates.read",
        count: (ctx) => countCertificates(ctx, query),
        read: (ctx, after) => listCertificates(ctx, { query: { ...query, ...more(after) } }),
      };
    }
  }
}
