// Reminders of open suspensions as a table (RULES B1): every seven days, a text message every fourteen, a word before the year ends.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays, asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import type { SentReminder, SuspensionSpan } from '#open-suspensions/model.ts';
import { dueReminders, openSuspensions, reminderDefault } from '#open-suspensions/rules.ts';

const from = asDay('2026-11-02');
const yearEndsOn = asDay('2027-06-08');
const suspension = { pupilId: 'anna', serviceId: 'mensa', from, yearEndsOn };
const sentSteps = (...steps: readonly number[]): SentReminder[] =>
  steps.map((step) => ({ kind: 'still-open', step, at: asInstant(0) }));
const due = (day: Day, time = '17:00', sent: readonly SentReminder[] = []): unknown =>
  dueReminders(suspension, sent, { day, time }, reminderDefault).map(
    ({ kind, step, smsDue }) => `${kind} ${step}${smsDue ? ' sms' : ''}`,
  );

describe('B1: an open suspension reminds the family', () => {
  test.each([
    ['not on its first day', 0, '17:00', [], []],
    ['not on the sixth day after', 6, '20:59', [], []],
    ['not before five on the seventh', 7, '16:59', [], []],
    ['at five on the seventh', 7, '17:00', [], ['still-open 1']],
    ['once', 7, '17:10', [1], []],
    ['again after fourteen days, and by text message too', 14, '17:00', [1], ['still-open 2 sms']],
    ['after 21 days without one', 21, '17:00', [1, 2], ['still-open 3']],
    ['in the morning after an evening that we missed', 8, '08:00', [], ['still-open 1']],
    ['but not at night', 8, '07:59', [], []],
    ['nor late in the evening', 7, '21:00', [], []],
    [
      'once after three weeks that we missed, not three times',
      24,
      '10:00',
      [],
      ['still-open 3 sms'],
    ],
  ] as const)('%s', (_name, days, time, steps, expected) =>
    expect(due(addDays(from, days), time, sentSteps(...steps))).toEqual(expected),
  );

  it('before the school year ends, once', () => {
    const all = sentSteps(99);
    expect(due(addDays(yearEndsOn, -15), '17:00', all)).toEqual([]);
    expect(due(addDays(yearEndsOn, -14), '17:00', all)).toEqual(['year-end 0 sms']);
    const warned: SentReminder = { kind: 'year-end', step: 0, at: asInstant(0) };
    expect(due(yearEndsOn, '17:00', [...all, warned])).toEqual([]);
  });

  it('counts weeks by its own reminders: the warning of the year end is none of them', () => {
    const warned: SentReminder = { kind: 'year-end', step: 99, at: asInstant(0) };
    expect(due(addDays(from, 7), '17:00', [warned])).toEqual(['still-open 1']);
  });

  it('exactly once for each seven days, whenever we look and however long we did not', () => {
    const looks = fc.array(
      fc.record({
        days: fc.nat(200),
        time: fc.constantFrom('07:00', '08:30', '17:00', '20:30', '22:00'),
      }),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(looks, (moments) => {
        const sent: SentReminder[] = [];
        for (const { days, time } of moments.toSorted(
          (a, b) => a.days - b.days || (a.time < b.time ? -1 : 1),
        )) {
          const now = { day: addDays(from, days), time };
          const reminders = dueReminders(suspension, sent, now, reminderDefault);
          sent.push(...reminders.map(({ kind, step }) => ({ kind, step, at: asInstant(0) })));
        }
        const keys = sent.map(({ kind, step }) => `${kind} ${step}`);
        expect(new Set(keys).size).toBe(keys.length);
        const steps = sent.filter(({ kind }) => kind === 'still-open').map(({ step }) => step);
        expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('B1: a suspension is open', () => {
  const span = (first: string, last: string, open = false): SuspensionSpan => ({
    pupilId: 'anna',
    serviceId: 'mensa',
    from: asDay(first),
    to: asDay(last),
    open,
  });
  const today = asDay('2026-11-23');
  const open = (...spans: readonly SuspensionSpan[]): unknown =>
    openSuspensions(spans, today, () => yearEndsOn).map((one) => one.from);

  it('without an end, from its first day on', () => {
    expect(open(span('2026-11-02', '2027-06-08', true))).toEqual(['2026-11-02']);
    expect(open(span('2026-11-24', '2027-06-08', true))).toEqual([]);
  });

  it('also on its own first and last day', () => {
    expect(open(span('2026-11-23', '2027-06-08', true))).toEqual(['2026-11-23']);
    expect(open(span('2026-11-02', '2026-11-23', true))).toEqual(['2026-11-02']);
    expect(open(span('2026-11-02', '2026-11-22', true))).toEqual([]);
  });

  it('of one child and service apart from those of others', () => {
    const own = span('2026-11-16', '2027-06-08', true);
    const snack = { ...span('2026-11-09', '2026-11-15'), serviceId: 'snack' };
    const bruno = { ...span('2026-11-02', '2027-06-08', true), pupilId: 'bruno' };
    expect(openSuspensions([snack, own, bruno], today, () => yearEndsOn)).toEqual([
      { pupilId: 'anna', serviceId: 'mensa', from: '2026-11-16', yearEndsOn },
      { pupilId: 'bruno', serviceId: 'mensa', from: '2026-11-02', yearEndsOn },
    ]);
  });

  it('not when the child has left, nor when the last canteen day is over', () => {
    const spans = [span('2026-11-02', '2027-07-31', true)];
    expect(openSuspensions(spans, today, () => null)).toEqual([]);
    expect(openSuspensions(spans, addDays(yearEndsOn, 1), () => yearEndsOn)).toEqual([]);
    expect(openSuspensions(spans, yearEndsOn, () => yearEndsOn)).toHaveLength(1);
  });

  it('not with an end', () => expect(open(span('2026-11-02', '2026-12-08'))).toEqual([]));

  it('since the first of the spans that touch, and not since one that ended before', () => {
    const last = span('2026-11-16', '2027-06-08', true);
    const touching = span('2026-11-09', '2026-11-15');
    expect(open(last, touching, span('2026-10-05', '2026-11-08'))).toEqual(['2026-10-05']);
    expect(open(last, span('2026-10-05', '2026-11-08'))).toEqual(['2026-11-16']);
  });
});
