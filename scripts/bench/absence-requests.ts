// The absences that families ask of the server: none is asked twice.
import { randomUUID } from 'node:crypto';
import { officialCalendar } from '#calendar/official-calendar.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import type { Day } from '#ground/day.ts';
import { asDay, weekdayOf } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { SignedInFamily } from './country.ts';
import type { HttpRequest } from './http-load.ts';

const { closures } = officialCalendar(lombardy, 2026);
/** The canteen days that are still to come on the morning that the server lives in. */
const canteenDays: readonly Day[] = eachDay({
  from: asDay('2026-11-24'),
  to: asDay('2027-06-08'),
}).filter(
  (day) => weekdayOf(day) < 6 && !closures.some(({ fromOn, toOn }) => fromOn <= day && day <= toOn),
);

/** Every family for one day, then every family for the next. */
export function absencesOf(families: readonly SignedInFamily[]): () => HttpRequest {
  let asked = 0;
  return () => {
    const family = families[asked % families.length];
    const day = canteenDays[Math.floor(asked / families.length)];
    asked += 1;
    if (family === undefined || day === undefined) throw new Error('the absences have run out');
    return {
      method: 'POST',
      path: '/api/v1/absences',
      headers: {
        'x-forwarded-host': family.host,
        cookie: family.cookie,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ entries: [{ pupilId: family.pupilId, days: [day] }] }),
    };
  };
}
