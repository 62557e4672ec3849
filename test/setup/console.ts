import { format } from "node:util";
import { afterEach, beforeEach } from "vitest";

// Whatever reaches console.error is something that nobody handled; a test that expects it replaces console.error itself.
const said: string[] = [];
const original = console.error;

beforeEach(() => {
  said.length = 0;
  console.error = (...words: unknown[]) => {
    said.push(format(...words));
    original(...words);
  };
});

afterEach(() => {
  console.error = original;
  if (said.length > 0) throw new Error(`console.error was called: ${said.join("\n")}`);
});
