// Every answer by SMS exists in both languages and is paid for once: one segment, with long names and long days.
import { describe, expect, it } from 'vitest';
import { addDays, asDay } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import { asInstant } from '#ground/instant.ts';
import { smsText } from '#notifications/sms-text.ts';
import type { SmsResult } from '#voice/say-sms.ts';
import { notUnderstoodText, resultText } from '#voice/say-sms.ts';
import english from '#voice/sms-texts/en.json' with { type: 'json' };
import italian from '#voice/sms-texts/it.json' with { type: 'json' };

/** Longer than nine names in ten; a Wednesday of September is the longest day. */
const firstName = 'Massimiliana';
const from = asDay('2026-09-23');
const to = asDay('2026-09-30');
const receiptCode = '123456789';
const cutOffAt = asInstant(Date.UTC(2026, 8, 23, 7, 30));

const refusals = Object.keys(italian).flatMap((key) =>
  key.startsWith('refusal.') ? [key.slice('refusal.'.length)] : [],
);

const results: readonly SmsResult[] = [
  ...(['absence', 'presence', 'plain-meal'] as const).flatMap((operation) =>
    [false, true].map((isRepeated): SmsResult => ({
      kind: 'recorded',
      operation,
      firstName,
      from,
      to: operation === 'absence' && isRepeated ? from : to,
      receiptCode,
      isRepeated,
      isPlainDropped: false,
    })),
  ),
  {
    kind: 'recorded',
    operation: 'presence',
    firstName,
    from,
    to: from,
    receiptCode,
    isRepeated: false,
    isPlainDropped: true,
  },
  ...[false, true].map((isRepeated): SmsResult => ({
    kind: 'resumed',
    firstName,
    from,
    receiptCode,
    isRepeated,
    stillAbsent: [],
  })),
  ...[1, 2, 3, 4, 5, 40].map((days): SmsResult => ({
    kind: 'resumed',
    firstName,
    from,
    receiptCode,
    isRepeated: false,
    stillAbsent: eachDay({ from, to: addDays(from, days - 1) }),
  })),
  { kind: 'suspended', firstName, receiptCode },
  { kind: 'closed', opens: { day: from, time: '18:00' } },
  { kind: 'no-day', firstName },
  { kind: 'begins', firstName, day: from },
  {
    kind: 'far',
    firstName,
    day: from,
    command: { code: '123456', operation: 'absence', days: 15 },
  },
  ...refusals.map((refusal): SmsResult => ({
    kind: 'refused',
    refusal,
    firstName,
    code: '123456',
    details: { day: from, cutOffAt, max: 2 },
  })),
];

describe.each(['it', 'en'] as const)('in %s', (language) => {
  it.each(results.map((result) => [resultText(result, language), result] as const))(
    '%s',
    (text) => {
      expect(text).not.toMatch(/[{}]|undefined/);
      expect(smsText(text)).toMatchObject({ encoding: 'gsm7' });
      expect(smsText(text).segments).toHaveLength(1);
    },
  );

  it('the help is one segment', () => {
    expect(smsText(notUnderstoodText(language)).segments).toHaveLength(1);
  });

  it('a name in another alphabet costs more and is never changed', () => {
    const text = resultText({ kind: 'no-day', firstName: 'Злата' }, language);
    expect(smsText(text)).toMatchObject({ encoding: 'ucs2' });
    expect(smsText(text).segments.join('')).toContain('Злата');
  });

  it('a refusal that has no sentence of its own is said all the same', () => {
    const text = resultText(
      { kind: 'refused', refusal: 'key-reused', firstName, code: '123456', details: {} },
      language,
    );
    expect(text).toBe((language === 'it' ? italian : english)['refusal.other']);
  });
});
