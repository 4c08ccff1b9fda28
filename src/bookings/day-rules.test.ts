// RULES A3, A4 and D2 as tables: which fact comes first, what lies underneath and returns, and what a closed day costs.
import { describe, expect, it } from 'vitest';
import {
  decideDayState,
  isCharged,
  isDue,
  isMealExpected,
  isOptInOffered,
  isOwed,
  isPlain,
} from '#bookings/day-rules.ts';
import { sampleDay } from '#bookings/day-sample.ts';
import type { CorrectionInForce, DayState, FrozenMeal, PupilDay } from '#bookings/model.ts';

const monday = '2026-11-23';
const layers = {
  strike: { classDay: { kind: 'not-served', because: 'strike', reason: 'Sciopero' } },
  hold: { onHold: true },
  suspension: { suspensionReceipt: '1' },
  absence: { absenceReceipt: '2' },
  'plain meal': { plainReceipt: '3' },
} as const satisfies Record<string, Partial<PupilDay>>;

describe('A4: not served > hold > suspension > absence > plain meal > expected', () => {
  const states: readonly [keyof typeof layers | 'nothing', DayState][] = [
    ['strike', 'not-served'],
    ['hold', 'on-hold'],
    ['suspension', 'suspended'],
    ['absence', 'absent'],
    ['plain meal', 'plain'],
    ['nothing', 'expected'],
  ];

  it.each(states)('%s comes before everything below it', (upper, state) => {
    const index = states.findIndex(([name]) => name === upper);
    const lower = states.slice(index).map(([name]) => (name === 'nothing' ? {} : layers[name]));
    const pupilDay = sampleDay(monday, Object.assign({}, ...lower));
    expect(decideDayState(pupilDay)).toBe(state);
  });

  it('lower facts survive underneath and return one by one when the upper ones go', () => {
    const all: Partial<PupilDay> = Object.assign({}, ...Object.values(layers));
    const seen = [
      {},
      { classDay: { kind: 'canteen' } },
      { classDay: { kind: 'canteen' }, onHold: false },
      { classDay: { kind: 'canteen' }, onHold: false, suspensionReceipt: null },
      {
        classDay: { kind: 'canteen' },
        onHold: false,
        suspensionReceipt: null,
        absenceReceipt: null,
      },
    ] as const;
    expect(seen.map((gone) => decideDayState(sampleDay(monday, { ...all, ...gone })))).toEqual([
      'not-served',
      'on-hold',
      'suspended',
      'absent',
      'plain',
    ]);
  });

  it('only a plain or an expected day has a meal cooked, and only the plain one is plain', () => {
    const cooked = states.map(([name]) => {
      const pupilDay = sampleDay(monday, name === 'nothing' ? {} : layers[name]);
      return [name, isMealExpected(pupilDay), isPlain(pupilDay)];
    });
    expect(cooked).toEqual([
      ['strike', false, false],
      ['hold', false, false],
      ['suspension', false, false],
      ['absence', false, false],
      ['plain meal', true, true],
      ['nothing', true, false],
    ]);
  });
});

describe('A2, A3: openings and outings', () => {
  const optIn = { classDay: { kind: 'canteen', opening: 'opt-in' }, usesService: true } as const;
  const booked = { classDay: { kind: 'canteen', opening: 'booked' }, usesService: true } as const;
  const packed = { classDay: { kind: 'canteen', packedLunch: true }, usesService: true } as const;
  it.each<[string, Partial<PupilDay>, DayState, boolean]>([
    ['an opening announced late feeds nobody who did not opt in', optIn, 'opt-in', false],
    ['who opts in eats', { ...optIn, optInReceipt: '4' }, 'expected', true],
    ['an opening announced in time books everybody', booked, 'expected', true],
    ['an outing with packed lunches is a meal', packed, 'expected', true],
    ['a closed opening is offered no more', { ...optIn, frozen: true }, 'no-canteen', false],
    ['a certificate makes a meal plain', { certificateReceipt: '5' }, 'plain', true],
  ])('%s', (_what, facts, state, cooked) => {
    const saturday = sampleDay('2026-11-28', facts);
    const pupilDay = 'classDay' in facts ? saturday : sampleDay(monday, facts);
    expect(decideDayState(pupilDay)).toBe(state);
    expect(isMealExpected(pupilDay)).toBe(cooked);
  });

  it.each<[string, Partial<PupilDay>, boolean]>([
    ['to who uses the service', optIn, true],
    ['to nobody else', { ...optIn, usesService: false }, false],
    ['not when it has booked everybody', booked, false],
    ['not on an ordinary day', { classDay: { kind: 'canteen' } }, false],
    ['not on a day without canteen', { classDay: { kind: 'no-canteen' } }, false],
    ['not when the day is closed', { ...optIn, frozen: true }, false],
  ])('an opening is offered %s', (_what, facts, isOffered) => {
    expect(isOptInOffered(sampleDay(monday, facts))).toBe(isOffered);
  });

  it('a suspension under an opening still holds', () => {
    const pupilDay = sampleDay('2026-11-28', { ...booked, suspensionReceipt: '1' });
    expect([isDue(pupilDay), decideDayState(pupilDay)]).toEqual([true, 'suspended']);
  });
});

describe('A3, D2: after closing a day is booked and charged, or not', () => {
  it.each<[string, FrozenMeal['outcome'], CorrectionInForce | null, boolean, boolean]>([
    ['a meal that the family declined in time', 'absent', null, false, false],
    ['a meal that nobody declined in time', 'booked', null, true, true],
    ['a child sent home after the cut-off: full', 'absent', 'sent-home', true, true],
    ['not delivered: nothing', 'absent', 'not-delivered', false, false],
    [
      'an outing recorded after the cut-off: nothing to the family',
      'absent',
      'outing-late',
      false,
      true,
    ],
    [
      'a strike recorded after the cut-off: nothing to the family',
      'absent',
      'strike-late',
      false,
      true,
    ],
    ['a child fed without booking: full', 'booked', 'came-unbooked', true, true],
    ['an absence that the amnesty took', 'absent', 'amnesty', false, true],
    ['an absence of the grace period', 'absent', 'grace', false, true],
    [
      'an absence in time on a day closed too early',
      'absent',
      'in-time-after-closing',
      false,
      true,
    ],
    ['a meal asked back in time on such a day', 'booked', 'in-time-after-closing', true, true],
  ])('%s', (_what, outcome, correction, charged, owed) => {
    const meal = { outcome, correction, plain: false };
    expect(isCharged(meal)).toBe(charged);
    // Whoever ordered a meal pays the caterer, whatever the family does.
    expect(isOwed(meal)).toBe(owed);
    const state = decideDayState(sampleDay(monday, { frozen: true, meal }));
    expect(state).toBe(charged ? 'booked' : 'not-booked');
  });

  it('a child who was not there when the day was closed had nothing', () => {
    expect(decideDayState(sampleDay(monday, { frozen: true }))).toBe('not-booked');
  });
});
