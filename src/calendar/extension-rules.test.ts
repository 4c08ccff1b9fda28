// An extended cut-off: later, never past its day, and an amnesty once the day is closed (RULES A8).
import { describe, expect, it } from 'vitest';
import type { ExtensionSlot } from '#calendar/extension-rules.ts';
import { decideExtension } from '#calendar/extension-rules.ts';
import { asDay } from '#ground/day.ts';
import { dayAt, instantOf } from '#platform/rome.ts';

const today = asDay('2026-11-23');
const on = (time: string, day = today) => instantOf(day, time);
const slot = (changes: Partial<ExtensionSlot> = {}): ExtensionSlot => ({
  schoolId: 'north',
  serviceId: 'lunch',
  cutOffAt: on('09:30'),
  frozen: false,
  amnestyUntil: null,
  ...changes,
});
const extend = (
  slots: readonly ExtensionSlot[],
  until: string,
  now = '09:20',
  untilOn = today,
  day = today,
) => {
  const untilAt = on(until, untilOn);
  const outcome = decideExtension(slots, {
    day,
    untilAt,
    untilOn: dayAt(untilAt),
    now: on(now),
    today,
  });
  return outcome.ok
    ? outcome.value.map(({ schoolId, kind }) => `${schoolId} ${kind}`)
    : outcome.refusal;
};

describe('A8: the office extends the cut-off of a day', () => {
  const south = { schoolId: 'south' };
  it.each<[string, readonly ExtensionSlot[], string, string, unknown]>([
    [
      'before the day is closed it moves the closing',
      [slot()],
      '10:00',
      '09:20',
      ['north cut-off'],
    ],
    [
      'also when the cut-off has passed and nobody has closed',
      [slot()],
      '10:30',
      '09:45',
      ['north cut-off'],
    ],
    ['afterwards it is an amnesty', [slot({ frozen: true })], '11:00', '10:00', ['north amnesty']],
    [
      'one act may move one school and forgive another',
      [slot(), slot({ ...south, frozen: true })],
      '10:30',
      '10:00',
      ['north cut-off', 'south amnesty'],
    ],
    [
      'a school that has longer already is passed over',
      [slot({ cutOffAt: on('11:00') }), slot(south)],
      '10:30',
      '09:20',
      ['south cut-off'],
    ],
    ['never earlier than it is', [slot({ cutOffAt: on('11:00') })], '10:30', '09:20', 'not-later'],
    ['never to an hour that has passed', [slot()], '09:40', '09:45', 'not-later'],
    [
      'an amnesty can be made longer',
      [slot({ frozen: true, amnestyUntil: on('10:30') })],
      '11:00',
      '10:00',
      ['north amnesty'],
    ],
    [
      'but not shorter',
      [slot({ frozen: true, amnestyUntil: on('10:30') })],
      '10:15',
      '10:00',
      'not-later',
    ],
    ['not to the cut-off that it has', [slot()], '09:30', '09:20', 'not-later'],
    ['not to this very moment', [slot()], '09:45', '09:45', 'not-later'],
    [
      'an amnesty of a grace period does not keep an open day from a later cut-off',
      [slot({ amnestyUntil: on('12:00') })],
      '10:00',
      '09:20',
      ['north cut-off'],
    ],
    ['not where nobody eats', [], '10:00', '09:20', 'no-canteen-there'],
  ])('%s', (_what, slots, until, now, expected) => {
    expect(extend(slots, until, now)).toEqual(expected);
  });

  it('not beyond the day itself, and not of a day that is over', () => {
    expect(extend([slot()], '00:00', '09:20', asDay('2026-11-24'))).toBe('too-late-an-hour');
    expect(extend([slot()], '23:59')).toEqual(['north cut-off']);
    expect(extend([slot()], '10:00', '09:20', today, asDay('2026-11-22'))).toBe('day-past');
  });

  it('says the day, and until when the longest is already', () => {
    const details = (
      slots: readonly ExtensionSlot[],
      until: string,
      untilOn = today,
      day = today,
    ) =>
      decideExtension(slots, {
        day,
        untilAt: on(until, untilOn),
        untilOn,
        now: on('09:20'),
        today,
      });
    const slots = [
      slot({ frozen: true, amnestyUntil: on('09:00') }),
      slot({ frozen: true, amnestyUntil: on('11:00') }),
      slot({ cutOffAt: on('10:00') }),
    ];
    expect(details(slots, '09:25')).toMatchObject({
      refusal: 'not-later',
      details: { day: today, cutOffAt: on('11:00') },
    });
    expect(details(slots.slice(0, 1), '09:25')).toMatchObject({
      details: { day: today, cutOffAt: on('09:30') },
    });
    expect(details([], '10:00')).toMatchObject({ details: { day: today } });
    const yesterday = asDay('2026-11-22');
    expect(details([], '10:00', yesterday, yesterday)).toMatchObject({
      details: { day: yesterday },
    });
    expect(details(slots, '10:00', asDay('2026-11-24'))).toMatchObject({ details: { day: today } });
  });
});
