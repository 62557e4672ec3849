import { Problem } from "./kernel/problems.ts";
import { problemText } from "./kernel/text/problem-text.ts";

/** Answers the exit code; null where its words were not understood. What a command needs is loaded only when it runs. */
type Command = { about: string; usage: string; run: (args: string[]) => Promise<number | null> };

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

const commands: Record<string, Command> = {
  round: {
    about: "round figures by GB/T 8170; JSON Lines / 数值修约",
    usage: '< lines such as {"id":1,"value":"16.5203","interval":"1"}',
    run: async () => (await import("./cli/round.ts")).roundCommand(),
  },
  judge: {
    about: "judge results by limits; JSON Lines / 判定",
    usage: '< lines such as {"id":1,"limit":{"kind":"max","value":"0.3"},"result":{"value":"0.25"}}',
    run: async () => (await import("./cli/judge.ts")).judgeCommand(),
  },
  "find-limits": {
    about: "limits in force for a category, an item and a day; JSON Lines / 查限量",
    usage: '[--database] < lines such as {"id":1,"category":"熟肉制品","item":"铅","on":"2026-09-02"}',
    run: async (args) => (await import("./cli/find-limits.ts")).findLimitsCommand(args),
  },
  decode: {
    about: "what bytes of an instrument say; JSON Lines / 解析仪器报文",
    usage: "--driver NAME [--profile JSON] [FILE] | --list",
    run: async (args) => (await import("../instruments/commands/decode-command.ts")).decodeCommand(args),
  },
  replay: {
    about: "play a session again, or read a gateway's journal anew and show what differs / 重放",
    usage:
      "--session FILE.json [--driver NAME] [--profile JSON] | --journal FOLDER --instrument NUMBER [--driver NAME] [--profile JSON]",
    run: async (args) =>
      args.includes("--journal")
        ? (await import("./cli/replay-journal.ts")).replayJournalCommand(args)
        : (await import("../instruments/commands/replay-command.ts")).replayCommand(args),
  },
  "verify-certificate": {
    about: "is this PDF a genuine certificate? offline; JSON / 离线验证报告",
    usage: "[--root FILE.pem …] [--crl FILE …] [--at TIME] FILE.pdf",
    run: async (args) => (await import("./cli/verify-certificate.ts")).verifyCertificateCommand(args),
  },
  config: {
    about: "print the settings in force, secrets masked / 显示配置",
    usage: "",
    run: async () => {
      const { readConfig, showConfig } = await import("./config.ts");
      say(JSON.stringify(showConfig(readConfig()), null, 2));
      return 0;
    },
  },
  migrate: {
    about: "bring the database up to date / 更新数据库",
    usage: "",
    run: async () => (await import("./cli/keep-house.ts")).migrateCommand(),
  },
  "add-person": {
    about: "add a person; a password is made and shown once / 新增人员",
    usage: "--login NAME --name 姓名 --role admin [--role …] --laboratory CODE [--laboratory-name 名称]",
    run: async (args) => (await import("./cli/add-person.ts")).addPersonCommand(args),
  },
  generate: {
    about: "fill a demonstration with years of work / 生成演示数据",
    usage: "--samples N",
    run: async (args) => (await import("./cli/generate.ts")).generateCommand(args),
  },
  "verify-trail": {
    about: "walk the hash chain over the trail / 校验操作记录",
    usage: "",
    run: async () => (await import("./cli/keep-house.ts")).verifyTrailCommand(),
  },
};

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
  } else process.exitCode = (await command.run(args)) ?? usage(name);
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
