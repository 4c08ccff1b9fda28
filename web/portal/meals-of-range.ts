// The meals of a range that can still be taken off, read month by month.
import { addMonths, monthOf } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import { contains } from '#ground/day-range.ts';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import type { PupilMonth } from '../kit/contract.ts';
import { serverNow } from '../kit/server-clock.ts';
import { offerOf } from './day-words.ts';

export type FoundMeals =
  | { readonly ok: true; readonly days: readonly Day[] }
  | { readonly ok: false; readonly failure: Failure };

export async function listMealsToTakeOff(
  pupilId: string,
  serviceId: string,
  range: ClosedDayRange,
): Promise<FoundMeals> {
  const days: Day[] = [];
  for (const month of monthsOf(range)) {
    // One after the other: a school year has ten months, and a phone few connections.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await call<PupilMonth>(`/pupils/${pupilId}/months/${month}`);
    if (!answer.ok) return answer;
    if (!('value' in answer)) continue;
    const service = answer.value.services.find((one) => one.serviceId === serviceId);
    const inRange = (service?.days ?? []).filter(({ day }) => contains(range, day));
    for (const facts of inRange) if (offerOf(facts, serverNow()) === 'absence') days.push(facts.day);
  }
  return { ok: true, days };
}

function monthsOf(range: ClosedDayRange): Month[] {
  const months: Month[] = [];
  const last = monthOf(range.to);
  for (let month = monthOf(range.from); month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}
