import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { seedDemoWork } from "../prisma/seed/demo-work.ts";
import { seed } from "../prisma/seed/seed.ts";
import { makeApp } from "./app.ts";
import { readConfig, type Config } from "./config.ts";
import { followDemoClock } from "./desk/run-demo.ts";
import { startJobs } from "./jobs.ts";
import { openHouse } from "./open-house.ts";
import { demoPassword } from "./people/demo-accounts.ts";
import { startEmbeddedPostgres } from "./platform/embedded-postgres.ts";
import { migrate } from "./platform/migrate.ts";
import { loadFonts } from "./platform/paper/fonts.ts";
import { runDemoInstruments } from "./run-demo-instruments.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Starts everything; answers what stops it again. */
async function start(): Promise<() => Promise<void>> {
  const config = readConfig();
  let app: Express | undefined;
  const server = createServer((req, res) => {
    if (app) return void app(req, res);
    res.writeHead(503, { "retry-after": "2", "content-type": "text/plain; charset=utf-8" }).end("正在启动 / starting");
  });
  server.keepAliveTimeout = 75_000; // longer than proxies and gateways keep theirs, so that they end it and not we
  await listen(server, config); // first, so that a taken port is said before a database is started
  const undo: (() => Promise<void>)[] = [() => closed(server)];
  const stop = async () => {
    for (const step of undo.toReversed())
      await step().catch((error: unknown) => say(`停止时出错 / while stopping: ${String(error)}`));
  };
  try {
    const postgres =
      config.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir, log: say }) : undefined;
    if (postgres) undo.push(() => postgres.stop());
    const url = config.databaseUrl ?? postgres?.url ?? "";
    const { applied } = await migrate(url);
    if (applied.length > 0) say(`数据库已更新 / database brought up to date: ${applied.join(", ")}`);
    const port = (server.address() as AddressInfo).port;
    const house = await openHouse({ ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) }, url);
    undo.push(() => house.close());
    const seeded = await seed(house, { demo: config.isDemo });
    if (seeded.demo) {
      await seedDemoWork(house);
      say("演示实验室已建立 / the demonstration laboratory is set up");
    }
    await followDemoClock(house);
    await startJobs(house);
    loadFonts();
    app = makeApp(house);
    if (config.isDemo) {
      // everything that keeps instruments alive ends before the database does
      const stopInstruments = await runDemoInstruments(house, config, `http://${config.host}:${port}`);
      undo.push(stopInstruments);
    }
    welcome(config, port, await house.db.person.count());
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `端口 ${config.port} 已被占用，请用 LIMS_PORT 换一个端口。/ Port ${config.port} is taken; choose another with LIMS_PORT.`;
      reject(error.code === "EADDRINUSE" ? new Error(taken) : error);
    });
    server.listen(config.port, config.host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function welcome(config: Config, port: number, people: number): void {
  say("");
  say(`  检验检测 LIMS   http://${config.host}:${port}`);
  if (config.isDemo && people > 0) {
    say(
      `  演示账号 / demo accounts: demo-reception 受理 · demo-supervisor 分派 · demo-analyst 检测 · demo-checker 校核`,
    );
    say(
      `                            demo-reviewer 审核 · demo-signatory 签发 · demo-enterprise 企业    密码 / password: ${demoPassword}`,
    );
  } else if (people === 0) {
    say("  还没有人员，请先建立系统管理员 / nobody is registered yet, make the first administrator:");
    say(
      '  npm run lims -- add-person --login admin --name 张三 --role admin --laboratory 622900 --laboratory-name "…检测中心"',
    );
  }
  say(`  接口文档 / API: http://${config.host}:${port}/api/docs      停止 / stop: Ctrl-C`);
  say("");
}

const stopping = start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  return undefined;
});

let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void stopping.then((stop) => stop?.()).then(() => process.exit(process.exitCode ?? 0));
  });
}
