// Whom an event concerns, and how many meals fall away or come: counted from facts alone (RULES A2, A5).
import type { EventDay } from '#calendar/model.ts';
import type { ClassCount, ConcernedPupil, EaterSpan } from '#day-events/model.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import { asWeekdays, hasWeekdayOf } from '#ground/weekdays.ts';

/**
 * Everybody who would have a meal on one of the days, whatever the family has said meanwhile: who is absent or
 * suspended is told too, because the day changes under them. On an extra opening everybody who is enrolled.
 * `hasCanteen` says whether the class has canteen but for the event.
 */
export function concernedPupils(
  eventDays: readonly EventDay[],
  eaters: readonly EaterSpan[],
  hasCanteen: (classId: string, serviceId: string, day: Day) => boolean,
): readonly ConcernedPupil[] {
  const daysOfClass = groupBy(eventDays, (one) => one.classId);
  const pupils = new Map<string, { days: Set<Day>; optInDays: Set<Day> }>();
  for (const eater of eaters) {
    for (const { day, opening } of daysOfClass.get(eater.classId) ?? []) {
      if (day < eater.from || eater.to < day) continue;
      const isConcerned =
        opening !== null ||
        (hasWeekdayOf(asWeekdays(eater.weekdays), day) &&
          hasCanteen(eater.classId, eater.serviceId, day));
      if (!isConcerned) continue;
      const known = pupils.get(eater.pupilId) ?? { days: new Set(), optInDays: new Set() };
      pupils.set(eater.pupilId, known);
      (opening === 'opt-in' ? known.optInDays : known.days).add(day);
    }
  }
  return [...pupils].map(([pupilId, { days, optInDays }]) => ({
    pupilId,
    days: [...days].toSorted(),
    optInDays: [...optInDays].toSorted(),
  }));
}

interface CountedMeal {
  readonly classId: string;
  readonly packedLunch: boolean;
}

/** One line for each class whose meals change, in the order given. */
export function countClasses(
  classIds: readonly string[],
  before: readonly CountedMeal[],
  after: readonly CountedMeal[],
): readonly ClassCount[] {
  return classIds.map((classId) => {
    const now = after.filter((meal) => meal.classId === classId);
    return {
      classId,
      before: before.filter((meal) => meal.classId === classId).length,
      after: now.length,
      packedLunches: now.filter((meal) => meal.packedLunch).length,
    };
  });
}
