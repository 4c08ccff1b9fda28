// What a correction of a closed day does, who may make it, of which meals and for how long (RULES A6–A8, D2).
import type {
  CorrectionEffect,
  CorrectionInForce,
  CorrectionRefusal,
  FrozenMeal,
  MealRevision,
  StaffCorrection,
} from '#bookings/model.ts';
import { isInTime } from '#calendar/rules.ts';
import type { Actor } from '#ground/actor.ts';
import { hasRole, hasRoleAtSchool } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

type MealOutcome = FrozenMeal['outcome'];

/**
 * RULES D2, a line for each sentence of it. A meal that the kitchen was told to cook is owed to the caterer, also
 * where the family does not pay it; one that never came is owed by nobody.
 */
export function effectOf(kind: CorrectionInForce, outcome: MealOutcome): CorrectionEffect {
  switch (kind) {
    case 'sent-home':
      return { kitchen: -1, charged: true, owed: true };
    case 'came-unbooked':
      return { kitchen: 1, charged: true, owed: true };
    case 'not-delivered':
      return { kitchen: 0, charged: false, owed: false };
    case 'outing-late':
    case 'strike-late':
    case 'amnesty':
    case 'grace':
      return { kitchen: -1, charged: false, owed: true };
    case 'in-time-after-closing':
      return outcome === 'booked'
        ? { kitchen: 1, charged: true, owed: true }
        : { kitchen: -1, charged: false, owed: true };
  }
}

/** What holds of a meal. */
export interface Standing {
  readonly outcome: MealOutcome;
  readonly correction: CorrectionInForce | null;
}

/** What held after each revision that still counts, the last in force; a mistake put right takes the one before away. */
export function standingsOf(revisions: readonly MealRevision[]): readonly Standing[] {
  const standings: Standing[] = [];
  for (const { outcome, correction } of revisions) {
    if (correction === 'mistake') standings.pop();
    else standings.push({ outcome, correction });
  }
  return standings;
}

/** One child on the day of the correction. */
export interface CorrectionFacts {
  readonly pupilId: string;
  /** The school of its class that day; null: it is not enrolled in the service. */
  readonly schoolId: string | null;
  readonly hasCanteen: boolean;
  readonly frozen: boolean;
  readonly cutOffAt: Instant;
  /** By revision, from the first. */
  readonly revisions: readonly MealRevision[];
}

export interface AskedCorrection {
  readonly kind: StaffCorrection;
  readonly day: Day;
  readonly actor: Actor;
  readonly now: Instant;
  readonly today: Day;
  /** For how many days back a school and the office may correct. */
  readonly daysBackMax: { readonly school: number; readonly office: number };
  /** Whole classes are meant: children whom it does not concern are passed over. */
  readonly passesOver: boolean;
}

export interface CorrectedMeal {
  readonly pupilId: string;
  readonly outcome: MealOutcome;
  /** Of a mistake: the correction that holds again. */
  readonly restored: CorrectionInForce | null;
}

export interface CorrectionDecision {
  readonly corrected: readonly CorrectedMeal[];
  readonly passedOver: number;
}

/** All the children named, or a refusal; of whole classes those whom it concerns. */
export function decideCorrection(
  asked: AskedCorrection,
  pupils: readonly CorrectionFacts[],
): Outcome<CorrectionDecision, CorrectionRefusal> {
  const corrected: CorrectedMeal[] = [];
  for (const facts of pupils) {
    const allowed = decideWhetherNow(asked, facts);
    if (!allowed.ok) return allowed;
    const meal = decideMeal(asked.kind, facts);
    if (meal.ok) corrected.push({ pupilId: facts.pupilId, ...meal.value });
    else if (!asked.passesOver) return meal;
  }
  if (corrected.length === 0) return refuse('nothing-to-correct');
  return accept({ corrected, passedOver: pupils.length - corrected.length });
}

/** The office corrects everywhere, a secretary and who serves at their own school (RULES E2). */
export function mayCorrectAt(actor: Actor, schoolId: string): boolean {
  return isOffice(actor) || hasRoleAtSchool(actor, schoolId, 'school', 'serving-site');
}

export function mayCorrect(actor: Actor): boolean {
  return isOffice(actor) || hasRole(actor, 'school', 'serving-site');
}

const isOffice = (actor: Actor): boolean => hasRole(actor, 'office', 'administrator');

function decideWhetherNow(
  { actor, kind, day, now, today, daysBackMax }: AskedCorrection,
  { schoolId, hasCanteen, frozen, cutOffAt }: CorrectionFacts,
): Outcome<null, CorrectionRefusal> {
  if (!mayCorrect(actor)) return refuse('not-allowed');
  if (schoolId === null) return refuse('not-enrolled', { day });
  if (!mayCorrectAt(actor, schoolId)) return refuse('pupil-not-found');
  if (!frozen) {
    if (!hasCanteen) return refuse('day-not-served', { day });
    // A choice in a sentence knows no hyphens.
    const act = kind.replaceAll('-', '_');
    return isInTime(now, cutOffAt)
      ? refuse('not-yet-closed', { day, cutOffAt, act })
      : refuse('closing-now', { day });
  }
  const max = isOffice(actor) ? daysBackMax.office : daysBackMax.school;
  return day < addDays(today, -max) ? refuse('correction-too-late', { day, max }) : accept(null);
}

/** A child that has a meal can lose it, one that has none can get one, and a mistake is put right once. */
function decideMeal(
  kind: StaffCorrection,
  { revisions }: CorrectionFacts,
): Outcome<Omit<CorrectedMeal, 'pupilId'>, CorrectionRefusal> {
  const standings = standingsOf(revisions);
  const now = standings.at(-1);
  if (kind === 'mistake') {
    if (now === undefined || !isByHand(now.correction)) return refuse('nothing-to-restore');
    const before = standings.at(-2) ?? { outcome: 'absent', correction: null };
    return accept({ outcome: before.outcome, restored: before.correction });
  }
  if (now?.correction === kind) return refuse('already-corrected');
  if (kind === 'came-unbooked')
    return now?.outcome === 'booked'
      ? refuse('already-booked')
      : accept({ outcome: 'booked', restored: null });
  if (kind === 'not-delivered') {
    // Also of a child that was sent home: what never came is paid by nobody.
    return now?.outcome === 'booked' || now?.correction === 'sent-home'
      ? accept({ outcome: now.outcome, restored: null })
      : refuse('no-booked-meal');
  }
  const eats = now?.outcome === 'booked' && now.correction !== 'not-delivered';
  return eats ? accept({ outcome: 'absent', restored: null }) : refuse('no-booked-meal');
}

function isByHand(
  correction: CorrectionInForce | null,
): correction is Exclude<StaffCorrection, 'mistake'> {
  return (
    correction !== null &&
    correction !== 'amnesty' &&
    correction !== 'grace' &&
    correction !== 'in-time-after-closing'
  );
}
