import { useCallback, useState } from "react";
import { shortForm } from "../../server/kernel/numbers.ts";
import { Problem } from "../../server/kernel/problems.ts";
import type { ScanAnswer } from "../../server/desk/contract.ts";
import { bindVessel, closeClaim, openClaim, scanUnit } from "../../server/readings/contract.ts";
import type { ClaimView } from "../../server/readings/contract.ts";
import { isReadByPeople } from "../../server/kernel/typed-reading.ts";
import { recordEquipmentUse } from "../../server/results/contract.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { handOutContainer } from "../../server/samples/contract.ts";
import { listTasks } from "../../server/work/contract.ts";
import { call, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useTravel } from "../scan.tsx";
import { useMe } from "../session.tsx";
import { useWords } from "../words.ts";
import { determinationForVessel, emptySitting, stepOf, targetOf } from "./next-move.ts";
import type { Sitting, Target } from "./next-move.ts";
import { words } from "./words.ts";

type Instrument = { number: string; name: string };

/** One sitting at the bench: what was scanned and typed, and what follows from it. */
export function useSitting(bench: BenchView, onValueInstrument: (instrument: Instrument) => void, settings: string) {
  const t = useWords(words);
  const go = useTravel();
  const { id: personId } = useMe();
  const { task } = bench;
  const place = `lims-sitting:${personId}:${task.id}`;
  const [sitting, setSitting] = useState<Sitting>(() => kept(place));
  const claiming = useChange(openClaim);
  const freeing = useChange(closeClaim);
  const binding = useChange(bindVessel);
  const using = useChange(recordEquipmentUse);
  const finding = useChange(scanUnit);
  const handing = useChange(handOutContainer);

  const change = useCallback(
    (next: Partial<Sitting>) =>
      setSitting((before) => {
        const after = { ...before, ...next };
        sessionStorage.setItem(place, JSON.stringify(after));
        return after;
      }),
    [place],
  );

  const claim: ClaimView | undefined = bench.claims.find((c) => c.personId === personId && c.taskId === task.id);
  const containerNumber = sitting.containerNumber ?? claim?.containerNumber ?? null;
  const instrument: Instrument | null = claim ? claim.instrument : sitting.instrument;
  const target = targetOf(bench, sitting);

  /** Claims the instrument for what stands on it next. */
  const claimFor = async (container: string, balance: Instrument, at: Pick<Target, "determinationId"> | null) => {
    try {
      await claiming.mutateAsync({
        body: {
          taskId: task.id,
          containerNumber: container,
          instrumentNumber: balance.number,
          ...(at ? { determinationId: at.determinationId } : {}),
        },
      });
    } catch (refused) {
      change({ instrument: null }); // what was refused is not in hand; a claim that was open before still is
      throw refused;
    }
    return t.instrumentTaken(balance.name);
  };

  const takeContainer = async (number: string): Promise<string> => {
    const container = bench.containers.find((c) => c.number === number);
    if (container?.kind === "reserve") throw new Problem("reserve-sealed", { number: shortForm(number) });
    if (container?.state === "stored") await handing.mutateAsync({ params: { number }, body: {} });
    if (task.resultKind === "plan") {
      const { determinationId, unit } = await finding.mutateAsync({
        params: { taskId: task.id },
        body: { containerNumber: number },
      });
      change({ containerNumber: number, determinationId });
      return t.unitTaken(unit, shortForm(number));
    }
    change({ containerNumber: number });
    const taken = t.containerTaken(shortForm(number));
    if (sitting.instrument && target?.vessel) return `${taken} · ${await claimFor(number, sitting.instrument, target)}`;
    return taken;
  };

  const takeInstrument = async (answer: ScanAnswer): Promise<string> => {
    const scanned = { number: answer.number, name: answer.title };
    const kind = target ? stepOf(bench, target.step)?.kind : undefined;
    if (answer.of === "balance") {
      if (containerNumber === null) throw new Problem("scan-container-first");
      change({ instrument: scanned });
      if (target?.vessel === null) return `${scanned.name} · ${t.vesselNext(target.parallel)}`;
      return claimFor(containerNumber, scanned, target);
    }
    if (kind === "value" && !isReadByPeople(task.resultKind)) {
      onValueInstrument(scanned);
      return t.instrumentForValue(scanned.name);
    }
    const done = await using.mutateAsync({
      params: { taskId: task.id },
      body: { instrumentNumber: scanned.number, ...(settings ? { settings } : {}) },
    });
    return done.action === "in" ? t.wentIn(done.name) : t.wentOut(done.name);
  };

  /** Another sample was scanned: to its task, where it is one of mine. */
  const turnTo = async (sampleNumber: string, title: string, container: string | null): Promise<string> => {
    const { rows } = await call(listTasks, { query: { mine: "yes", sample: sampleNumber } });
    const open = rows.filter((r) => r.sampleNumber === sampleNumber && r.state !== "checked");
    const [first] = open;
    if (!first) throw new Problem("no-task-of-sample", { sample: title });
    await go(open.length === 1 ? paths.bench(first.id) : paths.benchOf(sampleNumber), { state: { container } });
    return t.otherSample(title);
  };

  /** What a scan does here; undefined lets the thing be opened as anywhere else. */
  const scan = async (answer: ScanAnswer): Promise<string | undefined> => {
    switch (answer.kind) {
      case "container":
        return answer.of === task.sampleNumber
          ? takeContainer(answer.number)
          : turnTo(answer.of ?? "", answer.title, answer.number);
      case "sample":
        return answer.number === task.sampleNumber
          ? t.moves["scan-container"]
          : turnTo(answer.number, answer.title, null);
      case "instrument":
        return takeInstrument(answer);
      default:
        return undefined;
    }
  };

  /** A dish number, typed: binds it where it is new, and directs the next reading to its parallel. */
  const enterVessel = async (vessel: string): Promise<string> => {
    const meant = determinationForVessel(bench, vessel, target);
    if (!meant) throw new Problem("no-open-step");
    if (!meant.isBound) await binding.mutateAsync({ params: { determinationId: meant.id }, body: { vessel } });
    change({ determinationId: meant.id });
    if (containerNumber !== null && instrument !== null)
      await claimFor(containerNumber, instrument, { determinationId: meant.id });
    return t.vesselBound(vessel, meant.parallel);
  };

  const free = async () => {
    if (claim) await freeing.mutateAsync({ params: { claimId: claim.id } });
    change({ instrument: null });
  };

  return {
    sitting,
    claim,
    containerNumber,
    instrument,
    target,
    scan,
    takeContainer,
    enterVessel,
    free,
    change,
    claimError: claiming.error,
  };
}

function kept(place: string): Sitting {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(place) ?? "null");
    return typeof found === "object" && found !== null ? { ...emptySitting, ...found } : emptySitting;
  } catch {
    return emptySitting;
  }
}
