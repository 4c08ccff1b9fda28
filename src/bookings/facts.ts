// Loads what the rule of the day needs, for some pupils or for a whole school, by the same query.
import type { PupilDay } from '#bookings/model.ts';
import type { DayRows, MealRow, UndoneRow } from '#bookings/store.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import { hasWeekdayOf } from '#ground/weekdays.ts';

export interface LaterRows {
  readonly meals?: readonly MealRow[];
  readonly undone?: readonly UndoneRow[];
}

/**
 * Of the given days those of every pupil and service of the rows on which the pupil is enrolled; ascending by day.
 * Only these are looked at: two days asked of a family may lie a thousand years apart.
 */
export function pupilDaysOf(
  calendar: TenantCalendar,
  rows: DayRows,
  days: readonly Day[],
  later: LaterRows = {},
): readonly PupilDay[] {
  const absences = new Map(rows.absences.map((row) => [keyOf(row), row.receiptCode]));
  const undone = new Map((later.undone ?? []).map((row) => [keyOf(row), row.receiptCode]));
  const booked = new Set((later.meals ?? []).map(keyOf));
  const serviceDays = new Map(
    rows.serviceDays.map((row) => [`${row.schoolId} ${row.serviceId} ${row.day}`, row]),
  );
  return rows.eaters
    .flatMap((eater) =>
      days
        .filter((day) => eater.from <= day && day <= eater.to)
        .map((day): PupilDay => {
          const { pupilId, serviceId, classId } = eater;
          const key = keyOf({ pupilId, serviceId, day });
          const serviceDay = serviceDays.get(`${eater.schoolId} ${serviceId} ${day}`);
          return {
            pupilId,
            serviceId,
            day,
            classDay: calendar.classDay(classId, serviceId, day),
            usesService: hasWeekdayOf(eater.weekdays, day),
            cutOffAt: serviceDay?.cutOffAt ?? calendar.cutOff(classId, serviceId, day).cutOffAt,
            frozen: (serviceDay?.frozenAt ?? null) !== null,
            absenceReceipt: absences.get(key) ?? null,
            undoneReceipt: undone.get(key) ?? null,
            mealBooked: booked.has(key),
          };
        }),
    )
    .toSorted((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));
}

const keyOf = (one: { pupilId: string; serviceId: string; day: Day }): string =>
  `${one.pupilId} ${one.serviceId} ${one.day}`;
