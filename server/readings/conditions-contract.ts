// 标准物质与环境: what work was done with and in which room, chosen for one task or for a whole batch at once.
import { z } from "zod";
import { MethodEnvironment } from "../catalogue/rules/environment.ts";
import { numeral } from "../kernel/decimal.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { instant } from "../kernel/time.ts";

const taskIds = z.array(z.uuid()).min(1).max(200);
const id = z.object({ id: z.uuid() });
const reason = z.string().trim().min(2).max(300);

export const RoomView = z.object({
  id: z.uuid(),
  room: z.string(),
  temperature: z.string(),
  humidity: z.string(),
  at: instant,
  by: z.string(),
});
export type RoomView = z.output<typeof RoomView>;

const Used = z.object({
  id: z.uuid(),
  taskId: z.uuid(),
  by: z.string(),
  recordedAt: instant,
  withdrawn: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
});

export const ConditionsView = z.object({
  materials: z.array(
    Used.extend({
      material: z.object({
        id: z.uuid(),
        name: z.string(),
        lot: z.string(),
        certificateNumber: z.string(),
        assigned: z.string(),
        expiresOn: z.string(),
        openedOn: z.string().nullable(),
      }),
      usedAt: instant,
      fault: z.enum(["before-opening", "after-expiry", "ended"]).nullable(),
    }),
  ),
  rooms: z.array(Used.extend({ reading: RoomView, outside: z.array(z.string()) })),
  /** What the methods ask of the room, by task; a task whose method asks nothing is not named. */
  asked: z.array(z.object({ taskId: z.uuid(), item: z.string(), environment: MethodEnvironment })),
});
export type ConditionsView = z.output<typeof ConditionsView>;

export const showConditions = endpoint({
  method: "GET",
  path: "/api/work-conditions",
  right: "results.read",
  summary: "Reference materials and environment of tasks / 标准物质与环境条件",
  query: z.object({
    /** Ids with commas between them. */
    tasks: z
      .string()
      .transform((said) => said.split(","))
      .pipe(taskIds),
  }),
  reply: ConditionsView,
});

export const useMaterial = endpoint({
  method: "POST",
  path: "/api/reference-materials/:id/uses",
  right: "bench.use",
  summary: "A reference material was used for tasks / 登记标准物质使用",
  params: id,
  body: z.object({ taskIds, usedAt: instant.optional() }), // left out: now
});

export const withdrawMaterialUse = endpoint({
  method: "POST",
  path: "/api/material-uses/:id/withdraw",
  right: "bench.use",
  summary: "A use recorded by mistake / 撤回标准物质使用记录",
  params: id,
  body: z.object({ reason }),
});

export const listRoomReadings = endpoint({
  method: "GET",
  path: "/api/room-readings",
  right: "instruments.read",
  summary: "Temperature and humidity of rooms in the last thirty days / 环境条件记录",
  reply: z.object({ rows: z.array(RoomView) }),
});

export const recordRoom = endpoint({
  method: "POST",
  path: "/api/room-readings",
  right: "bench.use",
  summary: "Record temperature and humidity of a room, for tasks or for later / 记录环境条件",
  body: z.object({
    room: z.string().trim().min(1).max(100),
    temperature: numeral,
    humidity: numeral,
    at: instant.optional(), // left out: now
    taskIds: taskIds.optional(),
  }),
  reply: RoomView,
});

export const useRoomReading = endpoint({
  method: "POST",
  path: "/api/room-readings/:id/uses",
  right: "bench.use",
  summary: "A room's reading counts for tasks / 选用环境条件记录",
  params: id,
  body: z.object({ taskIds }),
});

export const withdrawRoomUse = endpoint({
  method: "POST",
  path: "/api/room-uses/:id/withdraw",
  right: "bench.use",
  summary: "A room's reading chosen by mistake / 撤回环境条件记录",
  params: id,
  body: z.object({ reason }),
});
