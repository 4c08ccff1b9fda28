// RULES B1 and B2 as tables: suspensions begin, merge, end by themselves or by resumption, which touches nothing else.
import { describe, expect, it } from 'vitest';
import { sampleDays, sampleSpan } from '#bookings/day-sample.ts';
import type { PupilDay, RangeFacts, RangeOperation, Span } from '#bookings/model.ts';
import type { AskedRange } from '#bookings/range-rules.ts';
import { chainAt, chainsOf, decideRange, decideRanges, gapsOf } from '#bookings/range-rules.ts';
import { asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { dayAt, instantOf } from '#platform/rome.ts';

const tuesdayMorning = instantOf(asDay('2026-12-01'), '08:50');
const tuesdayLate = instantOf(asDay('2026-12-01'), '09:31');

interface World {
  readonly facts?: Readonly<Record<string, Partial<PupilDay>>>;
  readonly suspensions?: readonly Span[];
  readonly plainRanges?: readonly Span[];
  readonly arrivedAt?: Instant;
}

/** What a family asks, in a world where the days' facts follow from the spans in force. */
function ask(operation: RangeOperation, range: AskedRange | string, world: World = {}) {
  const { facts, arrivedAt } = worldOf(world);
  const [from, to] = typeof range === 'string' ? range.split('/') : [];
  const asked: AskedRange =
    typeof range === 'string'
      ? {
          ...(from ? { from: asDay(from) } : {}),
          to: to === undefined || to === '' ? null : asDay(to),
        }
      : range;
  return decideRange({ operation, arrivedAt, today: dayAt(arrivedAt) }, facts, asked);
}

function worldOf(world: World): { readonly facts: RangeFacts; readonly arrivedAt: Instant } {
  const { suspensions = [], plainRanges = [], arrivedAt = tuesdayMorning } = world;
  const days = sampleDays('2026-10-20', '2027-07-31', world.facts).map((one): PupilDay => {
    const covering = (spans: readonly Span[]): string | null =>
      spans.find((span) => span.from <= one.day && one.day <= span.to)?.receiptCode ?? null;
    return {
      ...one,
      suspensionReceipt: covering(suspensions),
      certificateReceipt: covering(plainRanges),
    };
  });
  const facts: RangeFacts = { pupilId: 'anna', serviceId: 'lunch', days, suspensions, plainRanges };
  return { facts, arrivedAt };
}

const line = (operation: RangeOperation, from: string, to: string | null) => ({
  operation,
  days: [],
  range: { from, to },
});

describe('B1: a suspension is an interval from a day, with or without an end', () => {
  it.each<[string, string, World, object]>([
    [
      'open, from today before the cut-off',
      '2026-12-01/',
      {},
      { lines: [{ ...line('suspension', '2026-12-01', null), spans: [span('2026-12-01')] }] },
    ],
    [
      'with an end, which is the last day without meals',
      '2026-12-02/2026-12-11',
      {},
      { lines: [{ spans: [span('2026-12-02', '2026-12-11')] }] },
    ],
    [
      'without a first day it begins on the first that can still change',
      '/',
      { arrivedAt: tuesdayLate },
      { lines: [line('suspension', '2026-12-02', null)] },
    ],
    [
      'of a single day',
      '2026-12-02/2026-12-02',
      {},
      { kind: 'change', lines: [line('suspension', '2026-12-02', '2026-12-02')] },
    ],
    [
      'until the last day of the school year',
      '2026-12-02/2027-07-31',
      {},
      { lines: [{ spans: [span('2026-12-02', '2027-07-31')] }] },
    ],
    [
      'an end after the school year ends with it',
      '2026-12-02/2027-10-01',
      {},
      { lines: [{ spans: [span('2026-12-02', '2027-07-31')] }] },
    ],
  ])('%s', (_what, range, world, value) => {
    expect(ask('suspension', range, world)).toMatchObject({ ok: true, value });
  });

  it.each<[string, string, World, object]>([
    [
      'from today after the cut-off',
      '2026-12-01/',
      { arrivedAt: tuesdayLate },
      { refusal: 'after-cut-off', details: { day: '2026-12-01' } },
    ],
    ['from a day that is past', '2026-11-30/', {}, { refusal: 'after-cut-off' }],
    [
      'ending before it begins',
      '2026-12-03/2026-12-02',
      {},
      { refusal: 'range-ends-before', details: { day: '2026-12-03' } },
    ],
    [
      'ending before the first day that can still change',
      '/2026-12-01',
      { arrivedAt: tuesdayLate },
      { refusal: 'range-over', details: { day: '2026-12-02' } },
    ],
    ['over a week-end only', '2026-12-05/2026-12-06', {}, { refusal: 'nothing-asked' }],
    [
      'in the next school year',
      '2027-09-15/',
      {},
      { refusal: 'next-school-year', details: { day: '2027-09-15' } },
    ],
    [
      'when no day can change any more',
      '/',
      { arrivedAt: instantOf(asDay('2027-07-31'), '12:00') },
      { refusal: 'nothing-asked' },
    ],
  ])('is refused %s', (_what, range, world, refused) => {
    expect(ask('suspension', range, world)).toMatchObject({ ok: false, ...refused });
  });
});

describe('B1: overlapping suspensions merge', () => {
  const running = [sampleSpan('2026-11-09', '2026-12-04', '333')];
  it.each<[string, string, readonly object[]]>([
    [
      'what is covered keeps its receipt, the rest is new',
      '2026-12-02/2026-12-11',
      [span('2026-12-05', '2026-12-11')],
    ],
    ['an open one over a dated one', '2026-12-03/', [span('2026-12-05')]],
  ])('%s', (_what, range, spans) => {
    expect(ask('suspension', range, { suspensions: running })).toMatchObject({
      value: { lines: [{ spans }] },
    });
  });

  it('what is wholly covered is already so, with the receipt of then', () => {
    expect(ask('suspension', '2026-12-02/2026-12-03', { suspensions: running })).toEqual({
      ok: true,
      value: { kind: 'already-so', receiptCode: '333' },
    });
  });

  it('of two spans that cover it the first receipt is told', () => {
    const two = [
      sampleSpan('2026-11-09', '2026-11-13', '111'),
      sampleSpan('2026-12-01', '2026-12-02', '222'),
      sampleSpan('2026-12-03', '2026-12-04', '333'),
    ];
    expect(ask('suspension', '2026-12-01/2026-12-04', { suspensions: two })).toMatchObject({
      value: { kind: 'already-so', receiptCode: '222' },
    });
  });

  it('a part-elapsed one that grows is not late for the days it has already', () => {
    expect(
      ask('suspension', '2026-12-01/2026-12-09', { suspensions: running, arrivedAt: tuesdayLate }),
    ).toMatchObject({ ok: true });
  });

  it('spans that touch are read as one', () => {
    const spans = [
      sampleSpan('2026-11-09', '2026-12-04'),
      sampleSpan('2026-12-05', '2026-12-11', '444', true),
      sampleSpan('2027-01-11', '2027-01-15'),
    ];
    expect(chainsOf(spans)).toMatchObject([
      { from: '2026-11-09', to: '2026-12-11', last: { receiptCode: '444' } },
      { from: '2027-01-11', to: '2027-01-15' },
    ]);
  });
});

describe('B1: a resumption', () => {
  const open = [sampleSpan('2026-11-09', '2027-07-31', '333', true)];
  it.each<[string, string, World, string, string]>([
    ['the same morning', '2026-12-01/', {}, '2026-12-01', '2027-07-31'],
    ['from a future day', '2026-12-14/', {}, '2026-12-14', '2027-07-31'],
    ['from the first day that can still change', '/', {}, '2026-12-01', '2027-07-31'],
    [
      'after the cut-off cuts it at the first unfrozen day',
      '/',
      { arrivedAt: tuesdayLate },
      '2026-12-02',
      '2027-07-31',
    ],
  ])('%s', (_what, range, world, from, to) => {
    expect(ask('resumption', range, { suspensions: open, ...world })).toMatchObject({
      ok: true,
      value: { lines: [line('resumption', from, to)] },
    });
  });

  it('from today after the cut-off is refused: the same cut-off holds both ways (B2)', () => {
    expect(
      ask('resumption', '2026-12-01/', { suspensions: open, arrivedAt: tuesdayLate }),
    ).toMatchObject({ refusal: 'after-cut-off', details: { day: '2026-12-01' } });
  });

  it('ends the suspension that the day lies in, and no other', () => {
    const two = [sampleSpan('2026-11-09', '2026-12-04'), sampleSpan('2027-01-11', '2027-01-15')];
    expect(ask('resumption', '2026-12-02/', { suspensions: two })).toMatchObject({
      value: { lines: [line('resumption', '2026-12-02', '2026-12-04')] },
    });
  });

  it('of a suspension still to come withdraws it', () => {
    const coming = [sampleSpan('2027-01-11', '2027-01-15')];
    expect(ask('resumption', '2027-01-11/', { suspensions: coming })).toMatchObject({
      value: { lines: [line('resumption', '2027-01-11', '2027-01-15')] },
    });
  });

  it('touches suspensions only: absences under them are kept', () => {
    const facts = { '2026-12-03': { absenceReceipt: '9' } };
    const outcome = ask('resumption', '/', { suspensions: open, facts });
    expect(outcome).toMatchObject({ value: { lines: [{ operation: 'resumption' }] } });
  });

  it('brings plain meals back, and as normal ones what would make three (B7)', () => {
    const plain = { plainReceipt: '7' };
    const facts = { '2026-12-02': plain, '2026-12-03': plain, '2026-12-04': plain };
    expect(ask('resumption', '/', { suspensions: open, facts })).toMatchObject({
      value: {
        lines: [
          { operation: 'resumption' },
          { operation: 'plain-meal-dropped', days: ['2026-12-04'] },
        ],
      },
    });
  });

  it.each<[string, World, object]>([
    [
      'where nothing is suspended',
      {},
      { refusal: 'not-suspended', details: { day: '2026-12-01' } },
    ],
    [
      'asked twice gets the receipt of the first time (B8)',
      { facts: { '2026-12-01': { undoneReceipts: { resumption: '555' } } } },
      { ok: true, value: { kind: 'already-so', receiptCode: '555' } },
    ],
    [
      'on hold, because nobody would eat all the same',
      { suspensions: open, facts: { '2026-12-01': { onHold: true } } },
      { refusal: 'on-hold', details: { day: '2026-12-01' } },
    ],
  ])('%s', (_what, world, expected) => {
    expect(ask('resumption', '/', world)).toMatchObject(expected);
  });

  it('without a day takes the first day that is suspended, not the first that can change', () => {
    const coming = [sampleSpan('2027-01-11', '2027-01-15'), sampleSpan('2027-02-01', '2027-02-05')];
    expect(ask('resumption', '/', { suspensions: coming })).toMatchObject({
      value: { lines: [line('resumption', '2027-01-11', '2027-01-15')] },
    });
  });

  it('does not bring back the plain meals of days that stay without a meal', () => {
    const plain = { plainReceipt: '7' };
    const week = (under: Partial<PupilDay>) => ({
      '2026-12-02': plain,
      '2026-12-03': { ...plain, ...under },
      '2026-12-04': plain,
    });
    for (const under of [{ absenceReceipt: '9' }, { onHold: true }]) {
      const outcome = ask('resumption', '/', { suspensions: open, facts: week(under) });
      expect(outcome.ok && outcome.value.kind === 'change' && outcome.value.lines).toHaveLength(1);
    }
  });

  it('of a suspension in which no meal is due ends it all the same', () => {
    const suspensions = [sampleSpan('2026-12-05', '2026-12-06')];
    expect(ask('resumption', '2026-12-05/', { suspensions })).toMatchObject({
      value: { lines: [line('resumption', '2026-12-05', '2026-12-06')] },
    });
  });

  it('after school is over has nothing to resume', () => {
    const arrivedAt = instantOf(asDay('2027-07-31'), '12:00');
    expect(ask('resumption', '/', { arrivedAt })).toEqual({ ok: false, refusal: 'not-suspended' });
  });

  it('one eating day inside a suspension is "resume from D, suspend again from E"', () => {
    const resumed = [sampleSpan('2026-11-09', '2026-12-02', '333')];
    expect(ask('suspension', '2026-12-04/', { suspensions: resumed })).toMatchObject({
      value: { lines: [{ spans: [span('2026-12-04')] }] },
    });
  });
});

describe('B7: the range of an approved certificate', () => {
  const approved = [sampleSpan('2026-11-30', '2026-12-18', '888')];
  it('opens a dated range, which the guardian may end early', () => {
    expect(ask('plain-range', '2026-12-02/2026-12-18')).toMatchObject({
      value: { lines: [line('plain-range', '2026-12-02', '2026-12-18')] },
    });
    expect(ask('plain-range-ended', '2026-12-09/', { plainRanges: approved })).toMatchObject({
      value: { lines: [line('plain-range-ended', '2026-12-09', '2026-12-18')] },
    });
  });

  it('that was approved late begins on the first day that can still change; a suspension is refused', () => {
    const world = { arrivedAt: tuesdayLate };
    const from = (range: string) => {
      const outcome = ask('plain-range', range, world);
      return outcome.ok && outcome.value.kind === 'change'
        ? outcome.value.lines[0]?.range?.from
        : outcome;
    };
    expect(from('2026-11-23/2026-12-18')).toBe('2026-12-02');
    expect(from('2026-12-02/2026-12-18')).toBe('2026-12-02');
    expect(from('2026-12-07/2026-12-18')).toBe('2026-12-07');
    expect(from('/2026-12-18')).toBe('2026-12-02');
    expect(ask('suspension', '2026-11-23/2026-12-18', world)).toMatchObject({
      refusal: 'after-cut-off',
    });
  });

  it('that is over when it is approved has nothing left to give', () => {
    expect(ask('plain-range', '2026-11-23/2026-11-27')).toMatchObject({ refusal: 'range-over' });
    const summer = { arrivedAt: instantOf(asDay('2027-07-31'), '12:00') };
    expect(ask('plain-range', '2027-07-26/2027-07-30', summer)).toMatchObject({
      refusal: 'after-cut-off',
    });
  });

  it('is ended also on a day on hold, and asking twice finds nothing: its receipt is no resumption’s', () => {
    const held = { '2026-12-09': { onHold: true } };
    const ended = ask('plain-range-ended', '2026-12-09/', { plainRanges: approved, facts: held });
    expect(ended).toMatchObject({ ok: true });
    const again = { '2026-12-09': { undoneReceipts: { resumption: '555' } } };
    expect(ask('plain-range-ended', '2026-12-09/', { facts: again })).toMatchObject({
      refusal: 'no-plain-range',
    });
  });

  it('that ends under a suspension drops no plain meal: nobody eats there', () => {
    const plain = { plainReceipt: '7' };
    const facts = { '2026-12-09': plain, '2026-12-10': plain, '2026-12-11': plain };
    const suspensions = [sampleSpan('2026-12-09', '2026-12-11')];
    const outcome = ask('plain-range-ended', '2026-12-09/', {
      plainRanges: approved,
      suspensions,
      facts,
    });
    expect(outcome.ok && outcome.value.kind === 'change' && outcome.value.lines).toHaveLength(1);
  });

  it('is ended once, and where there is none there is nothing to end', () => {
    expect(ask('plain-range-ended', '/')).toMatchObject({ refusal: 'no-plain-range' });
  });

  it('that ends uncovers plain meals of the family: too many in a row become normal ones', () => {
    const plain = { plainReceipt: '7' };
    const facts = { '2026-12-09': plain, '2026-12-10': plain, '2026-12-11': plain };
    expect(ask('plain-range-ended', '2026-12-09/', { plainRanges: approved, facts })).toMatchObject(
      {
        value: { lines: [{}, { operation: 'plain-meal-dropped', days: ['2026-12-11'] }] },
      },
    );
  });
});

describe('the suspension that a day lies in', () => {
  const spans = [
    sampleSpan('2027-01-11', '2027-01-15', '555'),
    sampleSpan('2026-12-05', '2026-12-11', '444'),
    sampleSpan('2026-11-09', '2026-12-04', '333'),
  ];
  it.each<[string, string | undefined]>([
    ['2026-11-08', undefined],
    ['2026-11-09', '2026-11-09 2026-12-11'],
    ['2026-12-11', '2026-11-09 2026-12-11'],
    ['2026-12-12', undefined],
    ['2027-01-15', '2027-01-11 2027-01-15'],
  ])('%s: %s', (day, chain) => {
    const found = chainAt(asDay(day), spans);
    expect(found && `${found.from} ${found.to}`).toBe(chain);
  });
});

describe('a request for several children, all or nothing', () => {
  const of = (pupilId: string, world: World = {}) => {
    const { facts } = worldOf(world);
    return { facts: { ...facts, pupilId }, range: { from: asDay('2026-12-01'), to: null } };
  };
  const decide = (operation: RangeOperation, ...asked: readonly ReturnType<typeof of>[]) =>
    decideRanges({ operation, arrivedAt: tuesdayMorning, today: dayAt(tuesdayMorning) }, asked);
  const noMeals = {
    facts: Object.fromEntries(
      sampleDays('2026-10-20', '2027-07-31').map((one) => [one.day, { usesService: false }]),
    ),
  };
  const suspended = { suspensions: [sampleSpan('2026-11-09', '2027-07-31', '333', true)] };
  const yesterday = {
    facts: { '2026-12-01': { cutOffAt: instantOf(asDay('2026-11-30'), '09:30') } },
  };

  it('has a line for each', () => {
    expect(decide('suspension', of('anna'), of('bruno'))).toMatchObject({
      value: { kind: 'change', lines: [{ pupilId: 'anna' }, { pupilId: 'bruno' }] },
    });
  });

  it('passes over those whom it does not concern', () => {
    expect(decide('suspension', of('anna', noMeals), of('bruno'))).toMatchObject({
      value: { kind: 'change', lines: [{ pupilId: 'bruno' }] },
    });
    expect(decide('resumption', of('anna'), of('bruno', suspended))).toMatchObject({
      value: { kind: 'change', lines: [{ pupilId: 'bruno' }] },
    });
    const certified = { plainRanges: [sampleSpan('2026-11-30', '2026-12-18', '888')] };
    expect(decide('plain-range-ended', of('anna'), of('bruno', certified))).toMatchObject({
      value: { kind: 'change', lines: [{ pupilId: 'bruno' }] },
    });
    expect(decide('plain-range-ended', of('anna'))).toMatchObject({ refusal: 'no-plain-range' });
  });

  it('is refused with the reason of the first where it concerns nobody', () => {
    expect(decide('resumption', of('anna'), of('bruno', noMeals))).toMatchObject({
      refusal: 'not-suspended',
    });
    expect(decide('suspension')).toEqual({ ok: false, refusal: 'nothing-asked' });
  });

  it('changes nothing for anybody where one of them is late', () => {
    expect(decide('suspension', of('anna'), of('bruno', yesterday))).toMatchObject({
      refusal: 'after-cut-off',
    });
  });

  it('where all is so already gets the receipt, and a change where one is not', () => {
    expect(decide('suspension', of('anna', suspended), of('bruno', noMeals))).toEqual({
      ok: true,
      value: { kind: 'already-so', receiptCode: '333' },
    });
    expect(decide('suspension', of('anna', suspended), of('bruno'))).toMatchObject({
      value: { kind: 'change', lines: [{ pupilId: 'bruno' }] },
    });
  });
});

describe('gaps', () => {
  it.each<[string, readonly [string, string][], readonly [string, string][]]>([
    ['nothing covered', [], [['2026-12-01', '2026-12-31']]],
    ['all covered', [['2026-11-01', '2027-01-31']], []],
    [
      'the middle covered',
      [['2026-12-10', '2026-12-12']],
      [
        ['2026-12-01', '2026-12-09'],
        ['2026-12-13', '2026-12-31'],
      ],
    ],
    [
      'what lies before and after',
      [
        ['2026-11-20', '2026-11-30'],
        ['2027-01-05', '2027-01-10'],
      ],
      [['2026-12-01', '2026-12-31']],
    ],
    ['its last day covered', [['2026-12-31', '2027-01-05']], [['2026-12-01', '2026-12-30']]],
    ['from its first day on', [['2026-12-01', '2026-12-05']], [['2026-12-06', '2026-12-31']]],
    [
      'all but its first and its last day',
      [['2026-12-02', '2026-12-30']],
      [
        ['2026-12-01', '2026-12-01'],
        ['2026-12-31', '2026-12-31'],
      ],
    ],
    [
      'both ends covered, in any order',
      [
        ['2026-12-30', '2027-01-10'],
        ['2026-11-20', '2026-12-01'],
      ],
      [['2026-12-02', '2026-12-29']],
    ],
  ])('%s', (_what, spans, gaps) => {
    const range = { from: asDay('2026-12-01'), to: asDay('2026-12-31') };
    const covered = spans.map(([from, to]) => sampleSpan(from, to));
    expect(gapsOf(range, covered)).toEqual(gaps.map(([from, to]) => ({ from, to })));
  });
});

function span(from: string, to = '2027-07-31') {
  return { from, to };
}
