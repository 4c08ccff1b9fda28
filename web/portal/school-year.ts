// How far the calendar of Presenze can be turned: the canteen's school year as the server tells it with each month.
import { useEffect, useState } from 'preact/hooks';
import type { MonthResponse } from '#bookings/api.ts';
import { asDay, monthOf } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';

/** First and last canteen day; null in summer, when the calendar may be turned either way. */
export type SchoolYear = ClosedDayRange | null;

/** Undefined until the first answer; while another month is on its way, the one that was known. */
export function useSchoolYear(
  service: MonthResponse['services'][number] | undefined,
): SchoolYear | undefined {
  const [known, setKnown] = useState<SchoolYear>();
  const { firstDay, lastDay } = service ?? {};
  useEffect(() => {
    if (firstDay === undefined || lastDay === undefined) return;
    const isSummer = firstDay === null || lastDay === null;
    setKnown(isSummer ? null : { from: asDay(firstDay), to: asDay(lastDay) });
  }, [firstDay, lastDay]);
  return known;
}

export function isWithin(month: Month, year: SchoolYear | undefined): boolean {
  if (year === undefined) return false;
  return year === null || (monthOf(year.from) <= month && month <= monthOf(year.to));
}

/** The part of the year in which a family can still change something. */
export function daysStillToCome(year: SchoolYear, today: Day): ClosedDayRange | undefined {
  if (year === null || year.to < today) return undefined;
  return { from: today > year.from ? today : year.from, to: year.to };
}
