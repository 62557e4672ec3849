import type { z } from "zod";

/** An instrument's settings as its driver knows them; throws a sentence for the technician when they do not fit. */
export function profileOf<Schema extends z.ZodType>(
  driver: string,
  schema: Schema,
  profile: unknown,
): z.output<Schema> {
  const read = schema.safeParse(profile ?? {});
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join(".") || "profile"}: ${message}`);
  throw new Error(`The profile does not fit the driver "${driver}": ${problems.join("; ")}.`);
}
