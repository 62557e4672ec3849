import { describe, expect, test } from "vitest";
import * as certificates from "../../server/certificates/contract.ts";
import { certificateMayMove, certificateMoves, certificateStates, isPublic } from "../../server/certificates/rules.ts";
import * as orders from "../../server/orders/contract.ts";
import { orderDueOn, orderMayMove, orderStates } from "../../server/orders/rules.ts";
import * as samples from "../../server/samples/contract.ts";
import {
  containerMayMove,
  containerMoveRefusal,
  containerStates,
  mayResume,
  sampleAllows,
  sampleMayMove,
  sampleStates,
} from "../../server/samples/rules.ts";
import { onlyWeekends } from "../../server/kernel/working-days.ts";
import * as work from "../../server/work/contract.ts";
import { areAllChecked, taskMayMove, taskStates } from "../../server/work/rules.ts";

/** Every move that a table allows, as "from → to". */
function moves<S extends string>(states: readonly S[], may: (from: S, to: S) => boolean): string[] {
  return states.flatMap((from) => states.filter((to) => may(from, to)).map((to) => `${from} → ${to}`));
}

describe("stages move only as the domain says", () => {
  test("a sample", () => {
    expect(moves(sampleStates, sampleMayMove).filter((m) => !/on_hold|cancelled/.test(m))).toEqual([
      "registered → in_testing",
      "registered → rejected",
      "in_testing → results_complete",
      "results_complete → under_review",
      "under_review → in_testing",
      "under_review → approved",
      "approved → in_testing",
      "approved → certified",
    ]);
    for (const end of ["certified", "rejected", "cancelled"] as const)
      expect(sampleStates.some((to) => sampleMayMove(end, to))).toBe(false);
  });
  test("a hold ends where it began", () => {
    expect(mayResume("in_testing", "in_testing")).toBe(true);
    expect(mayResume("in_testing", "approved")).toBe(false);
    expect(mayResume("certified", "certified")).toBe(false);
    expect(sampleMayMove("on_hold", "in_testing")).toBe(false);
  });
  test("what is certified is no longer tested, and what is under review no longer assigned", () => {
    expect(sampleAllows("test", "certified")).toBe(false);
    expect(sampleAllows("assign", "under_review")).toBe(false);
    expect(sampleAllows("send-back", "approved")).toBe(true);
  });
  test("a container", () => {
    expect(moves(containerStates, containerMayMove)).toEqual([
      "stored → handed_out",
      "stored → disposed",
      "stored → transferred",
      "handed_out → stored",
      "handed_out → disposed",
      "transferred → stored",
    ]);
    expect(containerMoveRefusal({ kind: "reserve", state: "stored" }, "handed_out")).toBe("reserve-never-opened");
    expect(containerMoveRefusal({ kind: "reserve", state: "stored" }, "transferred")).toBeNull();
    expect(containerMoveRefusal({ kind: "test", state: "stored" }, "transferred")).toBeNull();
    expect(containerMoveRefusal({ kind: "test", state: "handed_out" }, "transferred")).toBe("state");
    expect(containerMoveRefusal({ kind: "test", state: "disposed" }, "handed_out")).toBe("state");
  });
  test("a task", () => {
    expect(moves(taskStates, taskMayMove)).toEqual([
      "pending → assigned",
      "assigned → pending",
      "assigned → in_progress",
      "in_progress → completed",
      "in_progress → retest",
      "completed → checked",
      "completed → returned",
      "completed → retest",
      "checked → returned",
      "returned → in_progress",
      "retest → in_progress",
    ]);
    expect(areAllChecked([{ state: "checked" }, { state: "completed" }])).toBe(false);
    expect(areAllChecked([{ state: "checked" }])).toBe(true);
    expect(areAllChecked([])).toBe(false);
  });
  test("an order", () => {
    expect(moves(orderStates, orderMayMove)).toEqual([
      "open → accepted",
      "open → cancelled",
      "accepted → completed",
      "accepted → cancelled",
    ]);
    expect(orderDueOn("2026-11-23", null, onlyWeekends)).toBe("2026-12-21");
    expect(orderDueOn("2026-11-23", "2026-12-01", onlyWeekends)).toBe("2026-12-01");
  });
  test("a certificate is never edited: it goes under review, and comes back, or is replaced or revoked", () => {
    expect(moves(certificateStates, certificateMayMove)).toEqual([
      "issuing → issued",
      "issuing → voided",
      "issued → under_review",
      "under_review → issued",
      "under_review → replaced",
      "under_review → revoked",
    ]);
    expect(certificateMoves.voided).toEqual([]);
    expect(certificateStates.filter(isPublic)).toEqual(["issued", "under_review", "replaced", "revoked"]);
  });
  test("contracts and rules name the same stages", () => {
    expect(samples.SampleState.options).toEqual([...sampleStates]);
    expect(work.TaskState.options).toEqual([...taskStates]);
    expect(orders.OrderState.options).toEqual([...orderStates]);
    expect(certificates.CertificateState.options).toEqual([...certificateStates]);
  });
});
