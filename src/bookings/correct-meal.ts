// A correction of a closed day: the next revision of one meal, by a named person or job, with a reason (RULES A6).
import { recordEvent } from '#audit/record-event.ts';
import { wakeDays } from '#bookings/changed-days.ts';
import type { CorrectionRecord } from '#bookings/correction-store.ts';
import { insertFirstMeal, insertNextRevision } from '#bookings/correction-store.ts';
import { specialPlates } from '#diets/special-plates.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Tx } from '#platform/database.ts';

export type MealCorrection = Omit<CorrectionRecord, 'recordedAt' | 'recordedBy'>;

/**
 * Whoever calls holds the pupil's lock and has decided that the correction makes sense. A child who had no meal at
 * all gets one of the class, kitchen and diet of that day.
 */
export async function correctMeal(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  correction: MealCorrection,
): Promise<void> {
  const recordedAt = clock.now();
  const record = { ...correction, recordedAt, recordedBy: actorIdOf(actor) };
  if (!(await insertNextRevision(tx, record))) {
    const { pupilId, day } = correction;
    const plate = (await specialPlates(tx, { pupilIds: [pupilId] }, day)).get(pupilId);
    const isInserted = await insertFirstMeal(tx, record, plate ?? null);
    if (!isInserted) throw new Error('a meal of a pupil without class or kitchen on that day');
  }
  wakeDays(tx, { schoolId: null, from: correction.day, to: correction.day });
  recordEvent(tx, {
    at: recordedAt,
    actor,
    action: `bookings.meal-${correction.correction}`,
    subjectKind: 'pupil',
    subjectId: correction.pupilId,
    facts: { day: correction.day, outcome: correction.outcome },
  });
}
