// How far the calendar of Presenze can be turned: the school year that today belongs to.
import { asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';

/** September to June; in July and August already the coming one. Which days are served is the server's word. */
export function schoolYearSpan(today: Day): ClosedDayRange {
  const year = Number(today.slice(0, 4)) - (today.slice(5, 7) < '07' ? 1 : 0);
  return { from: asDay(`${year}-09-01`), to: asDay(`${year + 1}-06-30`) };
}
