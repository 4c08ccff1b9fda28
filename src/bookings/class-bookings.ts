// Who of some classes is booked on a day and who is not, without why and without what they eat (RULES C5, D6).
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { isMealExpected } from '#bookings/day-rules.ts';
import { pupilDaysOf } from '#bookings/facts.ts';
import type { PupilDay } from '#bookings/model.ts';
import { findDayRows, listFrozenMeals } from '#bookings/day-rows-store.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

export interface ClassBooking {
  readonly pupilId: string;
  readonly classId: string;
  readonly serviceId: string;
  readonly booked: boolean;
}

export interface ClassBookings {
  readonly calendar: TenantCalendar;
  /** Every child of the classes who is enrolled in a service that day. */
  readonly pupils: readonly ClassBooking[];
  /** The cut-off in force where one was stored: moved by the office, or of a day that is closed. */
  readonly storedCutOffs: readonly {
    readonly schoolId: string;
    readonly serviceId: string;
    readonly cutOffAt: Instant;
  }[];
}

/** For any number of schools the same few statements. */
export async function classBookings(
  tx: Tx,
  calendarAt: CalendarAt,
  classIds: readonly string[],
  day: Day,
): Promise<ClassBookings> {
  const rows = await findDayRows(tx, { classIds }, day, day);
  const pupilIds = [...new Set(rows.eaters.map((eater) => eater.pupilId))];
  const [calendar, meals] = await Promise.all([
    calendarAt(tx, rows.version),
    listFrozenMeals(tx, pupilIds, [day]),
  ]);
  const classOf = new Map(rows.eaters.map((one) => [`${one.pupilId} ${one.serviceId}`, one]));
  return {
    calendar,
    storedCutOffs: rows.serviceDays,
    pupils: pupilDaysOf(calendar, rows, [day], { meals }).map((one) => ({
      pupilId: one.pupilId,
      serviceId: one.serviceId,
      classId: classOf.get(`${one.pupilId} ${one.serviceId}`)?.classId ?? '',
      booked: isBooked(one),
    })),
  };
}

/** What closing wrote and corrections made of it; while the day is open, the rule of expected meals. */
function isBooked(pupilDay: PupilDay): boolean {
  if (pupilDay.meal !== null) return pupilDay.meal.outcome === 'booked';
  return !pupilDay.frozen && isMealExpected(pupilDay);
}
