// npm run bench [-- name …]: each benchmark prints its figure beside a floor measured in the same run, and the ratio.
import { certificates } from "./certificates.ts";
import { gateway } from "./gateway.ts";
import { impact } from "./impact.ts";
import { people } from "./people.ts";
import { judging } from "./judging.ts";

const benches: Record<string, () => Promise<void> | void> = { certificates, gateway, impact, judging, people };
const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`${name}\n`);
  await run();
}
