// The pupil's days before and after one, which a run of plain meals is measured by (RULES B7): three months of them.
import type { DayView, MonthResponse } from '#bookings/api.ts';
import { addMonths } from '#ground/day.ts';
import type { Month } from '#ground/day.ts';
import { useRemote } from '../kit/remote.ts';
import type { PlainMeasure } from './day-offers.ts';
import { asPupilDay } from '../kit/pupil-day.ts';

/** Undefined until all three months are known. A month holds more canteen days than a run is long. */
export function usePlainMeasure(
  pupilId: string,
  month: Month | undefined,
  picked: readonly DayView[] = [],
): PlainMeasure | undefined {
  const pathOf = (away: number): string | undefined =>
    month === undefined ? undefined : `/pupils/${pupilId}/months/${addMonths(month, away)}`;
  const before = useRemote<MonthResponse>(pathOf(-1)).value;
  const here = useRemote<MonthResponse>(pathOf(0)).value;
  const after = useRemote<MonthResponse>(pathOf(1)).value;
  if (before === undefined || here === undefined || after === undefined) return undefined;
  const days = [before, here, after].flatMap(({ services }) =>
    services.flatMap((service) => service.days),
  );
  const known = new Set(days.map(({ facts }) => `${facts.serviceId} ${facts.day}`));
  const others = picked.filter(({ facts }) => !known.has(`${facts.serviceId} ${facts.day}`));
  return { around: [...days, ...others].map(asPupilDay), max: here.plainRunMax };
}
