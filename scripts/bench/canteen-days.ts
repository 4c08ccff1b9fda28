// The days on which the bench's country has canteen.
import { officialCalendar } from '#calendar/official-calendar.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import type { Day } from '#ground/day.ts';
import { asDay, weekdayOf } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';

/** Of the school year 2026/27, from a day on. */
export function canteenDaysFrom(from: Day): readonly Day[] {
  return eachDay({ from, to: asDay('2027-06-08') }).filter(
    (day) =>
      weekdayOf(day) < 6 && !closures.some(({ fromOn, toOn }) => fromOn <= day && day <= toOn),
  );
}

const { closures } = officialCalendar(lombardy, 2026);
