import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GridCell, SheetRow } from "../../server/sheets/contract.ts";
import { blockOf, filled, linesOf, moved, spread, tabbed, typedText, within } from "../../web/sheets/grid-rules.ts";

const aCell = (step: string, changes: Partial<GridCell> = {}): GridCell => ({
  step,
  version: null,
  text: "",
  qualifier: "=",
  unit: "mg/kg",
  state: "empty",
  mayType: true,
  by: null,
  at: null,
  instrument: null,
  reason: null,
  calculation: null,
  isFit: true,
  correction: null,
  record: null,
  earlier: [],
  ...changes,
});
const aRow = (ordinal: number, parallels: number, steps: string[] = ["content"]): SheetRow => ({
  id: `row-${ordinal}`,
  ordinal,
  kind: parallels === 1 ? "blank" : "sample",
  title: "",
  detail: "",
  taskId: null,
  of: null,
  sampleNumber: null,
  containers: [],
  state: null,
  round: 1,
  parallels: Array.from({ length: parallels }, (_, p) => ({
    parallel: p + 1,
    determinationId: null,
    vessel: null,
    container: null,
    value: null,
    cells: steps.map((step) => aCell(step)),
  })),
  outcome: null,
  control: null,
  remarks: [],
  returned: null,
});
const step = (key: string) => ({ key, name: key, nameEn: key, kind: "value" as const, unit: "mg/kg" });
// a blank with one cell above two samples with two
const lines = linesOf({ rows: [aRow(1, 1), aRow(2, 2), aRow(3, 2)], steps: [step("content")] });

test("one step: parallels side by side; several steps: a line for each parallel", () => {
  expect(lines.map(({ cells }) => cells.map((c) => c !== null))).toEqual([
    [true, false],
    [true, true],
    [true, true],
  ]);
  const tall = linesOf({ rows: [aRow(1, 2, ["A", "V"])], steps: [step("A"), step("V")] });
  expect(tall.map(({ parallel, isFirst, span }) => [parallel, isFirst, span])).toEqual([
    [1, true, 2],
    [2, false, 2],
  ]);
});

describe("moving", () => {
  test.each([
    { from: [0, 0], key: "ArrowDown", to: [1, 0] },
    { from: [1, 1], key: "ArrowUp", to: [1, 1] }, // there is no second blank: it stays
    { from: [0, 0], key: "ArrowLeft", to: [0, 0] },
    { from: [2, 1], key: "ArrowDown", to: [2, 1] },
    { from: [1, 0], key: "ArrowRight", to: [1, 1] },
  ])("$key from $from goes to $to", ({ from, key, to }) => {
    const [line = 0, column = 0] = from;
    expect(moved(lines, { line, column }, key)).toEqual({ line: to[0], column: to[1] });
  });

  test("Tab goes through every cell once and leaves the grid at its end", () => {
    let at: { line: number; column: number } | null = { line: 0, column: 0 };
    const seen = [];
    while (at) {
      seen.push(`${at.line}${at.column}`);
      at = tabbed(lines, at, false);
    }
    expect(seen).toEqual(["00", "10", "11", "20", "21"]);
    expect(tabbed(lines, { line: 1, column: 0 }, true)).toEqual({ line: 0, column: 0 });
  });
});

describe("pasting", () => {
  test.each([
    {
      pasted: "0.12\t0.13\r\n0.14\t0.15\r\n",
      block: [
        ["0.12", "0.13"],
        ["0.14", "0.15"],
      ],
    },
    { pasted: "0.12\n\n0.14", block: [["0.12"], [""], ["0.14"]] },
    { pasted: " ＜0.02 ", block: [["＜0.02"]] },
  ])("$pasted", ({ pasted, block }) => {
    expect(blockOf(pasted)).toEqual(block);
  });

  test("a block goes to the right and down; what has no cell is counted, an empty figure changes nothing", () => {
    const { changes, outside } = spread(lines, { line: 0, column: 0 }, [
      ["1", "2"],
      ["", "4"],
      ["5", "6", "7"],
    ]);
    expect(changes.map(({ ref, text }) => `${ref.positionId} ${ref.parallel} ${text}`)).toEqual([
      "row-1 1 1",
      "row-2 2 4",
      "row-3 1 5",
      "row-3 2 6",
    ]);
    expect(outside).toBe(2);
  });

  test("no figure is lost in silence, whatever is pasted where", () => {
    const figure = fc.constantFrom("0.1", "2", "");
    fc.assert(
      fc.property(fc.array(fc.array(figure, { maxLength: 4 }), { maxLength: 5 }), fc.nat(2), (block, line) => {
        const { changes, outside } = spread(lines, { line, column: 0 }, block);
        expect(changes.length + outside).toBe(block.flat().filter((text) => text !== "").length);
      }),
    );
  });
});

test("filling down copies the first line of a selection into the others, where it may", () => {
  const box = { from: { line: 1, column: 0 }, to: { line: 2, column: 1 } };
  const changes = filled(lines, box, (ref) => (ref.positionId === "row-2" ? `0.${ref.parallel}` : ""));
  expect(changes.map(({ ref, text }) => `${ref.positionId} ${ref.parallel} ${text}`)).toEqual([
    "row-3 1 0.1",
    "row-3 2 0.2",
  ]);
  expect(within(lines, box).map((cells) => cells.length)).toEqual([2, 2]);
});

test.each([
  { cell: { text: "0.120", qualifier: "=" }, typed: "0.120" },
  { cell: { text: "10", qualifier: "<" }, typed: "<10" },
  { cell: { text: "", qualifier: "<LOD" }, typed: "未检出" },
])("$cell is typed again as $typed", ({ cell, typed }) => {
  expect(typedText(cell)).toBe(typed);
});
