// The calendar as it stands while nobody closes or changes a day of the schools: what every act on it decides from.
import type { EventSlot } from '#calendar/day-event-rules.ts';
import type { StoredDay } from '#calendar/event-store.ts';
import { findStoredDays, lockSchools } from '#calendar/event-store.ts';
import type { DayEventKind } from '#calendar/model.ts';
import { decideOpenedDay } from '#calendar/rules.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

export interface CalendarMeans {
  readonly clock: Clock;
  readonly calendarAt: (tx: Tx, version: number) => Promise<TenantCalendar>;
}

export interface StandingCalendar {
  readonly calendar: TenantCalendar;
  /** Undefined: nobody has moved its cut-off, and it is not closed. */
  storedDay(schoolId: string, serviceId: string, day: Day): StoredDay | undefined;
}

/** Locks first, then reads: what is read afterwards stays so until the transaction ends. */
export async function lockedCalendar(
  tx: Tx,
  means: CalendarMeans,
  schoolIds: readonly string[],
  from: Day,
): Promise<StandingCalendar> {
  await lockSchools(tx, schoolIds);
  return standingCalendar(tx, means, schoolIds, from);
}

/** Without a lock: for a preview, which promises nothing. */
export async function standingCalendar(
  tx: Tx,
  means: CalendarMeans,
  schoolIds: readonly string[],
  from: Day,
): Promise<StandingCalendar> {
  const { version, days } = await findStoredDays(tx, schoolIds, from);
  const stored = new Map(days.map((one) => [keyOf(one.schoolId, one.serviceId, one.day), one]));
  return {
    calendar: await means.calendarAt(tx, version),
    storedDay: (schoolId, serviceId, day) => stored.get(keyOf(schoolId, serviceId, day)),
  };
}

const keyOf = (schoolId: string, serviceId: string, day: Day): string =>
  `${schoolId} ${serviceId} ${day}`;

export interface SlotsAsked {
  readonly kind: DayEventKind | 'closure';
  readonly classIds: readonly string[];
  readonly days: readonly Day[];
  /** Null: every service in which the class has canteen weekdays. */
  readonly serviceId: string | null;
}

/** One slot for each class, service and day; in the order of the days. */
export function slotsOf(standing: StandingCalendar, asked: SlotsAsked): readonly EventSlot[] {
  const { calendar } = standing;
  return asked.days.toSorted().flatMap((day) =>
    asked.classIds.flatMap((classId) =>
      servicesOf(calendar, classId, asked.serviceId).map((serviceId) => {
        const classCalendar = calendar.classCalendar(classId, serviceId);
        return {
          classId,
          day,
          ordinary: calendar.ordinaryDay(classId, serviceId, day),
          opened: decideOpenedDay(classCalendar, day),
          hasSame: classCalendar.dayEvents.some(
            (event) => event.day === day && event.kind === asked.kind,
          ),
          ...cutOffOf(standing, classId, serviceId, day),
        };
      }),
    ),
  );
}

/** The effective cut-off of a class's day: the stored one, which may have been extended, else the setting's. */
export function cutOffOf(
  { calendar, storedDay }: StandingCalendar,
  classId: string,
  serviceId: string,
  day: Day,
): { readonly cutOffAt: Instant; readonly frozen: boolean } {
  const { schoolId } = calendar.classCalendar(classId, serviceId);
  const stored = storedDay(schoolId, serviceId, day);
  return {
    cutOffAt: stored?.cutOffAt ?? calendar.cutOff(classId, serviceId, day).cutOffAt,
    frozen: stored?.frozen ?? false,
  };
}

function servicesOf(
  calendar: TenantCalendar,
  classId: string,
  serviceId: string | null,
): readonly string[] {
  if (serviceId !== null) return [serviceId];
  return calendar.services
    .map((service) => service.serviceId)
    .filter((id) => calendar.classCalendar(classId, id).canteenWeekdays.length > 0);
}
