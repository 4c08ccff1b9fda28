// The meals of a range that can still be taken off, read month by month.
import type { MonthResponse } from '#bookings/api.ts';
import { addMonths, asDay, monthOf } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import { contains } from '#ground/day-range.ts';
import { call } from '../kit/api.ts';
import type { Failure } from '../kit/api.ts';
import { serverNow } from '../kit/server-clock.ts';
import { canStayAway } from './day-offers.ts';

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
    const answer = await call<MonthResponse>(`/pupils/${pupilId}/months/${month}`);
    if (!answer.ok) return answer;
    if (!('value' in answer)) continue;
    const service = answer.value.services.find((one) => one.serviceId === serviceId);
    for (const view of service?.days ?? []) {
      const day = asDay(view.day);
      if (contains(range, day) && canStayAway(view, serverNow())) days.push(day);
    }
  }
  return { ok: true, days };
}

function monthsOf(range: ClosedDayRange): Month[] {
  const months: Month[] = [];
  const last = monthOf(range.to);
  for (let month = monthOf(range.from); month <= last; month = addMonths(month, 1))
    months.push(month);
  return months;
}
