// Use case: the office declares a grace period at the start of the service, changes it or withdraws it (RULES A8).
import { recordEvent } from '#audit/record-event.ts';
import { findCalendarVersion } from '#bookings/closing-store.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { graceSetting } from '#bookings/settings.ts';
import { schoolYearEndsOn, schoolYearOf } from '#calendar/rules.ts';
import type { Actor } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { recordSetting } from '#tenancy/record-setting.ts';

export type GraceRefusal = 'not-allowed' | 'range-ends-before' | 'grace-across-years';

/**
 * One period each school year, the last one declared; null withdraws this year's. Its first days may be past: what
 * was forgotten before anybody knew of it is what it is for. Absences that were taken already stay as they are.
 */
export function declareGracePeriod(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  period: ClosedDayRange | null,
): Outcome<ClosedDayRange | null, GraceRefusal> {
  const now = clock.now();
  if (period !== null && period.to < period.from) return refuse('range-ends-before');
  if (period !== null && period.to > schoolYearEndsOn(period.from))
    return refuse('grace-across-years');
  const yearBegins = asDay(`${schoolYearOf(period?.from ?? dayAt(now))}-08-01`);
  const recorded = recordSetting(tx, clock, actor, {
    definition: graceSetting,
    scope: { kind: 'tenant' },
    value: period,
    validFrom: yearBegins,
    firstDayNotYetOpen: yearBegins,
  });
  if (!recorded.ok) return refuse('not-allowed');
  recordEvent(tx, {
    at: now,
    actor,
    action: 'bookings.grace-period-declared',
    subjectKind: 'tenant',
    subjectId: String(tx.tenantId),
    facts: period === null ? {} : { from: period.from, to: period.to },
  });
  return accept(period);
}

/** The period in force in the school year of today. */
export async function readGracePeriod(
  tx: Tx,
  means: { readonly clock: Clock; readonly calendarAt: CalendarAt },
  actor: Actor,
): Promise<Outcome<ClosedDayRange | null, 'not-allowed'>> {
  if (!hasRole(actor, 'office', 'administrator')) return refuse('not-allowed');
  const calendar = await means.calendarAt(tx, await findCalendarVersion(tx));
  return accept(calendar.setting(graceSetting, schoolYearEndsOn(dayAt(means.clock.now()))));
}
