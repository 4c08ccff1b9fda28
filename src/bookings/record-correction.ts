// Use case: staff correct a closed day: sent home, came unbooked, not delivered, outing or strike late, a mistake (RULES A6, A7, D2).
import { correctMeals } from '#bookings/correct-meal.ts';
import type { CorrectionFacts } from '#bookings/correction-rules.ts';
import { decideCorrection, mayCorrect } from '#bookings/correction-rules.ts';
import { listRevisions, listWrittenPupils } from '#bookings/correction-store.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { pupilDaysOf } from '#bookings/facts.ts';
import type { CorrectionRefusal, StaffCorrection } from '#bookings/model.ts';
import { correctionDaysSetting } from '#bookings/settings.ts';
import { findDayRows } from '#bookings/day-rows-store.ts';
import { lockPupils } from '#bookings/store.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import { hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import { asInstant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';
import { tellOutside } from '#platform/outbox.ts';
import { dayAt } from '#platform/rome.ts';

export interface CorrectionMeans {
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
}

/** Children by name, or all of some classes or of a school whom it concerns. */
export type CorrectionOf =
  | { readonly pupilIds: readonly string[] }
  | { readonly classIds: readonly string[] }
  | { readonly schoolId: string };

export interface CorrectionRequest {
  readonly kind: StaffCorrection;
  readonly serviceId: string;
  readonly day: Day;
  readonly whose: CorrectionOf;
  /** What happened, for whoever reads it later and for the family; never a diet or a diagnosis. */
  readonly reason: string;
  readonly key: IdempotencyKey;
}

export interface CorrectionAnswer {
  readonly correctionId: string;
  readonly corrected: number;
  /** Of whole classes: whom it did not concern. */
  readonly passedOver: number;
  readonly repeated: boolean;
}

export async function recordCorrection(
  tx: Tx,
  means: CorrectionMeans,
  account: Promise<StaffAccount>,
  request: CorrectionRequest,
): Promise<Outcome<CorrectionAnswer, CorrectionRefusal | 'key-reused'>> {
  const { kind, serviceId, day, whose, reason, key } = request;
  const who = await account;
  const actor = staffActorOf(
    who,
    hasRole(staffActorOf(who, 'office'), 'office', 'administrator') ? 'office' : 'school',
  );
  if (!mayCorrect(actor)) return refuse('not-allowed');
  const pupilIds =
    'pupilIds' in whose
      ? [...new Set(whose.pupilIds)].toSorted()
      : await listWrittenPupils(tx, whose, serviceId, day);
  const [, answered, rows, revisions] = await Promise.all([
    lockPupils(tx, pupilIds),
    findAnswered(tx, account, key),
    findDayRows(tx, { pupilIds }, day, day),
    listRevisions(tx, pupilIds, serviceId, day),
  ]);
  if (!answered.ok) return answered;
  if (answered.value !== undefined) return accept(toAnswer(answered.value));
  const now = means.clock.now();
  const calendar = await means.calendarAt(tx, rows.version);
  const decision = decideCorrection(
    {
      kind,
      day,
      actor,
      now,
      today: dayAt(now),
      daysBackMax: calendar.setting(correctionDaysSetting, day),
      passesOver: !('pupilIds' in whose),
    },
    factsOf(calendar, rows, revisions, pupilIds, request),
  );
  if (!decision.ok) return decision;
  const { corrected, passedOver } = decision.value;
  const correction = { serviceId, day, correction: kind, reason };
  const correctionId = await correctMeals(tx, now, actor, correction, corrected);
  tellOutside(tx, now, 'bookings.meals-corrected', { correctionId, day, channel: actor.channel });
  recordAnswered(tx, who.accountId, key, `${correctionId} ${corrected.length} ${passedOver}`, now);
  return accept({ correctionId, corrected: corrected.length, passedOver, repeated: false });
}

function toAnswer(kept: string): CorrectionAnswer {
  const [correctionId = '', corrected, passedOver] = kept.split(' ');
  return {
    correctionId,
    corrected: Number(corrected),
    passedOver: Number(passedOver),
    repeated: true,
  };
}

function factsOf(
  calendar: TenantCalendar,
  rows: Awaited<ReturnType<typeof findDayRows>>,
  revisions: Awaited<ReturnType<typeof listRevisions>>,
  pupilIds: readonly string[],
  { serviceId, day }: CorrectionRequest,
): readonly CorrectionFacts[] {
  const written = groupBy(revisions, (one) => one.pupilId);
  const pupilDays = pupilDaysOf(calendar, rows, [day]).filter((one) => one.serviceId === serviceId);
  return pupilIds.map((pupilId) => {
    const own = written.get(pupilId) ?? [];
    const pupilDay = pupilDays.find((one) => one.pupilId === pupilId);
    const eater = rows.eaters.find((one) => one.pupilId === pupilId && one.serviceId === serviceId);
    return {
      pupilId,
      // Whose meal was written down keeps the school of then, also if the enrolment has ended since.
      schoolId: own[0]?.schoolId ?? eater?.schoolId ?? null,
      hasCanteen: pupilDay?.classDay.kind === 'canteen',
      frozen: own.length > 0 || pupilDay?.frozen === true,
      cutOffAt: pupilDay?.cutOffAt ?? asInstant(0),
      revisions: own,
    };
  });
}
