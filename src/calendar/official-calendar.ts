// The official school calendar of a year: national holidays from a library, the Region's rule as data (RULES A2).
import Holidays from 'date-holidays';
import type { Closure, Grade } from '#calendar/model.ts';
import type { RegionalRule, YearDay } from '#calendar/regional-rules.ts';
import type { Day } from '#ground/day.ts';
import { addDays, asDay, weekdayOf } from '#ground/day.ts';

export interface OfficialCalendar {
  readonly spans: readonly { readonly grade: Grade; readonly firstOn: Day; readonly lastOn: Day }[];
  readonly closures: readonly (Closure & { readonly origin: 'national' | 'regional' })[];
}

/** For the school year that starts in that calendar year; a first day on a week-end moves to the Monday. */
export function officialCalendar(rule: RegionalRule, schoolYear: number): OfficialCalendar {
  const easterOn = easterOf(schoolYear + 1);
  const on = (yearDay: YearDay): Day =>
    'daysFromEaster' in yearDay
      ? addDays(easterOn, yearDay.daysFromEaster)
      : asDay(
          `${yearDay.inYear === 'first' ? schoolYear : schoolYear + 1}-${two(yearDay.month)}-${two(yearDay.day)}`,
        );
  const grades: readonly Grade[] = ['nursery', 'primary', 'middle'];
  const spans = grades.map((grade) => {
    const kind = grade === 'nursery' ? 'nursery' : 'others';
    return { grade, firstOn: afterWeekend(on(rule.begins[kind])), lastOn: on(rule.ends[kind]) };
  });
  const scope = { kind: 'tenant' } as const;
  const regional = rule.closures.map(({ from, to, reason }) => ({
    scope,
    fromOn: on(from),
    toOn: on(to),
    reason,
    origin: 'regional' as const,
  }));
  const national = nationalHolidays(schoolYear).map(({ day, name }) => ({
    scope,
    fromOn: day,
    toOn: day,
    reason: name,
    origin: 'national' as const,
  }));
  return { spans, closures: [...national, ...regional] };
}

/** Whether all Italy keeps that day, Sundays apart. */
export function isNationalHoliday(day: Day): boolean {
  const year = Number(day.slice(0, 4));
  let days = holidaysOfYear.get(year);
  if (days === undefined) {
    days = new Set(publicHolidays(year).map((holiday) => holiday.day));
    holidaysOfYear.set(year, days);
  }
  return days.has(day);
}

const holidaysOfYear = new Map<number, ReadonlySet<Day>>();

/** Public holidays from September to the next August, with their Italian names. */
function nationalHolidays(schoolYear: number): readonly { day: Day; name: string }[] {
  return [schoolYear, schoolYear + 1]
    .flatMap(publicHolidays)
    .filter(({ day }) => `${schoolYear}-09-01` <= day && day < `${schoolYear + 1}-09-01`);
}

function publicHolidays(year: number): readonly { day: Day; name: string }[] {
  return new Holidays('IT', { types: ['public'], languages: ['it'] })
    .getHolidays(year, 'it')
    .map((holiday) => ({ day: asDay(holiday.date.slice(0, 10)), name: holiday.name }));
}

/** Easter Sunday. */
export function easterOf(year: number): Day {
  const known = easterOfYear.get(year);
  if (known !== undefined) return known;
  const easter = new Holidays('IT', { languages: ['it'] })
    .getHolidays(year)
    .find((holiday) => holiday.rule === 'easter');
  if (easter === undefined) throw new Error(`no Easter in ${year}`);
  const day = asDay(easter.date.slice(0, 10));
  easterOfYear.set(year, day);
  return day;
}

const easterOfYear = new Map<number, Day>();

function afterWeekend(day: Day): Day {
  const weekday = weekdayOf(day);
  return weekday < 6 ? day : addDays(day, 8 - weekday);
}

const two = (number: number): string => String(number).padStart(2, '0');
