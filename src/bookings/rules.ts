// The rule of the morning, one for portal, server, closing and kitchen: what a pupil's day is and how it may change (RULES A1–A4, B1, B2).
import { isInTime } from '#calendar/rules.ts';
import type {
  ChangeDecision,
  ChangeLine,
  DayRefusal,
  DayState,
  Operation,
  PupilDay,
} from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

/** A meal is due: the class has canteen that day and the pupil uses the service, whatever the family has said. */
export function isDue(pupilDay: PupilDay): boolean {
  return pupilDay.classDay.kind === 'canteen' && pupilDay.usesService;
}

/** A meal is cooked unless the family says otherwise (RULES A1): what closing freezes and the kitchen counts. */
export function isMealExpected(pupilDay: PupilDay): boolean {
  return isDue(pupilDay) && pupilDay.absenceReceipt === null;
}

/**
 * The state of a day by precedence (RULES A4): not served, then absence, then the expected meal. A closure
 * does not remove an absence: it lies underneath and returns when the closure goes.
 */
export function decideDayState(pupilDay: PupilDay): DayState {
  if (pupilDay.mealBooked) return 'booked';
  if (pupilDay.classDay.kind === 'not-served') return 'not-served';
  if (!isDue(pupilDay)) return 'no-canteen';
  if (pupilDay.absenceReceipt !== null) return 'absent';
  return pupilDay.frozen ? 'not-booked' : 'expected';
}

/** Whether this day can change now, and if not why; `arrivedAt` is when the request reached us. */
export function decideDayChange(
  operation: Operation,
  pupilDay: PupilDay,
  arrivedAt: Instant,
): Outcome<'change' | 'already-so', DayRefusal> {
  const { classDay, day } = pupilDay;
  if (classDay.kind === 'not-served') {
    return classDay.because === 'outside-school-year'
      ? refuse('outside-school-year', { day })
      : refuse('not-served', { day, reason: classDay.reason });
  }
  if (!isDue(pupilDay)) return refuse('no-canteen', { day });
  const isAbsent = pupilDay.absenceReceipt !== null;
  if (operation === 'absence' && isAbsent) return accept('already-so');
  if (operation === 'absence-undone' && !isAbsent) {
    return pupilDay.undoneReceipt === null ? refuse('not-absent', { day }) : accept('already-so');
  }
  if (!isInTime(arrivedAt, pupilDay.cutOffAt))
    return refuse('after-cut-off', { day, cutOffAt: pupilDay.cutOffAt });
  // In time but closed must not happen: closing waits for every request that arrived before it.
  if (pupilDay.frozen) return refuse('day-closed', { day });
  return accept('change');
}

/**
 * Decides a whole request, all or nothing. Days on which no meal is due are passed over (a range has
 * week-ends in it) unless nothing else was asked; of several services of a day those past their cut-off are
 * passed over while another is still open ("Oggi non mangia" covers what is still open, RULES B3).
 */
export function decideChange(
  operation: Operation,
  pupilDays: readonly PupilDay[],
  arrivedAt: Instant,
): Outcome<ChangeDecision, DayRefusal | 'nothing-asked'> {
  const changing: PupilDay[] = [];
  const receipts: string[] = [];
  let firstRefusal: Outcome<never, DayRefusal> | undefined;
  for (const daysOfPupil of byPupilAndDay(pupilDays)) {
    const judged = daysOfPupil.map((one) => ({
      one,
      outcome: decideDayChange(operation, one, arrivedAt),
    }));
    const isSomeAccepted = judged.some(({ outcome }) => outcome.ok);
    for (const { one, outcome } of judged) {
      if (outcome.ok && outcome.value === 'change') changing.push(one);
      else if (outcome.ok) receipts.push(receiptOf(operation, one));
      else if (isSomeAccepted || isPassedOver(outcome.refusal)) firstRefusal ??= outcome;
      else return outcome;
    }
  }
  if (changing.length > 0) return accept({ kind: 'change', lines: linesOf(operation, changing) });
  const receiptCode = receipts.at(-1);
  if (receiptCode !== undefined) return accept({ kind: 'already-so', receiptCode });
  return firstRefusal ?? refuse('nothing-asked');
}

/** The first day, in order, with an open cut-off on which a meal is due, ignoring the pupil's own absences (RULES B4). */
export function firstUsefulDay(pupilDays: readonly PupilDay[], now: Instant): Day | undefined {
  return pupilDays.find((one) => isDue(one) && !one.frozen && isInTime(now, one.cutOffAt))?.day;
}

function receiptOf(operation: Operation, pupilDay: PupilDay): string {
  const receipt = operation === 'absence' ? pupilDay.absenceReceipt : pupilDay.undoneReceipt;
  if (receipt === null)
    throw new Error('a day that is already so has the receipt of the change that made it so');
  return receipt;
}

function isPassedOver(refusal: DayRefusal): boolean {
  return (
    refusal === 'not-served' ||
    refusal === 'no-canteen' ||
    refusal === 'outside-school-year' ||
    refusal === 'not-absent'
  );
}

function byPupilAndDay(pupilDays: readonly PupilDay[]): readonly (readonly PupilDay[])[] {
  const groups = groupBy(pupilDays, (one) => `${one.pupilId} ${one.day}`);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, members]) => members);
}

function linesOf(operation: Operation, pupilDays: readonly PupilDay[]): readonly ChangeLine[] {
  const lines = groupBy(pupilDays, (one) => `${one.pupilId} ${one.serviceId}`);
  return [...lines.values()].map((members) => ({
    pupilId: members[0].pupilId,
    serviceId: members[0].serviceId,
    operation,
    days: members.map((one) => one.day).toSorted(),
  }));
}
