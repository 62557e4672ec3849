import os from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

// Three groups: `lab` (rules, use cases, stories) runs in parallel, `browser` after it and one file at a time, `long`
// (kill storms, soaks) only when asked for by name: npm run test:long.
const isLong = process.argv.some((word) => /^(--project=)?long$/.test(word));

const shared = {
  globalSetup: ["test/setup/cluster.ts"],
  setupFiles: ["test/setup/console.ts"],
  hookTimeout: 120_000,
  exclude: ["**/node_modules/**", "dist/**", "data/**"],
};

export default defineConfig({
  root: path.join(import.meta.dirname, ".."),
  test: {
    reporters: [["default", { summary: false }], "./test/counting-reporter.ts"],
    pool: "forks",
    projects: isLong
      ? [
          {
            extends: true,
            test: {
              ...shared,
              name: "long",
              include: ["test/long/**/*.test.ts"],
              testTimeout: 1_800_000,
              maxWorkers: 1,
            },
          },
        ]
      : [
          {
            extends: true,
            test: {
              ...shared,
              name: "lab",
              include: ["test/**/*.test.{ts,tsx}"],
              exclude: [...shared.exclude, "test/long/**", "test/browser/**"],
              testTimeout: 120_000,
              maxWorkers: Math.max(3, os.availableParallelism()), // they wait for the database more than they compute
              isolate: false, // the house is loaded once a worker, not once a file
              sequence: { groupOrder: 0 },
            },
          },
          {
            extends: true,
            test: {
              ...shared,
              name: "browser",
              include: ["test/browser/**/*.test.ts"],
              testTimeout: 300_000,
              maxWorkers: 1,
              sequence: { groupOrder: 1 },
            },
          },
        ],
  },
});
