import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";

export const blindSetting = endpoint({
  method: "GET",
  path: "/api/blind-mode",
  right: "clients.read",
  summary: "Whether the laboratory tests blind, and who looked behind a sample / 盲样检测设置与查看记录",
  reply: z.object({
    isBlind: z.boolean(),
    unblindings: z.array(
      z.object({
        sampleNumber: z.string(),
        sampleName: z.string(),
        person: z.string(),
        reason: z.string(),
        at: z.string(),
      }),
    ),
  }),
});

export const setBlind = endpoint({
  method: "POST",
  path: "/api/blind-mode",
  right: "laboratory.confirm",
  summary: "Test blind from the next order on, or no longer / 设置盲样检测",
  body: z.object({ isBlind: z.boolean() }),
});

export const unblindSample = endpoint({
  method: "POST",
  path: "/api/samples/:number/unblind",
  right: "samples.unblind",
  summary: "Look behind a blind sample, with a reason on record / 查看盲样信息",
  params: z.object({ number: z.string() }),
  body: z.object({ reason: z.string().trim().min(4).max(300) }),
});
