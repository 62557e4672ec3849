import path from "node:path";
import { parseArgs } from "node:util";
import { rereadJournal, type Reread } from "../../instruments/commands/reread-journal.ts";
import { withHouse } from "./with-house.ts";

type Kept = { from: number; bytes: number; value: string | null; unit: string | null; status: string };

/**
 * `lims replay --journal FOLDER --instrument NUMBER`: runs the driver of today, or the one named, over the bytes that a gateway
 * kept, and prints what it would read differently from what the server holds; nothing is changed. Answers 0 when nothing differs,
 * 1 when something does, null when its words are not understood.
 */
export async function replayJournalCommand(args: string[]): Promise<number | null> {
  const asked = readWords(args);
  if (asked?.journal === undefined || asked.instrument === undefined) return null;
  const { journal, instrument: number } = asked;
  return withHouse(async ({ db }) => {
    const instrument = await db.instrument.findUnique({ where: { number } });
    if (!instrument) return complain(`${number}: no such instrument`);
    const driver = asked.driver ?? instrument.driver;
    if (driver === null) return complain(`${number}: no driver is set; say one with --driver`);
    const profile: unknown =
      asked.profile === undefined ? (instrument.profile ?? undefined) : JSON.parse(asked.profile);
    const would = await rereadJournal({ folder: path.resolve(journal), instrument: number, driver, profile });
    const rows = await db.reading.findMany({
      where: { instrumentId: instrument.id, journalFrom: { not: null } },
      orderBy: [{ journalFrom: "asc" }, { sequence: "asc" }],
    });
    const kept = rows.map((r) => ({
      from: Number(r.journalFrom),
      bytes: r.journalBytes ?? 0,
      value: r.value === null ? null : r.text,
      unit: r.unit,
      status: r.status,
    }));
    const differences = compare(kept, would);
    for (const each of differences) process.stdout.write(`${JSON.stringify(each)}\n`);
    const same = would.length - differences.filter((each) => each.would).length;
    process.stdout.write(
      `${JSON.stringify({ kind: "summary", driver, kept: kept.length, would: would.length, same })}\n`,
    );
    return differences.length === 0 ? 0 : 1;
  });
}

type Difference = {
  kind: "differs" | "new" | "gone";
  from: number;
  was?: Omit<Kept, "from">;
  would?: Omit<Kept, "from">;
};

/** Readings are paired by the place of their bytes, and within shared bytes by their order. */
function compare(kept: readonly Kept[], would: readonly Reread[]): Difference[] {
  const was = byPlace(kept);
  const is = byPlace(would);
  const places = [...new Set([...was.keys(), ...is.keys()])].sort((a, b) => a - b);
  return places.flatMap((from) => {
    const [before, now] = [was.get(from) ?? [], is.get(from) ?? []];
    return Array.from({ length: Math.max(before.length, now.length) }, (_, at): Difference | null => {
      const [a, b] = [before[at], now[at]];
      if (!a) return b ? { kind: "new", from, would: shown(b) } : null;
      if (!b) return { kind: "gone", from, was: shown(a) };
      const isSame = a.value === b.value && a.unit === b.unit && a.status === b.status;
      return isSame ? null : { kind: "differs", from, was: shown(a), would: shown(b) };
    }).filter((each) => each !== null);
  });
}

function byPlace<T extends { from: number }>(rows: readonly T[]): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const row of rows) found.set(row.from, [...(found.get(row.from) ?? []), row]);
  return found;
}

const shown = ({ bytes, value, unit, status }: Omit<Kept, "from">) => ({ bytes, value, unit, status });

function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

function readWords(args: string[]) {
  const word = { type: "string" } as const;
  try {
    return parseArgs({ args, options: { journal: word, instrument: word, driver: word, profile: word } }).values;
  } catch {
    return null;
  }
}
