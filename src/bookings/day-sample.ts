// Days of a child for tests of the rules: nothing said of them, canteen Monday to Friday, in time until 9:30.
import type { PupilDay, Span } from '#bookings/model.ts';
import { asDay, weekdayOf } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import { instantOf } from '#platform/rome.ts';

export function sampleDay(text: string, facts: Partial<PupilDay> = {}): PupilDay {
  const day = asDay(text);
  return {
    pupilId: 'anna',
    serviceId: 'lunch',
    day,
    classDay: weekdayOf(day) < 6 ? { kind: 'canteen' } : { kind: 'no-canteen' },
    usesService: weekdayOf(day) < 6,
    cutOffAt: instantOf(day, '09:30'),
    frozen: false,
    amnestyUntil: null,
    onHold: false,
    suspensionReceipt: null,
    absenceReceipt: null,
    plainReceipt: null,
    certificateReceipt: null,
    optInReceipt: null,
    undoneReceipts: {},
    meal: null,
    present: null,
    ...facts,
  };
}

/** Every day from the first to the last, with the facts of some of them. */
export function sampleDays(
  from: string,
  to: string,
  facts: Readonly<Record<string, Partial<PupilDay>>> = {},
): readonly PupilDay[] {
  return eachDay({ from: asDay(from), to: asDay(to) }).map((day) => sampleDay(day, facts[day]));
}

export function sampleSpan(from: string, to: string, receiptCode = '333', open = false): Span {
  return { from: asDay(from), to: asDay(to), open, receiptCode };
}
