import { parseArgs } from "node:util";
import { loadLimits } from "./catalogue/load-limits.ts";
import { findLimitsCommand, shippedLimits } from "./cli/find-limits.ts";
import { judgeCommand } from "./cli/judge.ts";
import { roundCommand } from "./cli/round.ts";
import { verifyTrail } from "./audit/seal-trail.ts";
import { readConfig, showConfig, type Config } from "./config.ts";
import { Problem } from "./kernel/problems.ts";
import { problemText } from "./kernel/text/problem-text.ts";
import { openHouse, type OpenHouse } from "./open-house.ts";
import { addFirstPerson } from "./people/add-first-person.ts";
import { roles, type Role } from "./people/roles.ts";
import { startEmbeddedPostgres } from "./platform/embedded-postgres.ts";
import { migrate } from "./platform/migrate.ts";
import { actingAs, change } from "./platform/transaction.ts";

type Command = { about: string; usage: string; run: (args: string[]) => Promise<number> };

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

const commands: Record<string, Command> = {
  round: {
    about: "round figures by GB/T 8170; JSON Lines / 数值修约",
    usage: '< lines such as {"id":1,"value":"16.5203","interval":"1"}',
    run: () => roundCommand(),
  },
  judge: {
    about: "judge results by limits; JSON Lines / 判定",
    usage: '< lines such as {"id":1,"limit":{"kind":"max","value":"0.3"},"result":{"value":"0.25"}}',
    run: () => judgeCommand(),
  },
  "find-limits": {
    about: "limits in force for a category, an item and a day; JSON Lines / 查限量",
    usage: '[--database] < lines such as {"id":1,"category":"熟肉制品","item":"铅","on":"2026-09-02"}',
    run: findLimits,
  },
  config: {
    about: "print the settings in force, secrets masked / 显示配置",
    usage: "",
    run: async () => (say(JSON.stringify(showConfig(readConfig()), null, 2)), 0),
  },
  migrate: {
    about: "bring the database up to date / 更新数据库",
    usage: "",
    run: () => withDatabase(async (url) => (say(JSON.stringify(await migrate(url))), 0)),
  },
  "add-person": {
    about: "add a person; a password is made and shown once / 新增人员",
    usage: "--login NAME --name 姓名 --role admin [--role …] --laboratory CODE [--laboratory-name 名称]",
    run: addPersonCommand,
  },
  "verify-trail": {
    about: "walk the hash chain over the trail / 校验操作记录",
    usage: "",
    run: () =>
      withHouse(async (house) => {
        const { entries, brokenAt } = await verifyTrail(house.db);
        say(JSON.stringify({ entries, brokenAt }));
        return brokenAt === null ? 0 : 1;
      }),
  },
};

/** The shipped catalogue, or with --database the one of this installation. */
async function findLimits(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { database: { type: "boolean", default: false } } });
  if (!values.database) return findLimitsCommand(shippedLimits());
  return withHouse(async (house) => findLimitsCommand(await change(house, actingAs("cli"), "none", loadLimits)));
}

async function addPersonCommand(args: string[]): Promise<number> {
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
  if (!login || !name || !laboratory || wanted.length === 0 || wanted.length !== values.role?.length)
    return usage("add-person");
  return withHouse(async (house, config) => {
    if (config.isDemo) complain("LIMS_DEMO is on: this installation has demonstration accounts with known passwords.");
    const made = await change(house, actingAs("cli"), "entry", (ctx) =>
      addFirstPerson(ctx, {
        login,
        name,
        roles: wanted,
        laboratoryCode: laboratory,
        laboratoryName: values["laboratory-name"],
      }),
    );
    say(JSON.stringify(made));
    return 0;
  });
}

async function withDatabase<T>(act: (url: string, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig();
  if (config.databaseUrl !== undefined) return act(config.databaseUrl, config);
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log: complain });
  try {
    return await act(postgres.url, config);
  } finally {
    await postgres.stop();
  }
}

function withHouse(act: (house: OpenHouse, config: Config) => Promise<number>): Promise<number> {
  return withDatabase(async (url, config) => {
    await migrate(url);
    const house = await openHouse(config, url);
    try {
      return await act(house, config);
    } finally {
      await house.close();
    }
  });
}

function usage(name: string): number {
  complain(`npm run lims -- ${name} ${commands[name]?.usage ?? ""}`);
  return 2;
}

function help(): number {
  for (const [name, command] of Object.entries(commands))
    say(`${name.padEnd(14)} ${command.about}\n${"".padEnd(15)}${command.usage}`);
  return 0;
}

const [name = "--help", ...args] = process.argv.slice(2);
const command = commands[name];
try {
  if (name === "--help" || name === "help") process.exitCode = help();
  else if (!command) {
    complain(`Unknown command: ${name}`);
    help();
    process.exitCode = 2;
  } else process.exitCode = await command.run(args);
} catch (error) {
  complain(
    error instanceof Problem
      ? `${problemText(error, "zh")}\n${problemText(error, "en")}`
      : error instanceof Error
        ? error.message
        : String(error),
  );
  process.exitCode = error instanceof Problem ? 1 : error instanceof TypeError ? 2 : 1;
}
