// A day as the server tells it, made into what the rule of the day decides from; both faces ask the same rule.
import type { DayView } from '#bookings/api.ts';
import type { PupilDay } from '#bookings/model.ts';
import type { ClassDay } from '#calendar/model.ts';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';

export function asPupilDay({ facts }: DayView): PupilDay {
  return {
    ...facts,
    day: asDay(facts.day),
    cutOffAt: asInstant(facts.cutOffAt),
    amnestyUntil: facts.amnestyUntil === null ? null : asInstant(facts.amnestyUntil),
    undoneReceipts: asUndoneReceipts(facts.undoneReceipts),
    classDay: asClassDay(facts.classDay),
  };
}

function asUndoneReceipts(
  receipts: DayView['facts']['undoneReceipts'],
): PupilDay['undoneReceipts'] {
  return Object.fromEntries(
    Object.entries(receipts).filter(([, receipt]) => receipt !== undefined),
  );
}

function asClassDay(classDay: DayView['facts']['classDay']): ClassDay {
  if (classDay.kind === 'no-canteen') return classDay;
  if (classDay.kind === 'canteen') {
    const { kind, packedLunch, opening } = classDay;
    return {
      kind,
      ...(packedLunch === undefined ? {} : { packedLunch }),
      ...(opening === undefined ? {} : { opening }),
    };
  }
  const { because, reason } = classDay;
  return because === 'outside-school-year'
    ? { kind: 'not-served', because }
    : { kind: 'not-served', because, reason: reason ?? '' };
}
