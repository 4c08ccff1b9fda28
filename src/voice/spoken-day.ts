// Days as a call says them: a keyed one with its year where it is another school year's, many by the first three.
import { schoolYearOf } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import type { Spoken } from '#voice/model.ts';

/** `beside`: a day of the school year that the caller has in mind; a wrong year is then heard. */
export function keyedDay(day: Day, beside: Day): Spoken {
  const isOther = schoolYearOf(day) !== schoolYearOf(beside);
  return isOther ? { kind: 'day', day, isYearSaid: true } : { kind: 'day', day };
}

/** The sentence for so many days, and its values: at most three in full, the others counted as far as there are sounds. */
export function daysStillAbsent(days: readonly Day[]): {
  readonly key: string;
  readonly values: Readonly<Record<string, Spoken>>;
} {
  const named = days.slice(0, daysNamed);
  const more = days.length - named.length;
  const values = Object.fromEntries(
    named.map((day, index) => [names[index] ?? '', { kind: 'day', day } as const]),
  );
  const key = `call.still-absent-${extentOf(named.length, more)}`;
  const isCounted = key === 'call.still-absent-more';
  return { key, values: isCounted ? { ...values, count: { kind: 'count', count: more } } : values };
}

const names = ['first', 'second', 'third'] as const;
const daysNamed = names.length;
/** The last number that is a sound of its own (`wanted-sounds.ts`). */
export const countMax = 31;

function extentOf(named: number, more: number): string {
  if (more === 0) return String(named);
  if (more === 1) return 'one-more';
  return more <= countMax ? 'more' : 'many-more';
}
