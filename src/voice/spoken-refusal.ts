// A refusal of bookings as a sentence of theirs whose days and times are pieces of sound (RULES B6).
import type { ChangeRefusal } from '#bookings/record-change.ts';
import type { CivilMoment } from '#calendar/model.ts';
import { parseDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import type { RefusalDetails, Refused } from '#ground/refusal.ts';
import { dayAt, timeAt } from '#platform/rome.ts';
import type { Sentence, Spoken } from '#voice/model.ts';

/** Undefined for what is no sentence to a family on the telephone: rights that were lost in the middle of a call. */
export function spokenRefusal({
  refusal,
  details = {},
}: Refused<ChangeRefusal>): Sentence | undefined {
  switch (refusal) {
    case 'pupil-not-found':
    case 'guardian-restricted':
    case 'not-allowed':
    case 'key-reused':
      return undefined;
    default:
      return { key: `refusal.${refusal}`, values: spokenValues(details) };
  }
}

/** The same names as in the written sentences: `day` gives `dayText`; `cutOffAt` gives `cutOffTime` and `cutOffDayText`. */
function spokenValues(details: RefusalDetails): Readonly<Record<string, Spoken>> {
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => spoken(name, value)),
  );
}

function spoken(name: string, value: string | number): readonly (readonly [string, Spoken])[] {
  if (typeof value === 'string') {
    const day = parseDay(value);
    return day === undefined
      ? [[name, { kind: 'name', text: value }]]
      : [[`${name}Text`, { kind: 'day', day }]];
  }
  if (!name.endsWith('At')) return [[name, { kind: 'count', count: value }]];
  const moment = name.slice(0, -2);
  const { day, time } = momentOf(value);
  return [
    [`${moment}Time`, { kind: 'time', time }],
    [`${moment}DayText`, { kind: 'day', day }],
  ];
}

function momentOf(milliseconds: number): CivilMoment {
  const instant = asInstant(milliseconds);
  return { day: dayAt(instant), time: timeAt(instant) };
}
