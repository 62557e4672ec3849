// Last days in a person's own calendar program: an address of their own, which can be taken back.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { instant } from "../kernel/time.ts";

export const FeedView = z.object({ id: z.uuid(), isKeeper: z.boolean(), madeAt: instant });

export const listFeeds = endpoint({
  method: "GET",
  path: "/api/calendar-feeds",
  right: "instruments.read",
  summary: "My calendar addresses / 我的日历订阅",
  reply: z.object({ rows: z.array(FeedView) }),
});

export const makeFeed = endpoint({
  method: "POST",
  path: "/api/calendar-feeds",
  right: "instruments.read",
  summary: "A calendar address of my own, shown once / 生成日历订阅地址",
  body: z.object({ isKeeper: z.boolean() }),
  reply: z.object({ url: z.string() }),
});

export const revokeFeed = endpoint({
  method: "POST",
  path: "/api/calendar-feeds/:id/revoke",
  right: "instruments.read",
  summary: "Take a calendar address back / 停用日历订阅地址",
  params: z.object({ id: z.uuid() }),
});

export const calendarFeed = endpoint({
  method: "GET",
  path: "/api/verification-plan.ics",
  right: "public", // a calendar program carries no session; the key in the address is the person's
  summary: "Last days of verifications as iCalendar / 周期检定日历",
  query: z.object({ key: z.string().min(20).max(100) }),
  file: true,
});
