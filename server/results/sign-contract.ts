// 检测人员签字: who made results signs their original records, many with one password, when or after they are submitted.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { signature } from "../people/contract.ts";

export const UnsignedResult = z.object({
  taskId: z.uuid(),
  sampleNumber: z.string(),
  sampleName: z.string(),
  item: z.string(),
  version: z.number(),
  reported: z.string(),
  unit: z.string(),
  verdict: z.string(),
  submittedAt: z.string(),
});
export type UnsignedResult = z.output<typeof UnsignedResult>;

export const listUnsigned = endpoint({
  method: "GET",
  path: "/api/unsigned-results",
  right: "bench.use",
  summary: "What I submitted and have not signed, the oldest first / 我提交后尚未签字的结果",
  reply: z.object({
    /** The laboratory's setting: nothing is checked before it is signed. */
    isRequired: z.boolean(),
    rows: z.array(UnsignedResult),
  }),
});

/** All of them or none: what stands in the way of one is answered with its item. */
export const signResults = endpoint({
  method: "POST",
  path: "/api/unsigned-results/sign",
  right: "bench.use",
  summary: "Sign the original records of results I submitted, with one password / 检测人员签字",
  body: z.object({ taskIds: z.array(z.uuid()).min(1).max(500), ...signature }),
});

export const signingSetting = endpoint({
  method: "GET",
  path: "/api/result-signing",
  right: "clients.read",
  summary: "Whether results are signed by who made them before they are checked / 检测人员签字设置",
  reply: z.object({ isRequired: z.boolean() }),
});

export const setSigning = endpoint({
  method: "POST",
  path: "/api/result-signing",
  right: "laboratory.confirm",
  summary: "Ask for the analyst's signature before the check, or no longer / 设置检测人员签字",
  body: z.object({ isRequired: z.boolean() }),
});
