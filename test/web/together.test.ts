import { expect, test } from "vitest";
import { together } from "../../web/together.ts";

test("the second click of two sends nothing and hears the same answer; a later one is sent again", async () => {
  let sent = 0;
  const send = () => new Promise<number>((done) => setTimeout(() => done((sent += 1)), 5));
  expect(await Promise.all([together("a", send), together("a", send), together("b", send)])).toEqual([1, 1, 2]);
  expect(await together("a", send)).toBe(3);
});

test("a refusal reaches both, and the next try is sent", async () => {
  const refuse = () => Promise.reject(new Error("refused"));
  const both = await Promise.allSettled([together("c", refuse), together("c", refuse)]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await together("c", async () => "kept")).toBe("kept");
});
