// Which schools an extension of the cut-off reaches, and what it is for each: a later cut-off or an amnesty (RULES A8).
import type { CutOffRefusal } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

export interface ExtensionSlot {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly cutOffAt: Instant;
  readonly frozen: boolean;
  readonly amnestyUntil: Instant | null;
}

export interface GrantedExtension {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly kind: 'cut-off' | 'amnesty';
}

export interface AskedExtension {
  readonly day: Day;
  readonly untilAt: Instant;
  /** The day of `untilAt` in Italy. */
  readonly untilOn: Day;
  readonly now: Instant;
  readonly today: Day;
}

/**
 * A cut-off only ever moves later, and never past its own day. Schools whose cut-off is later already are passed
 * over, unless all are. A day of the past is over: what happened there is corrected meal by meal.
 */
export function decideExtension(
  slots: readonly ExtensionSlot[],
  { day, untilAt, untilOn, now, today }: AskedExtension,
): Outcome<readonly GrantedExtension[], CutOffRefusal> {
  if (day < today) return refuse('day-past', { day });
  if (untilOn > day) return refuse('too-late-an-hour', { day });
  if (slots.length === 0) return refuse('no-canteen-there', { day });
  const granted = slots.filter((slot) => untilAt > now && untilAt > inForce(slot));
  if (granted.length === 0)
    return refuse('not-later', { day, cutOffAt: Math.max(...slots.map(inForce)) });
  return accept(
    granted.map(({ schoolId, serviceId, frozen }) => ({
      schoolId,
      serviceId,
      kind: frozen ? 'amnesty' : 'cut-off',
    })),
  );
}

/** Until when an absence is taken; the grace period of a day that is still open is not the office's to extend. */
function inForce({ cutOffAt, frozen, amnestyUntil }: ExtensionSlot): number {
  return frozen ? Math.max(cutOffAt, amnestyUntil ?? cutOffAt) : cutOffAt;
}
