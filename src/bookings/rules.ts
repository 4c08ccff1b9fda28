// How a day may change, one rule for portal, server and every channel to come (RULES B1–B4, B6–B8).
import { isInTime } from '#calendar/rules.ts';
import type {
  ChangeDecision,
  ChangeLine,
  DayOperation,
  DayRefusal,
  Operation,
  PupilDay,
} from '#bookings/model.ts';
import { isDue, isOptInOffered } from '#bookings/day-rules.ts';
import { droppedPlainDays, firstOverlong, plainRunDefault } from '#bookings/plain-run-rules.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
import { ascending } from '#ground/order.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

/** Whether this day can change now, and if not why; `arrivedAt` is when the request reached us. */
export function decideDayChange(
  operation: DayOperation,
  pupilDay: PupilDay,
  arrivedAt: Instant,
): Outcome<'change' | 'already-so', DayRefusal> {
  const { classDay, day } = pupilDay;
  if (classDay.kind === 'not-served') {
    return classDay.because === 'outside-school-year'
      ? refuse('outside-school-year', { day })
      : refuse('not-served', { day, reason: classDay.reason });
  }
  const standing = standingOf(operation, pupilDay);
  if (standing !== 'open') return standing;
  if (isInTime(arrivedAt, pupilDay.cutOffAt)) return accept('change');
  // An amnesty takes only what a family could not say in time: that the child does not eat (RULES A8).
  if (operation === 'absence' && isInAmnesty(pupilDay, arrivedAt))
    return wasSeen(pupilDay) ? refuse('was-present', { day }) : accept('change');
  return refuse('after-cut-off', { day, cutOffAt: pupilDay.cutOffAt });
}

/** Nobody forgot the absence of a child whom the school saw: at the roll call, or when it corrected the meal. */
export function wasSeen({ present, meal }: Pick<PupilDay, 'present' | 'meal'>): boolean {
  const isCorrected = meal?.correction === 'came-unbooked' || meal?.correction === 'sent-home';
  return present === true || isCorrected;
}

/** In a grace period also in the minute in which the day is being closed: then the closing counts without the child. */
function isInAmnesty({ amnestyUntil }: PupilDay, arrivedAt: Instant): boolean {
  return amnestyUntil !== null && isInTime(arrivedAt, amnestyUntil);
}

type Standing = Outcome<'already-so', DayRefusal> | 'open';

/** Where a request meets what is in force: done already, impossible, or open to the question of time. */
function standingOf(operation: DayOperation, pupilDay: PupilDay): Standing {
  const { day } = pupilDay;
  switch (operation) {
    case 'absence':
      if (!isDue(pupilDay)) return refuse('no-canteen', { day });
      return pupilDay.absenceReceipt === null ? 'open' : accept('already-so');
    case 'absence-undone':
      if (!isDue(pupilDay)) return refuse('no-canteen', { day });
      if (pupilDay.absenceReceipt === null) return undone(operation, pupilDay, 'not-absent');
      return coveredBy(pupilDay, 'hold', 'suspension');
    case 'plain-meal':
      if (!isDue(pupilDay)) return refuse('no-canteen', { day });
      if (pupilDay.plainReceipt !== null || pupilDay.certificateReceipt !== null)
        return accept('already-so');
      return coveredBy(pupilDay, 'hold', 'suspension', 'absence');
    case 'plain-meal-undone':
      if (pupilDay.plainReceipt !== null) return 'open';
      if (pupilDay.certificateReceipt !== null) return refuse('plain-by-certificate', { day });
      return undone(operation, pupilDay, 'not-plain');
    case 'opt-in':
      if (pupilDay.optInReceipt !== null) return accept('already-so');
      if (!isOptInOffered(pupilDay)) return refuse('not-an-opening', { day });
      return coveredBy(pupilDay, 'hold', 'suspension');
    case 'opt-in-undone':
      return pupilDay.optInReceipt === null ? undone(operation, pupilDay, 'not-opted-in') : 'open';
  }
}

function undone(
  operation: keyof PupilDay['undoneReceipts'],
  pupilDay: PupilDay,
  refusal: DayRefusal,
): Standing {
  return pupilDay.undoneReceipts[operation] === undefined
    ? refuse(refusal, { day: pupilDay.day })
    : accept('already-so');
}

/** What would hide the change is said first: nobody believes that a child eats when it does not. */
function coveredBy(
  pupilDay: PupilDay,
  ...layers: readonly ('hold' | 'suspension' | 'absence')[]
): Standing {
  const { day, onHold, suspensionReceipt, absenceReceipt } = pupilDay;
  if (onHold && layers.includes('hold')) return refuse('on-hold', { day });
  if (suspensionReceipt !== null && layers.includes('suspension'))
    return refuse('suspended', { day });
  if (absenceReceipt !== null && layers.includes('absence')) return refuse('absent', { day });
  return 'open';
}

export interface ChangeFacts {
  /** The days of the same pupils around those asked, for the run of plain meals (RULES B7); absent: those asked. */
  readonly around?: readonly PupilDay[];
  /** How many plain meals may follow one another. */
  readonly plainRunMax?: number;
}

/**
 * Decides a whole request, all or nothing. Days on which no meal is due are passed over (a range has
 * week-ends in it) unless nothing else was asked; of several services of a day those past their cut-off are
 * passed over while another is still open ("Oggi non mangia" covers what is still open, RULES B3).
 */
export function decideChange(
  operation: DayOperation,
  pupilDays: readonly PupilDay[],
  arrivedAt: Instant,
  { around = pupilDays, plainRunMax = plainRunDefault }: ChangeFacts = {},
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
  if (operation === 'plain-meal') {
    const overlong = firstOverlong(changing, around, plainRunMax);
    if (overlong !== undefined)
      return refuse('plain-too-long', { day: overlong, max: plainRunMax });
  }
  if (changing.length > 0) {
    const dropped =
      operation === 'absence-undone' ? droppedPlainDays(changing, around, plainRunMax) : [];
    const lines = [...linesOf(operation, changing), ...linesOf('plain-meal-dropped', dropped)];
    return accept({ kind: 'change', lines });
  }
  const receiptCode = receipts.at(-1);
  if (receiptCode !== undefined) return accept({ kind: 'already-so', receiptCode });
  return firstRefusal ?? refuse('nothing-asked');
}

/** The first day, in order, with an open cut-off on which a meal is due, ignoring the pupil's own absences (RULES B4). */
export function firstUsefulDay(pupilDays: readonly PupilDay[], now: Instant): Day | undefined {
  return pupilDays.find((one) => isDue(one) && !one.frozen && isInTime(now, one.cutOffAt))?.day;
}

function receiptOf(operation: DayOperation, pupilDay: PupilDay): string {
  const inForce: Readonly<Record<DayOperation, string | null | undefined>> = {
    absence: pupilDay.absenceReceipt,
    'plain-meal': pupilDay.plainReceipt ?? pupilDay.certificateReceipt,
    'opt-in': pupilDay.optInReceipt,
    'absence-undone': pupilDay.undoneReceipts['absence-undone'],
    'plain-meal-undone': pupilDay.undoneReceipts['plain-meal-undone'],
    'opt-in-undone': pupilDay.undoneReceipts['opt-in-undone'],
  };
  const receipt = inForce[operation];
  if (receipt === null || receipt === undefined)
    throw new Error('a day that is already so has the receipt of the change that made it so');
  return receipt;
}

function isPassedOver(refusal: DayRefusal): boolean {
  return (
    refusal === 'not-served' ||
    refusal === 'no-canteen' ||
    refusal === 'outside-school-year' ||
    refusal === 'not-absent' ||
    refusal === 'not-plain' ||
    refusal === 'not-an-opening' ||
    refusal === 'not-opted-in'
  );
}

function byPupilAndDay(pupilDays: readonly PupilDay[]): readonly (readonly PupilDay[])[] {
  const groups = groupBy(pupilDays, (one) => `${one.pupilId} ${one.day}`);
  return [...groups]
    .toSorted(([one], [other]) => ascending(one, other))
    .map(([, members]) => members);
}

/** One line for each pupil and service among the days. */
export function linesOf(
  operation: Operation,
  pupilDays: readonly PupilDay[],
): readonly ChangeLine[] {
  const lines = groupBy(pupilDays, (one) => `${one.pupilId} ${one.serviceId}`);
  return [...lines.values()].map((members) => ({
    pupilId: members[0].pupilId,
    serviceId: members[0].serviceId,
    operation,
    days: members.map((one) => one.day).toSorted(),
    range: null,
  }));
}
