import { PrismaPg } from "@prisma/adapter-pg";
import {
  Prisma,
  PrismaClient,
  type Certificate,
  type CertificatePicture,
  type Person,
  type Reading,
  type ShiftNote,
} from "../../prisma/generated/client.ts";

export type Database = PrismaClient;
/** What a use case may do with the database; only `change()` opens transactions. */
export type Db = Omit<Prisma.TransactionClient, "$transaction">;
export type { Certificate, CertificatePicture, Person, Prisma, Reading, ShiftNote };

/** Nothing in a JSON column, as against the JSON word null. */
export const noJson = Prisma.DbNull;

/** Connects to PostgreSQL through the driver adapter. */
export function openDatabase(url: string, most = 12): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: most, application_name: "lims" }) });
}
