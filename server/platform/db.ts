import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Person, type Prisma, type Reading } from "../../prisma/generated/client.ts";

export type Database = PrismaClient;
/** What a use case may do with the database; only `change()` opens transactions. */
export type Db = Omit<Prisma.TransactionClient, "$transaction">;
export type { Person, Prisma, Reading };

/** Connects to PostgreSQL through the driver adapter. */
export function openDatabase(url: string, most = 12): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: most, application_name: "lims" }) });
}
