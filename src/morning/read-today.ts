// Use case: office and school read today's schools: the count, the state, events, roll calls and raised hands.
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { SchoolMorning } from '#morning/facts.ts';
import { loadMorning } from '#morning/facts.ts';
import type { MorningRefusal } from '#morning/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { schoolsToCall } from '#roll-call/rules.ts';

export interface MorningMeans {
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
}

export interface TodayReading {
  readonly now: Instant;
  readonly day: Day;
  readonly schools: readonly SchoolMorning[];
}

/** Of all schools those whose roll calls the account may take: a secretary sees her own. */
export async function readToday(
  tx: Tx,
  means: MorningMeans,
  account: Promise<StaffAccount>,
): Promise<Outcome<TodayReading, MorningRefusal>> {
  const now = means.clock.now();
  const day = dayAt(now);
  const [who, supplied] = await Promise.all([account, suppliedSchools(tx, day)]);
  const opened = schoolsToCall(
    who.grants,
    supplied.map((school) => school.schoolId),
  );
  if (!opened.ok) return opened;
  const own = supplied.filter((school) => opened.value.includes(school.schoolId));
  const schools = await loadMorning(tx, means.calendarAt, own, day);
  return accept({ now, day, schools });
}
