// Until when an event of classes is recorded and undone, and for which of their days (RULES A2, A5, D2).
import { describe, expect, it } from 'vitest';
import type { EventSlot } from '#calendar/day-event-rules.ts';
import { decideDayEvent, decideStillOpen, openingOf } from '#calendar/day-event-rules.ts';
import type { DayEventKind } from '#calendar/model.ts';
import { asDay } from '#ground/day.ts';
import { plusSeconds } from '#ground/instant.ts';
import { instantOf } from '#platform/rome.ts';

const monday = asDay('2026-11-30');
const cutOffAt = instantOf(monday, '09:30');
const slot = (changes: Partial<EventSlot> = {}): EventSlot => ({
  classId: '1A',
  day: monday,
  ordinary: { kind: 'canteen' },
  opened: { kind: 'canteen' },
  hasSame: false,
  cutOffAt,
  frozen: false,
  ...changes,
});
const noCanteen = { ordinary: { kind: 'no-canteen' }, opened: { kind: 'no-canteen' } } as const;
const summer = {
  ordinary: { kind: 'not-served', because: 'outside-school-year' },
  opened: { kind: 'not-served', because: 'outside-school-year' },
} as const;
const closed = {
  ordinary: { kind: 'not-served', because: 'closure', reason: 'Ponte' },
  opened: { kind: 'not-served', because: 'closure', reason: 'Ponte' },
} as const;
const momentOf = (day: string, time: string, seconds = 0) => ({
  today: asDay(day),
  arrivedAt: plusSeconds(instantOf(asDay(day), time), seconds),
});
const inTime = momentOf('2026-11-27', '10:00');
const decide = (kind: DayEventKind, slots: readonly EventSlot[], moment = inTime) => {
  const outcome = decideDayEvent(kind, slots, moment, 3);
  return outcome.ok
    ? outcome.value.map(({ classId, day, opening }) => [classId, day, opening].join(' ').trim())
    : outcome.refusal;
};

describe('A5: an outing or a strike is recorded until the cut-off of the day', () => {
  it.each([
    ['2026-11-30', '09:30', 0, true, 'the minute of the cut-off'],
    ['2026-11-30', '09:30', 59, true, 'its last second'],
    ['2026-11-30', '09:31', 0, false, 'the minute after'],
    ['2026-11-29', '22:00', 0, true, 'the evening before'],
  ])('on %s at %s and %i seconds: %s (%s)', (day, time, seconds, isOpen) => {
    const moment = momentOf(day, time, seconds);
    expect(decideStillOpen([slot()], moment).ok).toBe(isOpen);
    expect(decide('strike', [slot()], moment)).toEqual(
      isOpen ? ['1A 2026-11-30'] : 'after-cut-off',
    );
  });

  it('D2: what is told after the cut-off is refused with the cut-off, and is left to corrections', () => {
    const outcome = decideDayEvent('strike', [slot()], momentOf('2026-11-30', '10:00'), 3);
    expect(outcome).toEqual({
      ok: false,
      refusal: 'after-cut-off',
      details: { day: monday, cutOffAt },
    });
  });

  it('nothing changes under a frozen day, nor on a day of the past', () => {
    const refused = (refusal: string) => ({ ok: false, refusal, details: { day: monday } });
    expect(decideStillOpen([slot({ frozen: true })], inTime)).toEqual(refused('day-closed'));
    expect(decideStillOpen([slot()], momentOf('2026-12-01', '08:00'))).toEqual(refused('day-past'));
    expect(decideStillOpen([], inTime)).toEqual({ ok: true, value: true });
  });

  it('what changes nothing is refused with the first of its days', () => {
    const tuesday = slot({ day: asDay('2026-12-01'), ...noCanteen });
    expect(decideDayEvent('outing', [slot(noCanteen), tuesday], inTime, 3)).toEqual({
      ok: false,
      refusal: 'no-canteen-there',
      details: { day: monday },
    });
  });

  it.each<[string, DayEventKind, readonly EventSlot[], unknown]>([
    ['no class, no event', 'outing', [], 'nothing-asked'],
    [
      'on a day without canteen there is nothing to cancel',
      'outing',
      [slot(noCanteen)],
      'no-canteen-there',
    ],
    ['nor on a closure', 'strike', [slot(closed)], 'no-canteen-there'],
    ['nor in summer', 'strike', [slot(summer)], 'outside-school-year'],
    [
      'where only one class is out of the school year the others say why',
      'strike',
      [slot(summer), slot({ classId: '2B', ...noCanteen })],
      'no-canteen-there',
    ],
    ['twice is once', 'strike', [slot({ hasSame: true })], 'already-recorded'],
    [
      'twice is once, also where another class has no canteen',
      'strike',
      [slot({ hasSame: true }), slot({ classId: '2B', ...noCanteen })],
      'already-recorded',
    ],
    [
      'a class without canteen that day is passed over',
      'outing',
      [slot(), slot({ classId: '2B', ...noCanteen })],
      ['1A 2026-11-30'],
    ],
    [
      'so is one that is recorded already',
      'outing',
      [slot({ hasSame: true }), slot({ classId: '2B' })],
      ['2B 2026-11-30'],
    ],
    ['a class of two services is recorded once', 'outing', [slot(), slot()], ['1A 2026-11-30']],
    [
      'one class whose cut-off is over keeps the others waiting: all or nothing',
      'outing',
      [slot(), slot({ classId: '2B', cutOffAt: instantOf(asDay('2026-11-27'), '09:00') })],
      'after-cut-off',
    ],
    [
      'a class without canteen does not hinder, though its cut-off is over',
      'outing',
      [slot(), slot({ classId: '2B', ...noCanteen, frozen: true })],
      ['1A 2026-11-30'],
    ],
  ])('%s', (_what, kind, slots, expected) => {
    expect(decide(kind, slots)).toEqual(expected);
  });
});

describe('A2: an extra opening', () => {
  it.each<[string, readonly EventSlot[], unknown]>([
    ['opens a day without canteen', [slot(noCanteen)], ['1A 2026-11-30 booked']],
    ['opens a closed day', [slot(closed)], ['1A 2026-11-30 booked']],
    ['is not needed where there is canteen', [slot()], 'already-canteen'],
    ['opens nothing outside the school year', [slot(summer)], 'outside-school-year'],
    [
      'leaves classes with canteen as they are',
      [slot(), slot({ classId: '2B', ...noCanteen })],
      ['2B 2026-11-30 booked'],
    ],
  ])('%s', (_what, slots, expected) => {
    expect(decide('opening', slots)).toEqual(expected);
  });

  it.each([
    ['2026-11-27', 'booked', 'three days before'],
    ['2026-11-28', 'opt-in', 'two days before'],
    ['2026-11-30', 'opt-in', 'on the day'],
    ['2026-09-01', 'booked', 'months before'],
  ])('recorded on %s for 30 November it is %s: %s', (today, expected) => {
    expect(openingOf(monday, asDay(today), 3)).toBe(expected);
  });

  it('of several days books those far enough away and asks for the others', () => {
    const saturdays = ['2026-11-28', '2026-12-05'].map((day) =>
      slot({ day: asDay(day), cutOffAt: instantOf(asDay(day), '09:30'), ...noCanteen }),
    );
    expect(decide('opening', saturdays)).toEqual(['1A 2026-11-28 opt-in', '1A 2026-12-05 booked']);
  });

  it('with no notice asked for always books', () => {
    expect(openingOf(monday, monday, 0)).toBe('booked');
  });
});
