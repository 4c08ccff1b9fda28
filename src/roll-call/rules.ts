// Whether a class's roll call can be taken, and by whom (RULES A3, C5, E2).
import { addDays } from '#ground/day.ts';
import type { Grant, StaffRole } from '#ground/actor.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type {
  PupilPresence,
  RollCallDecision,
  RollCallFacts,
  RollCallRefusal,
} from '#roll-call/model.ts';

const takers: readonly StaffRole[] = ['school', 'serving-site', 'office', 'administrator'];

/** Of the schools given those whose roll calls the grants open; a grant without a school opens all. */
export function schoolsToCall(
  grants: readonly Grant[],
  schoolIds: readonly string[],
): Outcome<readonly string[], 'not-allowed'> {
  const opening = grants.filter((grant) => takers.includes(grant.role));
  if (opening.length === 0) return refuse('not-allowed');
  return accept(
    schoolIds.filter((schoolId) =>
      opening.some((grant) => grant.schoolId === null || grant.schoolId === schoolId),
    ),
  );
}

/**
 * A roll call names every pupil of the class: with a list that is no longer the class's, somebody would be
 * neither present nor absent. What was said before is not written twice.
 */
export function decideRollCall(
  pupils: readonly PupilPresence[],
  facts: RollCallFacts,
): Outcome<RollCallDecision, RollCallRefusal> {
  const { day, today, daysBackMax, last } = facts;
  if (day > today) return refuse('day-not-begun', { day });
  if (day < addDays(today, -daysBackMax)) return refuse('day-too-old', { day, days: daysBackMax });
  if (!facts.hasCanteen) return refuse('no-canteen', { day });
  if (!isSameClass(pupils, facts.pupilIds)) return refuse('class-changed');
  if (last !== null && isSame(pupils, last.pupils)) {
    return accept({ kind: 'already-so', revision: last.revision });
  }
  return accept({ kind: 'take', revision: last === null ? 0 : last.revision + 1 });
}

function isSameClass(pupils: readonly PupilPresence[], pupilIds: readonly string[]): boolean {
  const named = new Set(pupils.map((one) => one.pupilId));
  return (
    named.size === pupils.length &&
    named.size === pupilIds.length &&
    pupilIds.every((pupilId) => named.has(pupilId))
  );
}

function isSame(some: readonly PupilPresence[], others: readonly PupilPresence[]): boolean {
  const known = new Map(others.map((one) => [one.pupilId, one.present]));
  return known.size === some.length && some.every((one) => known.get(one.pupilId) === one.present);
}
