// The absences that families ask of the server: none is asked twice.
import { randomUUID } from 'node:crypto';
import { asDay } from '#ground/day.ts';
import { canteenDaysFrom } from './canteen-days.ts';
import type { SignedInFamily } from './country.ts';
import type { HttpRequest } from './http-load.ts';

/** Those still to come on the morning that the server lives in. */
const canteenDays = canteenDaysFrom(asDay('2026-11-24'));

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
