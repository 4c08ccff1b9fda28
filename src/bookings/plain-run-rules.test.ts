// RULES B7 as tables: at most two plain meals running, whatever lies between, looked at in both directions.
import { describe, expect, it } from 'vitest';
import { sampleDay, sampleDays } from '#bookings/day-sample.ts';
import type { PupilDay } from '#bookings/model.ts';
import { droppedPlainDays } from '#bookings/plain-run-rules.ts';
import { decideChange, decideDayChange } from '#bookings/rules.ts';
import { asDay } from '#ground/day.ts';
import { instantOf } from '#platform/rome.ts';

// Monday 30 November 2026 is the first of three school weeks; Tuesday 8 December is a holiday.
const arrivedAt = instantOf(asDay('2026-11-29'), '18:00');
const plain = { plainReceipt: '7' };
const holiday = {
  classDay: { kind: 'not-served', because: 'closure', reason: 'Immacolata' },
} as const;

function ask(
  days: readonly string[],
  facts: Readonly<Record<string, Partial<PupilDay>>> = {},
  plainRunMax = 2,
  operation: 'plain-meal' | 'absence-undone' = 'plain-meal',
) {
  const around = sampleDays('2026-10-20', '2027-01-30', facts);
  const asked = around.filter((one) => days.includes(one.day));
  return decideChange(operation, asked, arrivedAt, { around, plainRunMax });
}

const accepted = { ok: true, value: { kind: 'change' } };
const tooLong = (day: string, max = 2) => ({
  ok: false,
  refusal: 'plain-too-long',
  details: { day, max },
});

describe('B7: at most two running', () => {
  it.each<
    [string, readonly string[], Readonly<Record<string, Partial<PupilDay>>>, object, number?]
  >([
    ['one day', ['2026-12-01'], {}, accepted],
    ['two days', ['2026-12-01', '2026-12-02'], {}, accepted],
    ['three days', ['2026-12-01', '2026-12-02', '2026-12-03'], {}, tooLong('2026-12-01')],
    ['the day after two', ['2026-12-03'], days('2026-12-01', '2026-12-02'), tooLong('2026-12-03')],
    ['the day before two', ['2026-12-01'], days('2026-12-02', '2026-12-03'), tooLong('2026-12-01')],
    [
      'filling Tuesday between a plain Monday and a plain Wednesday makes three',
      ['2026-12-01'],
      days('2026-11-30', '2026-12-02'),
      tooLong('2026-12-01'),
    ],
    [
      'a week-end between does not break it',
      ['2026-12-07'],
      days('2026-12-03', '2026-12-04'),
      tooLong('2026-12-07'),
    ],
    [
      'nor does a holiday',
      ['2026-12-09'],
      { ...days('2026-12-04', '2026-12-07'), '2026-12-08': holiday },
      tooLong('2026-12-09'),
    ],
    [
      'a day with a normal meal breaks it',
      ['2026-12-03', '2026-12-04'],
      days('2026-11-30', '2026-12-01'),
      accepted,
    ],
    [
      'a day with an absence breaks it',
      ['2026-12-03'],
      { ...days('2026-12-01'), '2026-12-02': { absenceReceipt: '9', ...plain } },
      accepted,
    ],
    [
      'a suspended day breaks it',
      ['2026-12-03'],
      { ...days('2026-12-01'), '2026-12-02': { suspensionReceipt: '9', ...plain } },
      accepted,
    ],
    ['a limit of one', ['2026-12-02'], days('2026-12-01'), tooLong('2026-12-02', 1), 1],
    ['a limit of five', ['2026-12-04'], week('2026-11-30', 4), accepted, 5],
    [
      'and the sixth',
      ['2026-12-07'],
      { ...week('2026-11-30', 4), '2026-12-04': plain },
      tooLong('2026-12-07', 5),
      5,
    ],
    [
      'what a certificate covers is not counted',
      ['2026-12-03', '2026-12-04'],
      { '2026-12-01': { certificateReceipt: '8' }, '2026-12-02': { certificateReceipt: '8' } },
      accepted,
    ],
  ])('%s', (_what, asked, facts, expected, max) => {
    expect(ask(asked, facts, max)).toMatchObject(expected);
  });

  it('seven calendar days without canteen break the run, six do not', () => {
    // Two meals a week apart, for a child who eats on Mondays only; and then eight days apart.
    const onlyOn = (eats: readonly string[], facts: Readonly<Record<string, Partial<PupilDay>>>) =>
      sampleDays('2026-11-23', '2026-12-31').map((one) => ({
        ...one,
        usesService: eats.includes(one.day),
        ...facts[one.day],
      }));
    const decide = (eats: readonly string[], asked: string) => {
      const around = onlyOn(eats, days(...eats.filter((day) => day !== asked)));
      return decideChange(
        'plain-meal',
        around.filter((one) => one.day === asked),
        arrivedAt,
        { around, plainRunMax: 1 },
      ).ok;
    };
    expect(decide(['2026-11-30', '2026-12-07'], '2026-12-07')).toBe(false);
    expect(decide(['2026-11-30', '2026-12-08'], '2026-12-08')).toBe(true);
  });

  it('is counted for each child and each service apart, in whatever order their days come', () => {
    const own = sampleDays('2026-11-23', '2026-12-31', days('2026-12-01', '2026-12-02'));
    const others = sampleDays('2026-11-23', '2026-12-31', week('2026-11-30', 5));
    const around = [
      ...own,
      ...others.map((one) => ({ ...one, pupilId: 'bruno' })),
      ...others.map((one) => ({ ...one, serviceId: 'snack' })),
    ];
    const isTaken = (all: readonly PupilDay[], day: string, pupilId = 'anna') => {
      const asked = all.filter(
        (one) => one.day === day && one.pupilId === pupilId && one.serviceId === 'lunch',
      );
      return decideChange('plain-meal', asked, arrivedAt, { around: all, plainRunMax: 2 }).ok;
    };
    const turned = [...around.slice(10), ...around.slice(0, 10)];
    for (const all of [around, around.toReversed(), turned]) {
      expect(isTaken(all, '2026-12-04')).toBe(true);
      expect(isTaken(all, '2026-11-30')).toBe(false);
      expect(isTaken(all, '2026-12-03')).toBe(false);
      expect(isTaken(all, '2026-12-07', 'bruno')).toBe(false);
    }
  });

  it('a plain meal that a certificate covers too is not counted either', () => {
    const covered = { ...plain, certificateReceipt: '8' };
    const facts = { '2026-12-01': covered, '2026-12-02': covered };
    expect(ask(['2026-12-03'], facts)).toMatchObject(accepted);
  });

  it('what was accepted is not revoked: two runs joined by a later closure stay, and other days are free', () => {
    const joined = {
      ...days('2026-11-30', '2026-12-01', '2026-12-03', '2026-12-04'),
      '2026-12-02': holiday,
    };
    expect(ask(['2026-12-10'], joined)).toMatchObject(accepted);
  });
});

describe('B7: an absence on a plain day', () => {
  const threeWithAHole = {
    ...days('2026-11-30', '2026-12-01'),
    '2026-12-02': { ...plain, absenceReceipt: '9' },
  };

  it('covers it, and undoing brings the plain meal back', () => {
    const hidden = { '2026-12-01': { ...plain, absenceReceipt: '9' } };
    const outcome = ask(['2026-12-01'], hidden, 2, 'absence-undone');
    expect(outcome).toMatchObject({
      value: { lines: [{ operation: 'absence-undone', days: ['2026-12-01'] }] },
    });
    expect(outcome.ok && outcome.value.kind === 'change' && outcome.value.lines).toHaveLength(1);
  });

  it('undone where that would make three brings back a normal meal, and says so in a line of its own', () => {
    expect(ask(['2026-12-02'], threeWithAHole, 2, 'absence-undone')).toMatchObject({
      value: {
        lines: [
          { operation: 'absence-undone', days: ['2026-12-02'] },
          { operation: 'plain-meal-dropped', days: ['2026-12-02'] },
        ],
      },
    });
  });

  it('undone for two children at once is counted for each: neither loses a plain meal for the other', () => {
    const hidden = { '2026-12-01': { ...plain, absenceReceipt: '9' } };
    const anna = sampleDays('2026-11-23', '2026-12-31', { ...days('2026-12-02'), ...hidden });
    const bruno = anna.map((one) => ({ ...one, pupilId: 'bruno' }));
    const around = [...anna, ...bruno];
    const asked = around.filter((one) => one.day === '2026-12-01');
    const outcome = decideChange('absence-undone', asked, arrivedAt, { around, plainRunMax: 2 });
    expect(outcome).toMatchObject({
      value: { lines: [{ pupilId: 'anna' }, { pupilId: 'bruno' }] },
    });
    expect(outcome.ok && outcome.value.kind === 'change' && outcome.value.lines).toHaveLength(2);
  });

  it('undone brings back nothing but the absence where no meal under it was plain by the family’s word', () => {
    const absent = { absenceReceipt: '9' };
    for (const under of [absent, { ...absent, ...plain, certificateReceipt: '8' }]) {
      const facts = { ...days('2026-11-30', '2026-12-01'), '2026-12-02': under };
      const outcome = ask(['2026-12-02'], facts, 2, 'absence-undone');
      expect(outcome.ok && outcome.value.kind === 'change' && outcome.value.lines).toHaveLength(1);
    }
  });

  it('of several undone at once, in whatever order they come, the last one is dropped', () => {
    const three = ['2026-12-01', '2026-12-02', '2026-12-03'];
    const returning = three.map((day) => sampleDay(day, plain));
    const around = sampleDays('2026-11-23', '2026-12-31').map((one) => ({
      ...one,
      absenceReceipt: three.includes(one.day) ? '9' : null,
    }));
    for (const order of [returning, returning.toReversed()]) {
      expect(droppedPlainDays(order, around, 2).map((one) => one.day)).toEqual(['2026-12-03']);
    }
  });

  it('of several undone at once the earlier ones keep their plain meal, and one after a normal meal too', () => {
    const week = ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];
    const hidden = Object.fromEntries(week.map((day) => [day, { ...plain, absenceReceipt: '9' }]));
    expect(ask(week, hidden, 2, 'absence-undone')).toMatchObject({
      value: {
        lines: [
          { operation: 'absence-undone', days: week },
          { operation: 'plain-meal-dropped', days: ['2026-12-03'] },
        ],
      },
    });
  });
});

describe('an absence above and below other layers', () => {
  it.each<[string, 'absence' | 'absence-undone', Partial<PupilDay>, object]>([
    ['is recorded under a suspension', 'absence', { suspensionReceipt: '9' }, { value: 'change' }],
    ['is recorded under a hold', 'absence', { onHold: true }, { value: 'change' }],
    [
      'is not undone under a suspension: nobody would eat',
      'absence-undone',
      { absenceReceipt: '9', suspensionReceipt: '8' },
      { refusal: 'suspended' },
    ],
    [
      'is not undone under a hold',
      'absence-undone',
      { absenceReceipt: '9', onHold: true },
      { refusal: 'on-hold' },
    ],
  ])('%s', (_what, operation, facts, expected) => {
    expect(decideDayChange(operation, sampleDay('2026-12-01', facts), arrivedAt)).toMatchObject(
      expected,
    );
  });
});

describe('B7: asking and undoing a plain meal', () => {
  it.each<[string, 'plain-meal' | 'plain-meal-undone', Partial<PupilDay>, object]>([
    ['of an expected meal', 'plain-meal', {}, { ok: true, value: 'change' }],
    ['asked twice is one', 'plain-meal', plain, { ok: true, value: 'already-so' }],
    ['by certificate already', 'plain-meal', { certificateReceipt: '8' }, { value: 'already-so' }],
    ['of an absent child', 'plain-meal', { absenceReceipt: '9' }, { refusal: 'absent' }],
    ['under a suspension', 'plain-meal', { suspensionReceipt: '9' }, { refusal: 'suspended' }],
    ['on hold', 'plain-meal', { onHold: true }, { refusal: 'on-hold' }],
    ['undone', 'plain-meal-undone', plain, { ok: true, value: 'change' }],
    ['undone where there is none', 'plain-meal-undone', {}, { refusal: 'not-plain' }],
    [
      'undone twice is one',
      'plain-meal-undone',
      { undoneReceipts: { 'plain-meal-undone': '6' } },
      { ok: true, value: 'already-so' },
    ],
    [
      'of a certificate is ended there',
      'plain-meal-undone',
      { certificateReceipt: '8' },
      { refusal: 'plain-by-certificate' },
    ],
  ])('%s', (_what, operation, facts, expected) => {
    const pupilDay = sampleDay('2026-12-01', facts);
    expect(decideDayChange(operation, pupilDay, arrivedAt)).toMatchObject(expected);
  });

  it('until the same cut-off as everything else', () => {
    const pupilDay = sampleDay('2026-12-01');
    const at = (time: string) => instantOf(asDay('2026-12-01'), time);
    expect(decideDayChange('plain-meal', pupilDay, at('09:30'))).toMatchObject({ ok: true });
    expect(decideDayChange('plain-meal', pupilDay, at('09:31'))).toMatchObject({
      refusal: 'after-cut-off',
    });
  });
});

function days(...which: readonly string[]): Readonly<Record<string, Partial<PupilDay>>> {
  return Object.fromEntries(which.map((day) => [day, plain]));
}

/** So many plain days from a Monday on. */
function week(monday: string, count: number): Readonly<Record<string, Partial<PupilDay>>> {
  return days(
    ...sampleDays(monday, '2026-12-31')
      .slice(0, count)
      .map((one) => one.day),
  );
}
