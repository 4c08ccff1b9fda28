// The rules of certificates as tables: what is taken in, what a file is, and that one word is said about each (RULES B7).
import { describe, expect, it, test } from 'vitest';
import type { ArrivalFacts } from '#certificates/model.ts';
import {
  decideArrival,
  decideFile,
  decideSettling,
  fileBytesMax,
  mediaTypeOf,
  waitingMax,
} from '#certificates/rules.ts';
import { addDays, asDay } from '#ground/day.ts';

const today = asDay('2026-11-23');
const facts: ArrivalFacts = {
  today,
  arrivedOn: today,
  asked: { from: asDay('2026-11-25'), to: asDay('2026-12-09') },
  waiting: 0,
};
const decide = (changes: Partial<ArrivalFacts> = {}): string => {
  const outcome = decideArrival({ ...facts, ...changes });
  return outcome.ok ? 'taken' : outcome.refusal;
};
const from = (...bytes: number[]): Uint8Array => Uint8Array.of(...bytes, 0, 1, 2, 3, 4, 5, 6, 7);

describe('B7: a certificate for more plain meals than the limit', () => {
  it('is taken in for a range of days', () => expect(decide()).toBe('taken'));

  test.each([
    ['that has begun is taken in', asDay('2026-11-16'), asDay('2026-11-27'), 'taken'],
    ['that ends today is taken in', asDay('2026-11-16'), today, 'taken'],
    ['that ended yesterday is not', asDay('2026-11-16'), addDays(today, -1), 'range-over'],
    ['of one day is taken in', today, today, 'taken'],
    [
      'that ends before it begins is not',
      addDays(today, 2),
      addDays(today, 1),
      'range-ends-before',
    ],
    ['of a year is taken in', today, addDays(today, 365), 'taken'],
    ['of a year and a day is not', today, addDays(today, 366), 'range-too-long'],
  ])('a range %s', (_name, first, last, expected) =>
    expect(decide({ asked: { from: first, to: last } })).toBe(expected),
  );

  it('that came by mail last week is recorded with that day, and none that is still to come', () => {
    expect(decide({ arrivedOn: addDays(today, -7) })).toBe('taken');
    expect(decide({ arrivedOn: addDays(today, 1) })).toBe('not-yet-arrived');
  });

  it('waits with few others of the same child: nobody buries the office', () => {
    expect(decide({ waiting: waitingMax - 1 })).toBe('taken');
    expect(decide({ waiting: waitingMax })).toBe('too-many-waiting');
  });

  it('refused says the day, or how many are waiting', () => {
    const details = (changes: Partial<ArrivalFacts>) => decideArrival({ ...facts, ...changes });
    const asked = (first: number, last: number) => ({
      asked: { from: addDays(today, first), to: addDays(today, last) },
    });
    expect(details(asked(2, 1))).toMatchObject({ details: { day: addDays(today, 2) } });
    expect(details(asked(-7, -1))).toMatchObject({ details: { day: addDays(today, -1) } });
    expect(details({ arrivedOn: addDays(today, 1) })).toMatchObject({
      details: { day: addDays(today, 1) },
    });
    expect(details({ waiting: waitingMax })).toMatchObject({ details: { count: 3 } });
    expect(details({})).toEqual({ ok: true, value: true });
    expect(decideSettling('waiting')).toEqual({ ok: true, value: true });
  });

  test.each([
    ['waiting', true],
    ['approved', 'already-decided'],
    ['declined', 'already-decided'],
    ['withdrawn', 'withdrawn'],
  ] as const)('one that is %s: may something be said about it? %s', (state, expected) => {
    const outcome = decideSettling(state);
    expect(outcome.ok ? true : outcome.refusal).toBe(expected);
  });
});

describe('a file', () => {
  test.each([
    ['a PDF', from(0x25, 0x50, 0x44, 0x46, 0x2d), 'application/pdf'],
    ['a JPEG', from(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['a PNG', from(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
    ['a page of HTML', Buffer.from('<!doctype html><script>'), undefined],
    ['a program', from(0x4d, 0x5a), undefined],
    ['a ZIP, as Word makes them', from(0x50, 0x4b, 3, 4), undefined],
    ['a photo as iPhones keep it (HEIC)', Buffer.from('\0\0\0\u0018ftypheic\0\0'), undefined],
    ['a PDF behind something else', Buffer.from('MZ  %PDF-1.7'), undefined],
    ['a beginning that breaks off', Uint8Array.of(0x25, 0x50), undefined],
  ])('is known by its bytes: %s', (_name, bytes, expected) =>
    expect(mediaTypeOf(bytes)).toBe(expected),
  );

  it('may have eight megabytes and no byte more, and must be there', () => {
    const pdf = (size: number): Uint8Array => {
      const bytes = new Uint8Array(size);
      bytes.set([0x25, 0x50, 0x44, 0x46, 0x2d]);
      return bytes;
    };
    expect(fileBytesMax).toBe(8_388_608);
    const whole = pdf(fileBytesMax);
    expect(decideFile(whole)).toMatchObject({ ok: true, value: { mediaType: 'application/pdf' } });
    expect(decideFile(pdf(fileBytesMax + 1))).toMatchObject({
      refusal: 'file-too-large',
      details: { megabytes: 8 },
    });
    expect(decideFile(new Uint8Array())).toMatchObject({ refusal: 'file-missing' });
    expect(decideFile(from(0x4d, 0x5a))).toMatchObject({ refusal: 'file-kind' });
  });
});
