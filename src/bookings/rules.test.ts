// The rule of the morning by tables: every state of a day, every refusal, and whole requests.
import { describe, expect, it } from 'vitest';
import type { CorrectionInForce, DayOperation, PupilDay } from '#bookings/model.ts';
import { decideDayState, isMealExpected } from '#bookings/day-rules.ts';
import { decideChange, decideDayChange, firstUsefulDay } from '#bookings/rules.ts';
import { asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant } from '#ground/instant.ts';

const instant = (iso: string): Instant => asInstant(Date.parse(iso));

/** Monday 23 November 2026 of Anna, in time until 9:30 and without anything said. */
const monday: PupilDay = {
  pupilId: 'anna',
  serviceId: 'lunch',
  day: asDay('2026-11-23'),
  classDay: { kind: 'canteen' },
  usesService: true,
  cutOffAt: instant('2026-11-23T09:30:00+01:00'),
  frozen: false,
  amnestyUntil: null,
  onHold: false,
  suspensionReceipt: null,
  absenceReceipt: null,
  plainReceipt: null,
  certificateReceipt: null,
  optInReceipt: null,
  undoneReceipts: {},
  meal: null,
  present: null,
};
const booked = { meal: { outcome: 'booked', plain: false, correction: null } } as const;
const inTime = instant('2026-11-23T09:12:00+01:00');
const lastInTime = instant('2026-11-23T09:30:59.999+01:00');
const late = instant('2026-11-23T09:31:00.000+01:00');
const absent = { absenceReceipt: '111' };
const undone = { undoneReceipts: { 'absence-undone': '222' } };
const strike = {
  classDay: { kind: 'not-served', because: 'closure', reason: 'Sciopero' },
} as const;
const summer = { classDay: { kind: 'not-served', because: 'outside-school-year' } } as const;
const noRientro = { classDay: { kind: 'no-canteen' } } as const;
const offDay = { usesService: false };
const frozen = { frozen: true };

describe('the state of a day, and whether a meal is cooked', () => {
  it.each<[string, Partial<PupilDay>, string, boolean]>([
    ['nobody said anything', {}, 'expected', true],
    ['the family took the child off', absent, 'absent', false],
    ['the family took the child off and put it back', undone, 'expected', true],
    ['a strike', strike, 'not-served', false],
    ['a strike over an absence', { ...strike, ...absent }, 'not-served', false],
    ['outside the school year', summer, 'not-served', false],
    ['the class has no canteen', noRientro, 'no-canteen', false],
    ['the child does not use the service that weekday', offDay, 'no-canteen', false],
    ['no canteen over an absence', { ...noRientro, ...absent }, 'no-canteen', false],
    ['closed with a meal', { ...frozen, ...booked }, 'booked', true],
    ['closed without the absent child', { ...frozen, ...absent }, 'absent', false],
    ['closed before the child was enrolled', frozen, 'not-booked', true],
    [
      'closed with a meal, then a strike is recorded',
      { ...frozen, ...strike, ...booked },
      'booked',
      false,
    ],
    [
      'closed with a meal, then the class loses the day',
      { ...frozen, ...noRientro, ...booked },
      'booked',
      false,
    ],
    ['closed on a day of strike', { ...frozen, ...strike }, 'not-served', false],
  ])('%s', (_what, facts, state, isExpected) => {
    const pupilDay = { ...monday, ...facts };
    expect(decideDayState(pupilDay)).toBe(state);
    expect(isMealExpected(pupilDay)).toBe(isExpected);
  });

  it('an absence under a strike returns when the strike goes', () => {
    const underneath = { ...monday, ...strike, ...absent };
    expect(decideDayState({ ...underneath, classDay: monday.classDay })).toBe('absent');
  });
});

describe('a change of one day', () => {
  const day = '2026-11-23';
  it.each<[DayOperation, string, Partial<PupilDay>, object]>([
    ['absence', 'of an expected meal', {}, { ok: true, value: 'change' }],
    ['absence', 'after an undone absence', undone, { ok: true, value: 'change' }],
    ['absence', 'of a child already absent', absent, { ok: true, value: 'already-so' }],
    [
      'absence',
      'of a child already absent, day closed',
      { ...absent, ...frozen },
      { ok: true, value: 'already-so' },
    ],
    ['absence-undone', 'of an absence', absent, { ok: true, value: 'change' }],
    ['absence-undone', 'that was already undone', undone, { ok: true, value: 'already-so' }],
    [
      'absence-undone',
      'where nobody was absent',
      {},
      { ok: false, refusal: 'not-absent', details: { day } },
    ],
    [
      'absence',
      'on a strike',
      strike,
      { ok: false, refusal: 'not-served', details: { day, reason: 'Sciopero' } },
    ],
    [
      'absence-undone',
      'under a strike',
      { ...strike, ...absent },
      { ok: false, refusal: 'not-served', details: { day, reason: 'Sciopero' } },
    ],
    [
      'absence',
      'in summer',
      summer,
      { ok: false, refusal: 'outside-school-year', details: { day } },
    ],
    [
      'absence',
      'on a day without canteen',
      noRientro,
      { ok: false, refusal: 'no-canteen', details: { day } },
    ],
    [
      'absence',
      'on a weekday the child does not use',
      offDay,
      { ok: false, refusal: 'no-canteen', details: { day } },
    ],
    [
      'absence',
      'of a closed day, though in time: it becomes a correction',
      frozen,
      { ok: true, value: 'change' },
    ],
  ])('%s %s', (operation, _what, facts, expected) => {
    expect(decideDayChange(operation, { ...monday, ...facts }, inTime)).toEqual(expected);
  });

  it.each<[DayOperation, Partial<PupilDay>]>([
    ['absence', {}],
    ['absence-undone', absent],
  ])('%s is in time for the whole minute of the cut-off and not after it', (operation, facts) => {
    const pupilDay = { ...monday, ...facts };
    expect(decideDayChange(operation, pupilDay, lastInTime)).toEqual({ ok: true, value: 'change' });
    expect(decideDayChange(operation, pupilDay, late)).toEqual({
      ok: false,
      refusal: 'after-cut-off',
      details: { day, cutOffAt: monday.cutOffAt },
    });
  });

  it('asked again after the cut-off gets the receipt of then, not a refusal', () => {
    expect(decideDayChange('absence', { ...monday, ...absent }, late)).toEqual({
      ok: true,
      value: 'already-so',
    });
    expect(decideDayChange('absence-undone', { ...monday, ...undone }, late)).toEqual({
      ok: true,
      value: 'already-so',
    });
  });

  it('that is late for a closed day is told the cut-off: what can still be done depends on it', () => {
    expect(decideDayChange('absence', { ...monday, ...frozen }, late)).toMatchObject({
      refusal: 'after-cut-off',
    });
  });
});

describe('a plain meal, and an opening that one opts into', () => {
  const plain = { plainReceipt: '444' };
  const certified = { certificateReceipt: '888' };
  const opening = { classDay: { kind: 'canteen', opening: 'opt-in' } } as const;
  const optedIn = { ...opening, optInReceipt: '666' };
  const suspended = { suspensionReceipt: '333' };
  const held = { onHold: true };
  const change = { ok: true, value: 'change' };
  const alreadySo = { ok: true, value: 'already-so' };
  const refused = (refusal: string) => ({
    ok: false,
    refusal,
    details: { day: '2026-11-23' },
  });

  it.each<[DayOperation, string, Partial<PupilDay>, object]>([
    ['plain-meal', 'of an expected meal', {}, change],
    ['plain-meal', 'of a day without canteen', noRientro, refused('no-canteen')],
    ['plain-meal', 'asked twice', plain, alreadySo],
    ['plain-meal', 'where a certificate gives it already', certified, alreadySo],
    ['plain-meal', 'of a child on hold', { ...held, ...suspended }, refused('on-hold')],
    ['plain-meal', 'under a suspension', { ...suspended, ...absent }, refused('suspended')],
    ['plain-meal', 'of an absent child', absent, refused('absent')],
    ['plain-meal-undone', 'of a plain meal', plain, change],
    ['plain-meal-undone', 'of one under an absence', { ...plain, ...absent }, change],
    [
      'plain-meal-undone',
      'of one that a certificate covers too',
      { ...plain, ...certified },
      change,
    ],
    ['plain-meal-undone', 'of a certificate', certified, refused('plain-by-certificate')],
    ['plain-meal-undone', 'where the meal is an ordinary one', {}, refused('not-plain')],
    [
      'plain-meal-undone',
      'asked twice',
      { undoneReceipts: { 'plain-meal-undone': '555' } },
      alreadySo,
    ],
    ['absence-undone', 'of a child on hold', { ...absent, ...held }, refused('on-hold')],
    ['absence-undone', 'under a suspension', { ...absent, ...suspended }, refused('suspended')],
    ['absence-undone', 'on a day without canteen', noRientro, refused('no-canteen')],
    ['opt-in', 'of an opening', opening, change],
    ['opt-in', 'of an ordinary day', {}, refused('not-an-opening')],
    ['opt-in', 'asked twice', optedIn, alreadySo],
    ['opt-in', 'of a child on hold', { ...opening, ...held }, refused('on-hold')],
    ['opt-in', 'under a suspension', { ...opening, ...suspended }, refused('suspended')],
    ['opt-in', 'over an absence, which says nothing of it', { ...opening, ...absent }, change],
    ['opt-in-undone', 'of an opening opted into', optedIn, change],
    ['opt-in-undone', 'where nobody opted in', opening, refused('not-opted-in')],
    ['opt-in-undone', 'asked twice', { undoneReceipts: { 'opt-in-undone': '777' } }, alreadySo],
    ['absence', 'of an opening nobody opted into', opening, refused('no-canteen')],
    ['absence', 'of an opening opted into', optedIn, change],
  ])('%s %s', (operation, _what, facts, expected) => {
    expect(decideDayChange(operation, { ...monday, ...facts }, inTime)).toEqual(expected);
  });
});

describe('an amnesty for a forgotten absence', () => {
  const until = { amnestyUntil: instant('2026-11-23T10:00:00+01:00') };
  const before = instant('2026-11-23T10:00:59+01:00');
  const after = instant('2026-11-23T10:01:00+01:00');
  const ask = (operation: DayOperation, facts: Partial<PupilDay>, at = before) =>
    decideDayChange(operation, { ...monday, ...until, ...facts }, at);
  const seen = {
    ok: false,
    refusal: 'was-present',
    details: { day: '2026-11-23' },
  };

  it('takes an absence until its last minute and not after it', () => {
    expect(ask('absence', {})).toEqual({ ok: true, value: 'change' });
    expect(ask('absence', {}, after)).toMatchObject({ refusal: 'after-cut-off' });
    expect(ask('absence', { amnestyUntil: null })).toMatchObject({ refusal: 'after-cut-off' });
  });

  it('takes nothing but absences: nobody orders a meal afterwards', () => {
    expect(ask('absence-undone', absent)).toMatchObject({ refusal: 'after-cut-off' });
    expect(ask('plain-meal', {})).toMatchObject({ refusal: 'after-cut-off' });
  });

  it('takes none of a child whom the school saw', () => {
    const corrected = (correction: CorrectionInForce) =>
      ask('absence', { ...frozen, meal: { outcome: 'booked', plain: false, correction } });
    expect(ask('absence', { present: true })).toEqual(seen);
    expect(ask('absence', { present: false })).toMatchObject({ ok: true });
    expect(corrected('came-unbooked')).toEqual(seen);
    expect(corrected('sent-home')).toEqual(seen);
    expect(corrected('not-delivered')).toMatchObject({ ok: true });
    expect(ask('absence', { ...frozen, ...booked })).toMatchObject({ ok: true });
  });
});

describe('a whole request', () => {
  const on = (day: string, facts: Partial<PupilDay> = {}): PupilDay => ({
    ...monday,
    day: asDay(day),
    cutOffAt: instant(`${day}T09:30:00+01:00`),
    ...facts,
  });
  const asked = (
    days: readonly PupilDay[],
    arrivedAt = inTime,
    operation: DayOperation = 'absence',
  ) => decideChange(operation, days, arrivedAt);
  const changed = (...lines: readonly [string, string, readonly string[]][]) => ({
    ok: true,
    value: {
      kind: 'change',
      lines: lines.map(([pupilId, serviceId, days]) => ({
        pupilId,
        serviceId,
        operation: 'absence',
        days,
        range: null,
      })),
    },
  });

  it('of a range with a week-end and a holiday in it takes the canteen days', () => {
    const range = [
      on('2026-12-04'),
      on('2026-12-05', noRientro),
      on('2026-12-06', noRientro),
      on('2026-12-07', { classDay: { kind: 'not-served', because: 'closure', reason: 'Ponte' } }),
      on('2026-12-08', {
        classDay: { kind: 'not-served', because: 'closure', reason: 'Immacolata' },
      }),
      on('2026-12-09'),
    ];
    expect(asked(range)).toEqual(changed(['anna', 'lunch', ['2026-12-04', '2026-12-09']]));
  });

  it('for picked days in any order writes them in the order of the calendar, each once', () => {
    expect(asked([on('2026-12-09'), on('2026-12-02'), on('2026-11-25')])).toEqual(
      changed(['anna', 'lunch', ['2026-11-25', '2026-12-02', '2026-12-09']]),
    );
  });

  it('with one day past its cut-off changes nothing at all', () => {
    expect(asked([on('2026-11-23'), on('2026-11-24')], late)).toMatchObject({
      ok: false,
      refusal: 'after-cut-off',
      details: { day: '2026-11-23' },
    });
  });

  it('with one sibling past the cut-off changes nothing for the other either', () => {
    const early = { pupilId: 'bruno', cutOffAt: instant('2026-11-23T08:00:00+01:00') };
    expect(asked([on('2026-11-23'), on('2026-11-23', early)])).toMatchObject({
      ok: false,
      refusal: 'after-cut-off',
    });
  });

  it('for two children is one change with a line each', () => {
    expect(asked([on('2026-11-23', { pupilId: 'bruno' }), on('2026-11-23')])).toEqual(
      changed(['anna', 'lunch', ['2026-11-23']], ['bruno', 'lunch', ['2026-11-23']]),
    );
  });

  it('for two children of whom one has no canteen that day changes the other', () => {
    expect(asked([on('2026-11-23'), on('2026-11-23', { pupilId: 'bruno', ...noRientro })])).toEqual(
      changed(['anna', 'lunch', ['2026-11-23']]),
    );
  });

  it('where no day has a meal is refused with the reason of the first', () => {
    expect(asked([on('2026-11-28', noRientro), on('2026-11-29', strike)])).toMatchObject({
      refusal: 'no-canteen',
      details: { day: '2026-11-28' },
    });
    expect(asked([on('2026-11-28', strike)])).toMatchObject({ refusal: 'not-served' });
    expect(asked([on('2027-07-05', summer)])).toMatchObject({ refusal: 'outside-school-year' });
  });

  it('about no day at all is refused', () => {
    expect(asked([])).toEqual({ ok: false, refusal: 'nothing-asked' });
  });

  describe('for a day with several meal services ("oggi non mangia")', () => {
    const breakfast = { serviceId: 'breakfast', cutOffAt: instant('2026-11-22T18:00:00+01:00') };

    it('covers those still open, one line each', () => {
      const snack = on('2026-11-23', { serviceId: 'snack' });
      expect(asked([on('2026-11-23'), snack])).toEqual(
        changed(['anna', 'lunch', ['2026-11-23']], ['anna', 'snack', ['2026-11-23']]),
      );
    });

    it('passes over the one past its cut-off', () => {
      expect(asked([on('2026-11-23', breakfast), on('2026-11-23')])).toEqual(
        changed(['anna', 'lunch', ['2026-11-23']]),
      );
    });

    it('is refused when none is open any more', () => {
      expect(asked([on('2026-11-23', breakfast), on('2026-11-23')], late)).toMatchObject({
        refusal: 'after-cut-off',
      });
    });

    it('is refused when the only one with a meal that day is past its cut-off', () => {
      const noSnack = on('2026-11-23', { serviceId: 'a-snack', ...noRientro });
      expect(asked([noSnack, on('2026-11-23')], late)).toMatchObject({ refusal: 'after-cut-off' });
    });

    it('an open service of one child does not excuse the late one of another', () => {
      expect(
        asked([on('2026-11-23', { pupilId: 'bruno', ...breakfast }), on('2026-11-23')]),
      ).toMatchObject({
        refusal: 'after-cut-off',
      });
    });
  });

  describe('made twice', () => {
    it('gets the receipt of the first time and changes nothing', () => {
      expect(asked([on('2026-11-23', absent), on('2026-11-24', absent)])).toEqual({
        ok: true,
        value: { kind: 'already-so', receiptCode: '111' },
      });
    });

    it('with one new day changes that day only', () => {
      expect(asked([on('2026-11-23', absent), on('2026-11-24')])).toEqual(
        changed(['anna', 'lunch', ['2026-11-24']]),
      );
    });

    it('after the cut-off, with a week-end in the range, still gets the receipt', () => {
      expect(asked([on('2026-11-23', absent), on('2026-11-28', noRientro)], late)).toEqual({
        ok: true,
        value: { kind: 'already-so', receiptCode: '111' },
      });
    });
  });

  describe('made twice, whatever it was', () => {
    it.each<[DayOperation, string, Partial<PupilDay>, string]>([
      ['plain-meal', 'by the family', { plainReceipt: '444' }, '444'],
      ['plain-meal', 'by certificate', { certificateReceipt: '888' }, '888'],
      ['plain-meal', 'by both', { plainReceipt: '444', certificateReceipt: '888' }, '444'],
      ['plain-meal-undone', '', { undoneReceipts: { 'plain-meal-undone': '555' } }, '555'],
      ['opt-in', '', { optInReceipt: '666' }, '666'],
      ['opt-in-undone', '', { undoneReceipts: { 'opt-in-undone': '777' } }, '777'],
    ])('%s %s gets the receipt that is in force', (operation, _by, facts, receiptCode) => {
      expect(asked([on('2026-11-23', facts)], inTime, operation)).toEqual({
        ok: true,
        value: { kind: 'already-so', receiptCode },
      });
    });
  });

  describe('of a range', () => {
    const opening = { classDay: { kind: 'canteen', opening: 'opt-in' } } as const;
    it.each<[DayOperation, Partial<PupilDay>, Partial<PupilDay>, string]>([
      ['absence', {}, summer, 'outside-school-year'],
      ['plain-meal-undone', { plainReceipt: '444' }, {}, 'not-plain'],
      ['opt-in', opening, {}, 'not-an-opening'],
      ['opt-in-undone', { optInReceipt: '666' }, {}, 'not-opted-in'],
    ])('%s passes over the days that it does not concern', (operation, meant, other, refusal) => {
      const days = [on('2026-11-24', other), on('2026-11-25', meant)];
      expect(asked(days, inTime, operation)).toMatchObject({
        value: { lines: [{ operation, days: ['2026-11-25'] }] },
      });
      expect(asked(days.slice(0, 1), inTime, operation)).toMatchObject({ refusal });
    });

    it('with a day that can not be had changes nothing: nobody believes that it was', () => {
      const days = [on('2026-11-24'), on('2026-11-25', { onHold: true })];
      expect(asked(days, inTime, 'plain-meal')).toMatchObject({ refusal: 'on-hold' });
    });
  });

  it('of three plain meals running is refused with the first of them and the limit', () => {
    const days = ['2026-11-24', '2026-11-25', '2026-11-26'].map((day) => on(day));
    expect(asked(days, inTime, 'plain-meal')).toEqual({
      ok: false,
      refusal: 'plain-too-long',
      details: { day: '2026-11-24', max: 2 },
    });
    expect(asked(days.slice(1), inTime, 'plain-meal')).toMatchObject({ ok: true });
  });

  it('of three absences running drops no plain meal, and looks for no run of them', () => {
    const days = ['2026-11-24', '2026-11-25', '2026-11-26'].map((day) =>
      on(day, { plainReceipt: '444' }),
    );
    expect(asked(days)).toEqual(
      changed(['anna', 'lunch', ['2026-11-24', '2026-11-25', '2026-11-26']]),
    );
  });

  it('that brings three plain meals back makes a normal one of the last', () => {
    const days = ['2026-11-24', '2026-11-25', '2026-11-26'].map((day) =>
      on(day, { ...absent, plainReceipt: '444' }),
    );
    expect(asked(days, inTime, 'absence-undone')).toMatchObject({
      value: {
        lines: [
          { operation: 'absence-undone', days: ['2026-11-24', '2026-11-25', '2026-11-26'] },
          { operation: 'plain-meal-dropped', days: ['2026-11-26'] },
        ],
      },
    });
  });

  describe('to put a child back', () => {
    const back = (days: readonly PupilDay[], arrivedAt = inTime) =>
      asked(days, arrivedAt, 'absence-undone');

    it('takes the days of the range on which the child is absent', () => {
      expect(back([on('2026-11-23', absent), on('2026-11-24'), on('2026-11-25', absent)])).toEqual({
        ok: true,
        value: {
          kind: 'change',
          lines: [
            {
              pupilId: 'anna',
              serviceId: 'lunch',
              operation: 'absence-undone',
              days: ['2026-11-23', '2026-11-25'],
              range: null,
            },
          ],
        },
      });
    });

    it('is refused when the child is absent on none of them', () => {
      expect(back([on('2026-11-23'), on('2026-11-24')])).toMatchObject({
        refusal: 'not-absent',
        details: { day: '2026-11-23' },
      });
    });

    it('made twice gets the receipt of the first time', () => {
      expect(back([on('2026-11-23', undone)], late)).toEqual({
        ok: true,
        value: { kind: 'already-so', receiptCode: '222' },
      });
    });

    it('after the cut-off is refused: the same cut-off holds both ways', () => {
      expect(back([on('2026-11-23', absent), on('2026-11-24', absent)], late)).toMatchObject({
        refusal: 'after-cut-off',
      });
    });
  });
});

describe('the first useful day', () => {
  const from = (day: string, facts: Partial<PupilDay> = {}): PupilDay => ({
    ...monday,
    day: asDay(day),
    cutOffAt: instant(`${day}T09:30:00+01:00`),
    ...facts,
  });
  const eveningOfMonday = instant('2026-11-23T19:00:00+01:00');

  it.each<[string, readonly PupilDay[], string | undefined]>([
    ['on Monday evening is Tuesday', [monday, from('2026-11-24')], '2026-11-24'],
    [
      'with Tuesday and Wednesday closed is Thursday',
      [from('2026-11-24', strike), from('2026-11-25', strike), from('2026-11-26')],
      '2026-11-26',
    ],
    [
      'for a child who does not eat on Tuesday is Wednesday',
      [from('2026-11-24', offDay), from('2026-11-25')],
      '2026-11-25',
    ],
    [
      'is the same for a child who is already absent',
      [from('2026-11-24', absent), from('2026-11-25')],
      '2026-11-24',
    ],
    ['is not a day that is closed', [from('2026-11-24', frozen), from('2026-11-25')], '2026-11-25'],
    ['does not exist in summer', [from('2026-11-24', summer)], undefined],
  ])('%s', (_what, days, expected) => {
    expect(firstUsefulDay(days, eveningOfMonday)).toBe(expected);
  });

  it('is today for the whole minute of the cut-off, then the next', () => {
    expect(firstUsefulDay([monday, from('2026-11-24')], lastInTime)).toBe('2026-11-23');
    expect(firstUsefulDay([monday, from('2026-11-24')], late)).toBe('2026-11-24');
  });
});
