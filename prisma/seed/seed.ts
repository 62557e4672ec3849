import { Problem } from "../../server/kernel/problems.ts";
import type { House } from "../../server/platform/context.ts";
import { actingAs, change } from "../../server/platform/transaction.ts";
import { seedCatalogue, type SeededCatalogue } from "./seed-catalogue.ts";
import { seedDemo, type SeededDemo } from "./seed-demo.ts";

/** `demo` is null where none was made: not wanted, or the database has laboratories already. */
export type Seeded = { catalogue: SeededCatalogue; demo: SeededDemo | null };

/**
 * What a database begins with: the catalogue in every installation, the demonstration only where nothing is yet. Safe to
 * run at every start: what is there already is left alone.
 */
export async function seed(house: House, { demo }: { demo: boolean }): Promise<Seeded> {
  const once = () =>
    change(house, actingAs("cli:seed"), "none", async (ctx) => {
      const catalogue = await seedCatalogue(ctx);
      const isEmpty = (await ctx.db.laboratory.count()) === 0 && (await ctx.db.person.count()) === 0;
      return { catalogue, demo: demo && isEmpty ? await seedDemo(ctx) : null };
    });
  try {
    return await once();
  } catch (error) {
    // Another process seeded the same database at the same moment; what it made is found now.
    if (error instanceof Problem && error.code === "already-exists") return await once();
    throw error;
  }
}
