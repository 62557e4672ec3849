import { describe, expect, test } from "vitest";
import type { Candidate } from "../../server/sheets/positions-contract.ts";
import { additionsToSend, matching, noAdditions } from "../../web/sheets/position-rules.ts";

const aCandidate = (taskId: string, sampleNumber: string, sampleName: string): Candidate => ({
  taskId,
  methodId: "m",
  method: "GB 5009.12-2023",
  item: "铅",
  resultKind: "quantity",
  sampleNumber,
  sampleName,
  analyst: "马晓燕",
  analystId: "a",
  dueOn: "2026-12-01",
});
const rows = [aCandidate("t1", "1622900260001234", "风干牛肉干"), aCandidate("t2", "1622900260001242", "酱牛肉")];

describe("what may come onto a batch", () => {
  test.each([
    ["", ["t1", "t2"]],
    ["123", ["t1"]],
    ["1 622900 26 000124 2", ["t2"]],
    ["酱牛", ["t2"]],
    ["牛肉", ["t1", "t2"]],
    ["99", []],
  ])("typed “%s” finds %j", (typed, found) => {
    expect(matching(typed, rows).map(({ taskId }) => taskId)).toEqual(found);
  });

  test.each([
    [{}, null],
    [
      { blanks: 1, blankLot: " 2609 " },
      { blanks: 1, blankLot: "2609" },
    ],
    [{ blankLot: "2609" }, null], // a lot of no blank
    [{ taskIds: ["t1", "gone"] }, { taskIds: ["t1"] }],
    [{ spikes: [{ taskId: "t1", added: "0.2", lot: "" }] }, null], // of a sample that is not there
    [
      { taskIds: ["t1"], spikes: [{ taskId: "t1", added: "０.２", lot: "" }] },
      { spikes: [{ taskId: "t1", added: "0.2" }] },
    ],
    [{ taskIds: ["t1"], spikes: [{ taskId: "t1", added: "0", lot: "" }] }, null],
    [{ taskIds: ["t1"], spikes: [{ taskId: "", added: "", lot: "A" }] }, null], // begun, not finished
  ])("%j is sent as %j", (said, sent) => {
    const ready = additionsToSend({ ...noAdditions, ...said }, rows, { rows: [] });
    if (sent === null) expect(ready).toBeNull();
    else expect(ready?.body).toMatchObject(sent);
  });
});
