import { expect, test } from "vitest";
import { readSources } from "./setup/sources.ts";
import type { Source } from "./setup/sources.ts";

/** The life of a sample. A folder may import the folders before it, never one after it. */
const order = [
  "kernel",
  "platform",
  "audit",
  "people",
  "notices",
  "catalogue",
  "metrology",
  "orders",
  "samples",
  "work",
  "readings",
  "results",
  "certificates",
  "portal",
  "sheets",
  "impact",
  "oversight",
  "desk",
  "cli",
];
// After them stand the files directly in server/: app, cli, jobs, config, main; they may import every folder.

const server = readSources("server").filter(({ name }) => name !== "server/prepare.mjs");
const web = readSources("web");
const instruments = readSources("instruments");
const everything = [...server, ...web, ...instruments, ...readSources("prisma"), ...readSources("test")];

test("every folder of the server has its place in the order", () => {
  const folders = new Set(server.flatMap(({ name }) => folderOf(name) ?? []));
  expect([...folders].filter((folder) => !order.includes(folder))).toEqual([]);
});

test("a folder of the server imports only folders before it", () => {
  expect(
    wrong(server, (source, target) => {
      const [here, there] = [folderOf(source.name), folderOf(target)];
      if (!target.startsWith("server/") || here === undefined) return false;
      if (here === "cli") return false; // the command line stands with the files directly in server/
      return there === undefined || order.indexOf(there) > order.indexOf(here);
    }),
  ).toEqual([]);
});

test("contracts and rules import only the kernel, contracts and rules: no database, no clock, no files", () => {
  const pure = server.filter(({ name }) => isContract(name) || isRules(name));
  expect(
    wrong(pure, (_, target) => {
      if (isFile(target)) return !(target.startsWith("server/kernel/") || isContract(target) || isRules(target));
      return isOutsideWorld(target);
    }),
  ).toEqual([]);
});

test("the kernel imports only itself, so that it runs in a browser", () => {
  const kernel = server.filter(({ name }) => name.startsWith("server/kernel/"));
  expect(
    wrong(kernel, (_, target) => (isFile(target) ? !target.startsWith("server/kernel/") : isOutsideWorld(target))),
  ).toEqual([]);
});

test("the web and the gateway know of the server only its kernel and its contracts", () => {
  const mayKnow = (target: string) => target.startsWith("server/kernel/") || isContract(target);
  expect(wrong(web, (_, target) => isFile(target) && !target.startsWith("web/") && !mayKnow(target))).toEqual([]);
  expect(
    wrong(instruments, (_, target) => isFile(target) && !target.startsWith("instruments/") && !mayKnow(target)),
  ).toEqual([]);
});

test("framing and drivers are pure: bytes in, readings out", () => {
  const pure = instruments.filter(({ name }) => /^instruments\/(framing|drivers|links)\//.test(name));
  expect(
    wrong(pure, (_, target) =>
      isFile(target)
        ? !/^(server\/kernel|instruments\/(framing|drivers|links))\//.test(target) && !isContract(target)
        : isOutsideWorld(target),
    ),
  ).toEqual([]);
});

test("only the command line, the trying of drivers and the reader of spreadsheets borrow from the gateway, and only what is pure", () => {
  expect(
    wrong(server, ({ name }, target) => {
      if (!target.startsWith("instruments/")) return false;
      const isCommandLine = name === "server/cli.ts" || name.startsWith("server/cli/");
      if (name === "server/readings/try-drivers.ts") return !target.startsWith("instruments/drivers/");
      if (name === "server/platform/read-sheets.ts") return target !== "instruments/drivers/read-table.ts";
      return !(isCommandLine && /^instruments\/(framing|drivers|commands)\//.test(target));
    }),
  ).toEqual([]);
});

test("the generated database client is imported only by server/platform", () => {
  expect(
    wrong(
      everything,
      ({ name }, target) => target.startsWith("prisma/generated") && !/^(server\/platform|test)\//.test(name),
    ),
  ).toEqual([]);
});

test("nobody imports the tests, and nobody but the web imports the web", () => {
  expect(
    wrong(everything, ({ name }, target) => {
      if (name.startsWith("test/")) return false;
      return target.startsWith("test/") || (target.startsWith("web/") && !name.startsWith("web/"));
    }),
  ).toEqual([]);
});

test("every source is reached with its ending", () => {
  expect(
    wrong(everything, (_, target) => isFile(target) && !/\.(ts|tsx|mjs|json|css|svg)(\?\w+)?$/.test(target)),
  ).toEqual([]);
});

function wrong(sources: Source[], isWrong: (source: Source, target: string) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports.filter((target) => isWrong(source, target)).map((target) => `${source.name} imports ${target}`),
  );
}

function folderOf(name: string): string | undefined {
  return /^server\/([^/]+)\//.exec(name)?.[1];
}

function isFile(target: string): boolean {
  return /^(server|web|instruments|prisma|test)\//.test(target) && !target.startsWith("prisma/config");
}

function isContract(name: string): boolean {
  return /^server\/[^/]+\/([a-z]+-)?contract\.ts$/.test(name);
}

/** The table of roles is a rule as well. */
function isRules(name: string): boolean {
  return /^server\/[^/]+\/(rules\.ts|rules\/.+|roles\.ts)$/.test(name);
}

function isOutsideWorld(target: string): boolean {
  return /^(node:(?!zlib)|pg|express|@prisma\/|serialport|pino|fs$|path$)/.test(target);
}
