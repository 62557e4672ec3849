import type { RequestHandler } from "express";
import { Problem } from "../kernel/problems.ts";
import type { LiveEvent } from "../kernel/live-event.ts";
import type { House } from "../platform/context.ts";
import { personOf } from "../people/session.ts";

/** A person's stream of live events: those of their laboratory, as server-sent events. */
export function streamLive(house: House): RequestHandler {
  return async (req, res) => {
    const person = await personOf(house, req);
    if (!person) throw new Problem("sign-in-needed");
    if (person.mustChangePassword) throw new Problem("password-change-needed");
    const { id, laboratoryId, seesAllLaboratories } = person.actor;
    res.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      connection: "keep-alive",
      "x-accel-buffering": "no",
    });
    res.write("retry: 1000\n\n");
    const isMine = (event: LiveEvent) =>
      event.type === "notice"
        ? event.personId === id
        : event.laboratoryId === null || seesAllLaboratories || event.laboratoryId === laboratoryId;
    const stopHearing = house.live.hear((event) => {
      if (isMine(event)) res.write(`data: ${JSON.stringify(event)}\n\n`);
    });
    const heartbeat = setInterval(() => {
      res.write(": here\n\n");
      // who signed out or was shut out meanwhile hears no more
      void personOf(house, req).then(
        (still) => still ?? res.end(),
        () => res.end(),
      );
    }, 20_000);
    res.on("close", () => {
      clearInterval(heartbeat);
      stopHearing();
    });
  };
}
