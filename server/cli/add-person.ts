import { parseArgs } from "node:util";
import { addFirstPerson } from "../people/add-first-person.ts";
import { roles, type Role } from "../people/roles.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { withHouse } from "./with-house.ts";

/** Adds a person from the command line; the password is made and shown once. Answers null where the words are not understood. */
export async function addPersonCommand(args: string[]): Promise<number | null> {
  const { values } = parseArgs({
    args,
    options: {
      login: { type: "string" },
      name: { type: "string" },
      role: { type: "string", multiple: true },
      laboratory: { type: "string" },
      "laboratory-name": { type: "string" },
    },
  });
  const { login, name, laboratory } = values;
  const wanted = (values.role ?? []).filter((r): r is Role => (roles as readonly string[]).includes(r));
  if (!login || !name || !laboratory || wanted.length === 0 || wanted.length !== values.role?.length) return null;
  return withHouse(async (house, config) => {
    if (config.isDemo)
      process.stderr.write("LIMS_DEMO is on: this installation has demonstration accounts with known passwords.\n");
    const made = await change(house, actingAs("cli"), "entry", (ctx) =>
      addFirstPerson(ctx, {
        login,
        name,
        roles: wanted,
        laboratoryCode: laboratory,
        laboratoryName: values["laboratory-name"],
      }),
    );
    process.stdout.write(`${JSON.stringify(made)}\n`);
    return 0;
  });
}
