// Which days are over and not yet closed, catching up after an outage; asked by the scheduler and by `refettorio close-day`.
import type { SuppliedSchool } from '#bookings/closing-store.ts';
import {
  findCalendarVersion,
  listLastClosings,
  listMovedCutOffs,
  listSupplies,
} from '#bookings/closing-store.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { suppliedSchoolsOn } from '#bookings/supplied-schools.ts';
import { closesAt } from '#calendar/rules.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
import { ascending } from '#ground/order.ts';
import type { Tx } from '#platform/database.ts';
import { requestDeadlineSeconds } from '#platform/http-server.ts';
import { dayAt } from '#platform/rome.ts';

export interface DueClosing {
  readonly school: SuppliedSchool;
  readonly day: Day;
}

export interface DueClosings {
  readonly due: readonly DueClosing[];
  /** When the next day of a school is over, for whoever would otherwise ask again and again; null: none in sight. */
  readonly nextAt: Instant | null;
}

/** Only days with canteen, from `startsOn` (the first day that the tenant is served by us) on. */
export async function dueClosings(
  tx: Tx,
  calendarAt: CalendarAt,
  now: Instant,
  startsOn: Day,
): Promise<DueClosings> {
  const lastLooked = addDays(dayAt(now), lookAheadDays);
  const [supplies, closings, version, moved] = await Promise.all([
    listSupplies(tx, startsOn, lastLooked),
    listLastClosings(tx),
    findCalendarVersion(tx),
    listMovedCutOffs(tx, startsOn),
  ]);
  const movedTo = new Map(moved.map((one) => [`${keyOf(one)} ${one.day}`, one.cutOffAt]));
  const calendar = await calendarAt(tx, version);
  const due: DueClosing[] = [];
  let nextAt: Instant | null = null;
  for (const [of, own] of groupBy(supplies, keyOf)) {
    const last = closings.find((one) => keyOf(one) === of);
    for (
      let day = last === undefined ? startsOn : addDays(last.day, 1);
      day <= lastLooked;
      day = addDays(day, 1)
    ) {
      const [school] = suppliedSchoolsOn(own, day);
      if (school === undefined || !isServed(calendar, school, day)) continue;
      const cutOffAt = movedTo.get(`${of} ${day}`) ?? lastCutOffOf(calendar, school, day);
      const overAt = closesAt(cutOffAt, requestDeadlineSeconds);
      if (last === undefined && own.some((supply) => overAt < supply.knownSince)) continue;
      if (overAt > now) {
        nextAt = nextAt === null || overAt < nextAt ? overAt : nextAt;
        break;
      }
      due.push({ school, day });
    }
  }
  return {
    due: due.toSorted((one, other) => ascending(one.day, other.day)),
    nextAt,
  };
}

const keyOf = (one: { schoolId: string; serviceId: string }): string =>
  `${one.schoolId} ${one.serviceId}`;

// The farthest that a day lies behind its cut-off: ten serving days and the Christmas holidays.
const lookAheadDays = 35;

function isServed(calendar: TenantCalendar, school: SuppliedSchool, day: Day): boolean {
  return school.classIds.some(
    (classId) => calendar.classDay(classId, school.serviceId, day).kind === 'canteen',
  );
}

function lastCutOffOf(calendar: TenantCalendar, school: SuppliedSchool, day: Day): Instant {
  const cutOffs = school.classIds.map(
    (classId) => calendar.cutOff(classId, school.serviceId, day).cutOffAt,
  );
  return cutOffs.reduce((last, one) => (one > last ? one : last));
}
