import { useEffect, useState } from "react";
import { useMe } from "../session.tsx";

/** The laboratory's time in milliseconds, once a second; in the demonstration its clock may run ahead. */
export function useServerTime(): number {
  const { demoMinutes } = useMe();
  const [local, setLocal] = useState(here);
  useEffect(() => {
    const timer = setInterval(() => setLocal(here()), 1000);
    return () => clearInterval(timer);
  }, []);
  return local + demoMinutes * 60_000;
}

/** `1:05:09` or `12:30` until then. */
export function untilText(milliseconds: number): string {
  const seconds = Math.max(Math.ceil(milliseconds / 1000), 0);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function here(): number {
  return performance.timeOrigin + performance.now();
}
