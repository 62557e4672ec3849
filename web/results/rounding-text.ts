import { useCallback } from "react";
import { z } from "zod";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const Rounding = z.object({
  mode: z.string(),
  place: z.object({ digits: z.number().optional(), decimals: z.number().optional(), interval: z.string().optional() }),
});

/** How a figure was rounded, in words; what is no such record is shown as it is. */
export function useRoundingText(): (rounding: string) => string {
  const t = useWords(words);
  return useCallback(
    (rounding) => {
      const read = Rounding.safeParse(parsed(rounding));
      if (!read.success) return rounding;
      const { mode, place } = read.data;
      const to =
        place.digits !== undefined
          ? t.toDigits(place.digits)
          : place.interval !== undefined
            ? t.toInterval(place.interval)
            : t.toDecimals(place.decimals ?? 0);
      return `${to}${t.roundingMode[mode] ?? mode}`;
    },
    [t],
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
