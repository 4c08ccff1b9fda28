// Who may stand as sender, and when an SMS may ring: at the edges of hours, on feasts, when the clocks change.
import { describe, expect, test } from 'vitest';
import { asDay } from '#ground/day.ts';
import { isoInstant, parseInstant } from '#ground/instant.ts';
import { mayRingFrom } from '#notifications/quiet-hours.ts';
import type { SmsOutcome } from '#notifications/sms-model.ts';
import type { SmsDelivery } from '#notifications/sms-rules.ts';
import {
  aliasFault,
  decideReported,
  decideSmsDelivery,
  isSenderValid,
  quietHoursDefault,
} from '#notifications/sms-rules.ts';

test.each([
  ['Valserena', undefined],
  ['Comune BG', undefined],
  ['Mensa 24', undefined],
  ["Citta'", undefined],
  ['Perché no?', undefined],
  ['12345678901', 'only-digits'],
  ['MensaScuola1', 'too-long'],
  ['', 'empty'],
  [' Mensa', 'spaces-not-single'],
  ['Mensa ', 'spaces-not-single'],
  ['La  mensa', 'spaces-not-single'],
  ['Città°', 'letter-not-allowed'],
  ['ÈMensa', 'letter-not-allowed'],
  ['Mensa\n', 'letter-not-allowed'],
  ['°Mensa', 'letter-not-allowed'],
  ['a', undefined],
  ['MensaScuola', undefined],
  ['+39 0399', 'only-digits'],
  ['+39 a', undefined],
  ['a 39', undefined],
])('an alias "%s": %s', (alias, fault) => {
  expect(aliasFault(alias)).toBe(fault);
});

test.each([
  ['+393990555010', true],
  ['Valserena', true],
  ['393990555010', false],
  ['+39', false],
  ['+1234567', false],
  ['+12345678', true],
  ['+123456789012345', true],
  ['+1234567890123456', false],
  ['+0234567890', false],
  ['x+393990555010', false],
  ['+393990555010x', false],
])('a sender "%s" may stand on an SMS: %s', (sender, isValid) => {
  expect(isSenderValid(sender)).toBe(isValid);
});

test.each<[string, SmsOutcome, number, SmsDelivery]>([
  ['taken is sent', { kind: 'accepted' }, 0, 'sent'],
  ['refused for good is not tried again', { kind: 'refused', code: 'x' }, 0, 'refused'],
  ['certainly not taken is tried again', { kind: 'later', code: 'x' }, 0, 'retry'],
  ['waits for what is ours to mend', { kind: 'our-trouble', code: 'x' }, 9, 'retry'],
  ['without an answer is handed over once more', { kind: 'silent' }, 1, 'retry'],
  ['and not a third time: it may have arrived twice already', { kind: 'silent' }, 2, 'failed'],
  ['nor ever after', { kind: 'silent' }, 3, 'failed'],
])('an SMS %s', (_what, outcome, unanswered, delivery) => {
  expect(decideSmsDelivery(outcome, unanswered)).toBe(delivery);
});

test.each<[string, number, readonly (readonly [number, 'delivered' | 'failed'])[], unknown]>([
  ['nothing is reported yet', 1, [], undefined],
  ['its one part arrived', 1, [[1, 'delivered']], 'delivered'],
  ['its one part was lost', 1, [[1, 'failed']], 'failed'],
  ['one part of two arrived: the other may still', 2, [[1, 'delivered']], undefined],
  [
    'both arrived',
    2,
    [
      [2, 'delivered'],
      [1, 'delivered'],
    ],
    'delivered',
  ],
  [
    'one arrived twice: the other is still on its way',
    2,
    [
      [1, 'delivered'],
      [1, 'delivered'],
    ],
    undefined,
  ],
  [
    'one part lost spoils the text',
    2,
    [
      [1, 'delivered'],
      [2, 'failed'],
    ],
    'failed',
  ],
  [
    'a part lost arrived with the next try',
    2,
    [
      [1, 'failed'],
      [1, 'delivered'],
    ],
    undefined,
  ],
  [
    'and the other too',
    2,
    [
      [1, 'failed'],
      [1, 'delivered'],
      [2, 'delivered'],
    ],
    'delivered',
  ],
])('of a message %s', (_what, parts, reports, state) => {
  expect(
    decideReported(
      parts,
      reports.map(([part, state]) => ({ part, state })),
    ),
  ).toBe(state);
});

describe('an SMS that can wait', () => {
  const holidays = new Set(['2026-12-08', '2026-12-25', '2026-12-26'].map(asDay));
  const ringsAt = (written: string): string => {
    const now = parseInstant(written);
    if (now === undefined) throw new Error(written);
    return isoInstant(mayRingFrom(quietHoursDefault, (day) => holidays.has(day), now));
  };
  test.each([
    ['on a Monday at 9:00 rings', '2026-11-23T09:00:00+01:00', '2026-11-23T08:00:00.000Z'],
    ['at 8:59:59 rings at 9', '2026-11-23T08:59:59+01:00', '2026-11-23T08:00:00.000Z'],
    ['at 19:59:59 rings', '2026-11-23T19:59:59+01:00', '2026-11-23T18:59:59.000Z'],
    ['at 20:00 waits for the morning', '2026-11-23T20:00:00+01:00', '2026-11-24T08:00:00.000Z'],
    [
      'of Friday night rings on Saturday at 10',
      '2026-11-27T23:10+01:00',
      '2026-11-28T09:00:00.000Z',
    ],
    ['of Saturday at 19 waits until Monday', '2026-11-28T19:00+01:00', '2026-11-30T08:00:00.000Z'],
    ['of Sunday noon waits until Monday', '2026-11-29T12:00+01:00', '2026-11-30T08:00:00.000Z'],
    ['of a holiday waits for the next day', '2026-12-08T11:00+01:00', '2026-12-09T08:00:00.000Z'],
    ['of Christmas Eve waits out three days', '2026-12-24T21:00+01:00', '2026-12-28T08:00:00.000Z'],
    [
      'in summer rings by the clock on the wall',
      '2026-07-01T08:00+02:00',
      '2026-07-01T07:00:00.000Z',
    ],
    ['waits over the night without an hour', '2027-03-27T19:30+01:00', '2027-03-29T07:00:00.000Z'],
    [
      'waits over the night with an hour more',
      '2026-10-24T19:30+02:00',
      '2026-10-26T08:00:00.000Z',
    ],
  ])('%s', (_name, written, expected) => {
    expect(ringsAt(written)).toBe(expected);
  });

  test('hours that leave no hour are a fault, and no endless wait', () => {
    expect(() =>
      mayRingFrom(quietHoursDefault, () => true, parseInstant('2026-11-23T09:00+01:00')!),
    ).toThrow('leave none');
  });
});
