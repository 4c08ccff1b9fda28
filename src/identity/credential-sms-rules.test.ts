// To whom the office may send a first password by SMS, and how what it sent stands.
import { describe, expect, test } from 'vitest';
import type { AskedCredential } from '#identity/credential-sms-rules.ts';
import {
  credentialStanding,
  firstPasswordFault,
  maskedNumber,
  mobileOf,
} from '#identity/credential-sms-rules.ts';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { SmsFacts } from '#notifications/standing-rules.ts';

const now = asInstant(Date.UTC(2026, 10, 23, 7, 12));
const day = 86_400;
const sms = (state: SmsFacts['state'], lastAnswer: string | null = null): SmsFacts => ({
  state,
  canWait: true,
  lastAnswer,
});
const asked = (changes: Partial<AskedCredential> = {}): AskedCredential => ({
  kind: 'first-password',
  askedAt: plusSeconds(now, -day),
  unsentBecause: null,
  sms: null,
  ...changes,
});
const decide = (before: AskedCredential | null, mustChangePassword = true): unknown =>
  firstPasswordFault({ mustChangePassword, mobile: '+393001000100', asked: before }, now) ?? 'goes';

describe('a number on file', () => {
  test.each([
    ['+393001000100', '+393001000100'],
    ['300 100 0100', '+393001000100'],
    ['0041 79 123 45 67', '+41791234567'],
    [null, 'no-number'],
    ['  ', 'no-number'],
    ['0346 21000', 'number-not-mobile'],
    ['+39034621000', 'number-not-mobile'],
    ['il nonno', 'number-not-mobile'],
  ])('%s is %s', (written, expected) => {
    const outcome = mobileOf(written);
    expect(outcome.ok ? outcome.value : outcome.refusal).toBe(expected);
  });

  test('is shown by its last four digits', () => {
    expect(maskedNumber('+393001000100')).toBe('+39 ••• ••• 0100');
    expect(maskedNumber('+41791234567')).toBe('••• ••• 4567');
  });
});

describe('a first password goes', () => {
  test('to who never chose one of their own, and to nobody else', () => {
    expect(decide(null)).toBe('goes');
    expect(decide(null, false)).toBe('signed-in');
  });

  test('only to a number that can receive it; what was sent is said first', () => {
    const to = (mobile: string | null, before: AskedCredential | null = null) =>
      firstPasswordFault({ mustChangePassword: true, mobile, asked: before }, now);
    expect(to(null)).toBe('no-number');
    expect(to('0346 21000')).toBe('number-not-mobile');
    expect(to(null, asked())).toBe('under-way');
    expect(to(null, asked({ sms: sms('sent') }))).toBe('sent-already');
  });

  test('not while another waits, a code neither', () => {
    expect(decide(asked())).toBe('under-way');
    expect(decide(asked({ kind: 'recovery-code' }))).toBe('under-way');
  });

  test.each(['waiting', 'sent', 'delivered'] as const)('not while the last one is %s', (state) => {
    expect(decide(asked({ sms: sms(state) }))).toBe('sent-already');
  });

  test('again after a week, to the second', () => {
    const before = (seconds: number): AskedCredential =>
      asked({ sms: sms('delivered'), askedAt: plusSeconds(now, -seconds) });
    expect(decide(before(7 * day - 1))).toBe('sent-already');
    expect(decide(before(7 * day))).toBe('goes');
  });

  test.each(['refused', 'failed', 'expired'] as const)(
    'again at once when the last one was %s',
    (state) => expect(decide(asked({ sms: sms(state) }))).toBe('goes'),
  );

  test('again at once when there was none, and after a code', () => {
    expect(decide(asked({ unsentBecause: 'month-is-full' }))).toBe('goes');
    expect(decide(asked({ kind: 'recovery-code', sms: sms('delivered') }))).toBe('goes');
  });
});

describe('what was asked for', () => {
  const nine = plusSeconds(now, 48 * 60);
  const times = { now, mayRingFrom: now, hasSender: true };
  test.each([
    ['waits for its turn', asked(), times, { kind: 'waiting', reason: null }],
    [
      'waits for nine in the morning',
      asked(),
      { ...times, mayRingFrom: nine },
      { kind: 'waiting-for-hours', from: nine },
    ],
    [
      'as a code does not wait for the hours',
      asked({ kind: 'recovery-code' }),
      { ...times, mayRingFrom: nine },
      { kind: 'waiting', reason: null },
    ],
    [
      'waits for the sender',
      asked({ sms: sms('waiting') }),
      { ...times, hasSender: false },
      { kind: 'waiting-for-sender' },
    ],
    [
      'waits for a provider that is busy',
      asked({ sms: sms('waiting', 'smpp 58') }),
      times,
      { kind: 'waiting', reason: 'smpp 58' },
    ],
    ['was handed over', asked({ sms: sms('sent') }), times, { kind: 'handed-over' }],
    ['was delivered', asked({ sms: sms('delivered') }), times, { kind: 'delivered' }],
    [
      'failed, as the provider says',
      asked({ sms: sms('failed', 'UNDELIV 011') }),
      times,
      { kind: 'unsent', reason: 'UNDELIV 011' },
    ],
    [
      'was too old to go out',
      asked({ sms: sms('expired', 'smpp 58') }),
      times,
      { kind: 'unsent', reason: 'expired' },
    ],
    [
      'never became a message',
      asked({ unsentBecause: 'month-is-full' }),
      times,
      { kind: 'unsent', reason: 'month-is-full' },
    ],
  ] as const)('%s', (_name, one, at, expected) =>
    expect(credentialStanding(one, at)).toEqual(expected),
  );
});
