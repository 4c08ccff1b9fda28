// What a pupil's day is, one rule for portal, server, closing and kitchen (RULES A1–A4, B7, D2).
import { effectOf } from '#bookings/correction-rules.ts';
import type { DayState, FrozenMeal, PupilDay } from '#bookings/model.ts';

/** A meal is due: the class has canteen that day and the pupil uses the service, whatever the family has said since. */
export function isDue(pupilDay: PupilDay): boolean {
  const { classDay, usesService, optInReceipt } = pupilDay;
  if (classDay.kind !== 'canteen' || !usesService) return false;
  return classDay.opening !== 'opt-in' || optInReceipt !== null;
}

/** A meal is cooked unless the family or a hold says otherwise (RULES A1, A4): what closing freezes and the kitchen counts. */
export function isMealExpected(pupilDay: PupilDay): boolean {
  const { onHold, suspensionReceipt, absenceReceipt } = pupilDay;
  return isDue(pupilDay) && !onHold && suspensionReceipt === null && absenceReceipt === null;
}

/** The expected meal is a plain one, by the family's word or by certificate (RULES B7). */
export function isPlain(pupilDay: PupilDay): boolean {
  return (
    isMealExpected(pupilDay) &&
    (pupilDay.plainReceipt !== null || pupilDay.certificateReceipt !== null)
  );
}

/** Whether the family pays a meal of a closed day (RULES D2); what is owed to the caterer is another question. */
export function isCharged({
  outcome,
  correction,
}: Pick<FrozenMeal, 'outcome' | 'correction'>): boolean {
  return correction === null ? outcome === 'booked' : effectOf(correction, outcome).charged;
}

/** Whether the caterer is owed a meal of a closed day: whoever ordered it pays it, whatever the family does. */
export function isOwed({
  outcome,
  correction,
}: Pick<FrozenMeal, 'outcome' | 'correction'>): boolean {
  return correction === null ? outcome === 'booked' : effectOf(correction, outcome).owed;
}

/**
 * The state of a day by precedence (RULES A4): not served, hold, suspension, absence, plain meal, expected. A lower
 * fact lies underneath and returns when the upper one goes. What closing wrote comes before all of them.
 */
export function decideDayState(pupilDay: PupilDay): DayState {
  const { meal, classDay, frozen } = pupilDay;
  if (meal !== null) return isCharged(meal) ? 'booked' : 'not-booked';
  if (classDay.kind === 'not-served') return 'not-served';
  if (!isDue(pupilDay)) return isOptInOffered(pupilDay) ? 'opt-in' : 'no-canteen';
  if (pupilDay.onHold) return 'on-hold';
  if (pupilDay.suspensionReceipt !== null) return 'suspended';
  if (pupilDay.absenceReceipt !== null) return 'absent';
  if (frozen) return 'not-booked';
  return isPlain(pupilDay) ? 'plain' : 'expected';
}

/** A day of an extra opening that nobody eats on unasked (RULES A2). */
export function isOptInOffered({ classDay, usesService, frozen }: PupilDay): boolean {
  return classDay.kind === 'canteen' && classDay.opening === 'opt-in' && usesService && !frozen;
}
