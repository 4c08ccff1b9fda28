// Corrections of a closed day: the next revision of each meal, by a named person or job, with a reason (RULES A6).
import { recordEvent } from '#audit/record-event.ts';
import { wakeDays } from '#bookings/changed-days.ts';
import type { CorrectedMeal } from '#bookings/correction-rules.ts';
import type { CorrectionRecord } from '#bookings/correction-store.ts';
import { insertFirstMeals, insertNextRevisions } from '#bookings/correction-store.ts';
import { specialPlates } from '#diets/special-plates.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Instant } from '#ground/instant.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';

export type MealCorrection = Omit<CorrectionRecord, 'correctionId' | 'recordedAt' | 'recordedBy'>;

/**
 * Whoever calls holds the pupils' locks and has decided that the correction makes sense. Children who had no meal at
 * all get one of the class, kitchen and diet of that day. Returns the id of the act. The kitchens are told at commit.
 */
export async function correctMeals(
  tx: Tx,
  at: Instant,
  actor: Actor,
  correction: MealCorrection,
  meals: readonly CorrectedMeal[],
): Promise<string> {
  const correctionId = newId(at);
  const record = { ...correction, correctionId, recordedAt: at, recordedBy: actorIdOf(actor) };
  const { day } = correction;
  const next = await insertNextRevisions(tx, record, meals);
  const had = new Set(next.map((one) => one.pupilId));
  const without = meals.filter((meal) => !had.has(meal.pupilId));
  const pupilIds = without.map((meal) => meal.pupilId);
  const first =
    pupilIds.length === 0
      ? []
      : await insertFirstMeals(tx, record, without, await specialPlates(tx, pupilIds, day));
  if (first.length !== without.length)
    throw new Error('a meal of a pupil without class or kitchen on that day');
  for (const { pupilId, outcome } of meals) {
    recordEvent(tx, {
      at,
      actor,
      action: `bookings.meal-${correction.correction}`,
      subjectKind: 'pupil',
      subjectId: pupilId,
      facts: { day, outcome, correctionId },
    });
  }
  for (const schoolId of new Set([...next, ...first].map((one) => one.schoolId)))
    wakeDays(tx, { schoolId, from: day, to: day });
  return correctionId;
}
