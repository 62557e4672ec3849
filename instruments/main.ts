import { runCommand } from "./cli.ts";
import { gatewayFolder, readGatewayConfig } from "./config.ts";
import { keptKey } from "./enrol.ts";
import { startGateway } from "./gateway.ts";
import { openLog } from "./log.ts";
import { untilStopped } from "./until-stopped.ts";

// `npm run gateway` reads instruments until it is stopped; with a word behind it, it is a tool for a technician.
const words = process.argv.slice(2);
process.exitCode = words.length > 0 ? await runCommand(words) : await run();

async function run(): Promise<number> {
  const read = readGatewayConfig(undefined, await keptKey(gatewayFolder()));
  if ("wrong" in read) {
    process.stderr.write(`The gateway cannot start:\n${read.wrong.map((sentence) => `  ${sentence}\n`).join("")}`);
    return 2;
  }
  const log = openLog(read.config.logLevel);
  const stopped = untilStopped();
  const gateway = await startGateway(read.config, log);
  if (!gateway) {
    log.error({ folder: read.config.folder }, "another gateway works in this folder");
    return 1;
  }
  await stopped;
  await gateway.stop();
  return 0;
}
