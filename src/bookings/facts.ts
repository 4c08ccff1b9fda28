// Loads what the rule of the day needs, for some pupils or for a whole school, by the same query.
import type { PupilDay } from '#bookings/model.ts';
import type { DayRows, MealRow, UndoneRow } from '#bookings/store.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import { hasWeekdayOf } from '#ground/weekdays.ts';

export interface LaterRows {
  readonly meals?: readonly MealRow[];
  readonly undone?: readonly UndoneRow[];
}

/** A day of every pupil and service of the rows, for each day that the pupil is enrolled; ascending by day. */
export function pupilDaysOf(calendar: TenantCalendar, rows: DayRows, later: LaterRows = {}): readonly PupilDay[] {
  const absences = new Map(rows.absences.map((row) => [keyOf(row), row.receiptCode]));
  const undone = new Map((later.undone ?? []).map((row) => [keyOf(row), row.receiptCode]));
  const booked = new Set((later.meals ?? []).map(keyOf));
  const serviceDays = new Map(rows.serviceDays.map((row) => [`${row.schoolId} ${row.serviceId} ${row.day}`, row]));
  return rows.eaters
    .flatMap((eater) =>
      eachDay(eater).map((day): PupilDay => {
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
