import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../server/platform/project-root.ts";
import { readSources, sourceNames } from "./setup/sources.ts";

const names = sourceNames("server", "web", "instruments", "prisma", "test");
const sources = readSources("server", "web", "instruments", "prisma", "test");

test("files and folders are named in kebab-case", () => {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
  const isMigration = /^prisma\/migrations\/\d{14}_[a-z0-9_]+\/migration\.sql$|\/migration_lock\.toml$/;
  expect(names.filter((name) => !isMigration.test(name) && !name.split("/").every((part) => kebab.test(part)))).toEqual(
    [],
  );
});

test("a name says what a thing is, never merely that it is one", () => {
  const empty = [
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "type",
    "types",
    "service",
    "services",
    "manager",
  ];
  expect(names.filter((name) => name.split(/[/.-]/).some((word) => empty.includes(word)))).toEqual([]);
});

test("there is no index.ts but the list of drivers", () => {
  expect(names.filter((name) => /\/index\.tsx?$/.test(name))).toEqual(
    names.filter((name) => name === "instruments/drivers/index.ts"),
  );
});

test("no file is longer than 400 lines, texts and seeds excepted", () => {
  const mayBeLong = /(^|\/)text\/|^prisma\/seed\/|\/words\.ts$/;
  const long = sources.filter(({ name, text }) => !mayBeLong.test(name) && text.split("\n").length > 401);
  expect(long.map(({ name, text }) => `${name}: ${text.split("\n").length} lines`)).toEqual([]);
});

test("the clock is read only at the edges; a use case asks its context for the time", () => {
  const mayLook = /^(server\/(platform|cli)|instruments|test|web|prisma)\/|^server\/[^/]+\.(ts|mjs)$/;
  const reading = /\bnew Date\(\s*\)|\bDate\.now\(/;
  expect(sources.filter(({ name, text }) => !mayLook.test(name) && reading.test(text)).map(({ name }) => name)).toEqual(
    [],
  );
});

test("no rule turns a measured value into a binary number", () => {
  const rules = sources.filter(({ name }) => /^server\/[^/]+\/(rules\.ts|rules\/)/.test(name));
  const binary = /\bparseFloat\b|\bNumber\(/;
  expect(rules.filter(({ text }) => binary.test(withoutComments(text))).map(({ name }) => name)).toEqual([]);
});

test("no domain throws dice", () => {
  const domains = sources.filter(({ name }) => /^server\/(?!platform\/)[^/]+\//.test(name));
  expect(domains.filter(({ text }) => text.includes("Math.random")).map(({ name }) => name)).toEqual([]);
});

test("the environment is read in one place a program", () => {
  const mayRead = [
    /^server\/config\.ts$|^instruments\/(config|configuration)\.ts$/,
    // What comes before the program, and what is handed to PostgreSQL's own process.
    /^server\/prepare\.mjs$|^server\/platform\/postgres-place\.ts$/,
    /^(test|prisma)\//,
  ];
  const readers = sources.filter(({ text }) => withoutComments(text).includes("process.env"));
  expect(readers.map(({ name }) => name).filter((name) => !mayRead.some((pattern) => pattern.test(name)))).toEqual([]);
});

test(".env.example tells every setting, and no other", () => {
  const names = (text: string) => [...new Set(text.match(/\b(LIMS_[A-Z_]+[A-Z]|DATABASE_URL)\b/g))].sort();
  const readers = sources.filter(({ name }) => ["server/config.ts", "instruments/config.ts"].includes(name));
  const told = readFileSync(path.join(projectRoot, ".env.example"), "utf8");
  expect(names(told)).toEqual(names(readers.map(({ text }) => text).join("\n")));
});

test("packages come from whatever registry the reader's npm uses: the lock file names none", () => {
  const lock = readFileSync(path.join(projectRoot, "package-lock.json"), "utf8");
  expect(lock).not.toMatch(/"resolved"/);
});

test("the lock file knows every package of every platform, so that npm ci accepts it anywhere", () => {
  const lock = JSON.parse(readFileSync(path.join(projectRoot, "package-lock.json"), "utf8")) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(lock.packages).flatMap(([where, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lock.packages[`${where}/node_modules/${name}`] && !lock.packages[`node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");
}
