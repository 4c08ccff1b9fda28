// RULES B4 as the telephone offers it: every sentence of it.
import { describe, expect, it } from 'vitest';
import { sampleDay, sampleDays, sampleSpan } from '#bookings/day-sample.ts';
import type { PupilDay, Span } from '#bookings/model.ts';
import type { OfferedOperation, PhoneOffers } from '#bookings/phone-offer-rules.ts';
import { decidePhoneOffers } from '#bookings/phone-offer-rules.ts';
import { decidePhoneLine } from '#calendar/phone-rules.ts';
import { phoneHoursSetting } from '#calendar/settings.ts';
import { addDays, asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { dayAt, instantOf, timeAt } from '#platform/rome.ts';

const closed = {
  classDay: { kind: 'not-served', because: 'closure', reason: 'Chiusura' },
} as const;
const notUsed = { usesService: false } as const;

interface Told {
  readonly facts?: Readonly<Record<string, Partial<PupilDay>>>;
  readonly suspensions?: readonly Span[];
  readonly more?: readonly PupilDay[];
  readonly moreSuspensions?: readonly Span[];
}

/** What is offered at that moment, "YYYY-MM-DD HH:MM[:SS]", to a child with canteen Monday to Friday until 9:30. */
function offersAt(
  moment: string,
  { facts = {}, suspensions = [], more = [], moreSuspensions = suspensions }: Told = {},
): PhoneOffers {
  const at = momentAt(moment);
  const today = dayAt(at);
  const momentOf = (one: Instant) => ({ day: dayAt(one), time: timeAt(one) });
  const serviceOf = (days: readonly PupilDay[], spans = suspensions) => ({
    facts: {
      pupilId: 'anna',
      serviceId: days[0]?.serviceId ?? '',
      days,
      suspensions: spans,
      plainRanges: [],
    },
    line: decidePhoneLine(
      phoneHoursSetting.default,
      (day) => timeAt((days.find((one) => one.day === day) ?? days[0] ?? sampleDay(day)).cutOffAt),
      momentOf(at),
    ),
  });
  const lunch = sampleDays(addDays(today, -48), '2027-07-31', facts);
  return decidePhoneOffers({
    pupilId: 'anna',
    services: [serviceOf(lunch), ...(more.length > 0 ? [serviceOf(more, moreSuspensions)] : [])],
    arrivedAt: at,
    today,
    plainRunMaxOn: () => 2,
    momentOf,
  });
}

function momentAt(moment: string): Instant {
  const [day = '', time = ''] = moment.split(' ');
  const seconds = Number(time.slice(6) || '0');
  return (instantOf(asDay(day), time.slice(0, 5)) + seconds * 1000) as Instant;
}

const firstAt = (moment: string, told?: Told): string => {
  const { line, first } = offersAt(moment, told);
  if (!line.isOpen) return `closed until ${line.opens.day} ${line.opens.time}`;
  return first === null ? 'no day' : `${first.day} ${first.state}${first.isFar ? ', far' : ''}`;
};

const eating: readonly OfferedOperation[] = ['absence', 'absence-days', 'plain-meal', 'suspension'];

describe('the first useful day', () => {
  it.each<[string, string, Told, string]>([
    ['in the morning it is today', '2026-11-23 08:50', {}, '2026-11-23 expected'],
    ['at 09:30:59 it is in time', '2026-11-23 09:30:59', {}, '2026-11-23 expected'],
    ['at 09:31:00 the line is closed', '2026-11-23 09:31:00', {}, 'closed until 2026-11-23 18:00'],
    ['and in the afternoon', '2026-11-23 17:59:59', {}, 'closed until 2026-11-23 18:00'],
    ['from 18:00 it is tomorrow', '2026-11-23 18:00', {}, '2026-11-24 expected'],
    ['at night too', '2026-11-24 03:00', {}, '2026-11-24 expected'],
    ['Friday evening: Monday', '2026-11-27 20:00', {}, '2026-11-30 expected'],
    ['Saturday evening: Monday', '2026-11-28 20:00', {}, '2026-11-30 expected'],
    ['Sunday at noon the line is closed', '2026-11-29 12:00', {}, 'closed until 2026-11-29 18:00'],
    [
      'Monday evening with Tuesday and Wednesday closed: Thursday',
      '2026-11-23 20:00',
      { facts: { '2026-11-24': closed, '2026-11-25': closed } },
      '2026-11-26 expected',
    ],
    [
      'canteen on Monday and Wednesday, Monday evening: Wednesday',
      '2026-11-23 19:00',
      { facts: { '2026-11-24': notUsed } },
      '2026-11-25 expected',
    ],
    [
      'a repeated call finds the day absent',
      '2026-11-23 20:05',
      { facts: { '2026-11-24': { absenceReceipt: '111' } } },
      '2026-11-24 absent',
    ],
    [
      'after the holidays it is far',
      '2026-11-26 18:30',
      { facts: { '2026-11-27': closed, '2026-11-30': closed } },
      '2026-12-01 expected, far',
    ],
    // The clocks go back on 25 October 2026 and forward on 28 March 2027.
    ['on the night the clocks go back: Monday', '2026-10-24 20:00', {}, '2026-10-26 expected'],
    ['on the morning after, until 09:30:59', '2026-10-26 09:30:59', {}, '2026-10-26 expected'],
    ['and not at 09:31', '2026-10-26 09:31', {}, 'closed until 2026-10-26 18:00'],
    ['on the night the clocks go forward: Monday', '2027-03-27 20:00', {}, '2027-03-29 expected'],
    ['on the morning after, until 09:30:59 ', '2027-03-29 09:30:59', {}, '2027-03-29 expected'],
    [
      'on the Sunday itself the line closes at 09:31',
      '2027-03-28 09:31',
      {},
      'closed until 2027-03-28 18:00',
    ],
    ['in July there is none', '2027-07-31 20:00', {}, 'no day'],
  ])('%s', (_what, moment, told, heard) => {
    expect(firstAt(moment, told)).toBe(heard);
  });
});

describe('the operations', () => {
  const operationsAt = (told: Told = {}, moment = '2026-11-23 08:50') =>
    offersAt(moment, told).operations;

  it.each<[string, Told, readonly OfferedOperation[]]>([
    ['a child who eats', {}, eating],
    [
      'an absent child: undo, or be away for longer',
      { facts: { '2026-11-23': { absenceReceipt: '111' } } },
      ['absence-days', 'absence-undone', 'suspension'],
    ],
    [
      'a plain meal: the ordinary one again',
      { facts: { '2026-11-23': { plainReceipt: '111' } } },
      ['absence', 'absence-days', 'plain-meal-undone', 'suspension'],
    ],
    [
      'a third plain day is not offered',
      { facts: { '2026-11-19': { plainReceipt: '1' }, '2026-11-20': { plainReceipt: '2' } } },
      ['absence', 'absence-days', 'suspension'],
    ],
    [
      'nor one that would join two others',
      { facts: { '2026-11-20': { plainReceipt: '1' }, '2026-11-24': { plainReceipt: '2' } } },
      ['absence', 'absence-days', 'suspension'],
    ],
    [
      'a child of an open suspension: resume',
      {
        facts: { '2026-11-23': { suspensionReceipt: '333' } },
        suspensions: [sampleSpan('2026-11-16', '2027-07-31', '333', true)],
      },
      ['absence', 'absence-days', 'resumption'],
    ],
    [
      'a suspension that is still to begin can be taken back',
      { suspensions: [sampleSpan('2026-12-01', '2026-12-11')] },
      [...eating, 'resumption'],
    ],
    [
      'a child on hold: no plain meal',
      { facts: { '2026-11-23': { onHold: true } } },
      ['absence', 'absence-days', 'suspension'],
    ],
  ])('%s', (_what, told, offered) => {
    expect(operationsAt(told)).toEqual(offered);
  });

  it('none while the line is closed', () => {
    expect(offersAt('2026-11-23 09:31').operations).toEqual([]);
  });

  it('on the last canteen day there is no other one to be absent on', () => {
    const rest = Object.fromEntries(
      sampleDays('2026-11-24', '2027-07-31').map((one) => [one.day, closed]),
    );
    expect(operationsAt({ facts: rest })).toEqual(['absence', 'plain-meal', 'suspension']);
  });
});

describe('what else is said', () => {
  it.each<[string, string, Told, PhoneOffers['tooLate']]>([
    ['in time nothing is late', '2026-11-23 09:30:59', {}, null],
    [
      'from 09:31 today is, since 09:30',
      '2026-11-23 09:31',
      {},
      { day: asDay('2026-11-23'), cutOff: { day: asDay('2026-11-23'), time: '09:30' } },
    ],
    ['on a Saturday nothing is', '2026-11-28 11:00', {}, null],
    [
      'nor for a child who is absent today anyway',
      '2026-11-23 09:31',
      { facts: { '2026-11-23': { absenceReceipt: '111' } } },
      null,
    ],
    [
      'where one calls the day before, tomorrow is since this morning',
      '2026-11-23 19:00',
      { facts: { '2026-11-24': { cutOffAt: instantOf(asDay('2026-11-23'), '09:30') } } },
      { day: asDay('2026-11-24'), cutOff: { day: asDay('2026-11-23'), time: '09:30' } },
    ],
  ])('too late: %s', (_what, moment, told, tooLate) => {
    expect(offersAt(moment, told).tooLate).toEqual(tooLate);
  });

  it('a suspension is said from its first day to its last, spans that touch as one', () => {
    const told = {
      suspensions: [sampleSpan('2026-11-16', '2026-11-24'), sampleSpan('2026-11-25', '2026-12-04')],
    };
    expect(offersAt('2026-11-23 08:00', told).suspension).toEqual({
      from: '2026-11-16',
      to: '2026-12-04',
    });
  });

  it('an open one has no last day, and one that is over is not said', () => {
    const open = { suspensions: [sampleSpan('2026-11-16', '2027-07-31', '3', true)] };
    expect(offersAt('2026-11-23 08:00', open).suspension).toEqual({ from: '2026-11-16', to: null });
    const over = { suspensions: [sampleSpan('2026-11-09', '2026-11-20')] };
    expect(offersAt('2026-11-23 08:00', over).suspension).toBeNull();
  });

  it('a suspension is said on its last day, and while the line is closed', () => {
    const told = { suspensions: [sampleSpan('2026-11-16', '2026-11-23')] };
    const said = { from: '2026-11-16', to: '2026-11-23' };
    expect(offersAt('2026-11-23 08:00', told).suspension).toEqual(said);
    expect(offersAt('2026-11-23 09:31', told).suspension).toEqual(said);
    expect(offersAt('2026-11-24 08:00', told).suspension).toBeNull();
  });

  it('of several lines that are closed the one that opens first is said', () => {
    const closedUntil = (...times: readonly string[]) =>
      decidePhoneOffers({
        pupilId: 'anna',
        services: times.map((time) => ({
          facts: { pupilId: 'anna', serviceId: time, days: [], suspensions: [], plainRanges: [] },
          line: { isOpen: false, opens: { day: asDay('2026-11-23'), time } },
        })),
        arrivedAt: momentAt('2026-11-23 12:00'),
        today: asDay('2026-11-23'),
        plainRunMaxOn: () => 2,
        momentOf: () => ({ day: asDay('2026-11-23'), time: '12:00' }),
      }).line;
    const opens = { day: '2026-11-23', time: '17:00' };
    expect(closedUntil('17:00', '18:00')).toEqual({ isOpen: false, opens });
    expect(closedUntil('18:00', '17:00', '19:00')).toEqual({ isOpen: false, opens });
  });

  it('a child with no service hears that no meal is due', () => {
    const none = decidePhoneOffers({
      pupilId: 'anna',
      services: [],
      arrivedAt: momentAt('2026-11-23 12:00'),
      today: asDay('2026-11-23'),
      plainRunMaxOn: () => 2,
      momentOf: () => ({ day: asDay('2026-11-23'), time: '12:00' }),
    });
    expect(none).toMatchObject({ line: { isOpen: true }, first: null, operations: [] });
  });
});

describe('a child with lunch until 9:30 and a snack until noon', () => {
  const snack = (facts: Partial<PupilDay> = {}): readonly PupilDay[] =>
    sampleDays('2026-10-06', '2027-07-31').map((one) => ({
      ...one,
      serviceId: 'snack',
      cutOffAt: instantOf(one.day, '12:00'),
      ...(one.day === '2026-11-23' ? facts : {}),
    }));

  it('at 10 the line is open for the snack, and lunch is too late', () => {
    const offers = offersAt('2026-11-23 10:00', { more: snack() });
    expect(offers).toMatchObject({
      line: { isOpen: true },
      first: { day: '2026-11-23', state: 'expected' },
      tooLate: { day: '2026-11-23', cutOff: { time: '09:30' } },
    });
    expect(offers.operations).toContain('absence');
  });

  it('the earliest day over both counts', () => {
    const told = { facts: { '2026-11-23': closed }, more: snack() };
    expect(firstAt('2026-11-23 08:00', told)).toBe('2026-11-23 expected');
  });

  it('the last meal that is too late is said, whichever service it is of, and none after the first day', () => {
    const dayBefore = { cutOffAt: instantOf(asDay('2026-11-23'), '09:30') };
    const told = { facts: { '2026-11-24': dayBefore }, more: snack() };
    expect(offersAt('2026-11-23 13:00', told).tooLate).toMatchObject({ day: '2026-11-24' });
    const lateTomorrow = snack().map((one) =>
      one.day === '2026-11-24'
        ? { ...one, cutOffAt: instantOf(asDay('2026-11-22'), '12:00') }
        : one,
    );
    expect(offersAt('2026-11-23 08:00', { more: lateTomorrow })).toMatchObject({
      first: { day: '2026-11-23' },
      tooLate: null,
    });
  });

  it('the suspension that begins first is said, whichever service it is of', () => {
    const told = {
      suspensions: [sampleSpan('2026-12-14', '2026-12-18')],
      more: snack(),
      moreSuspensions: [sampleSpan('2026-12-01', '2026-12-04')],
    };
    expect(offersAt('2026-11-23 08:00', told).suspension).toMatchObject({ from: '2026-12-01' });
  });

  it.each<[string, Partial<PupilDay>, Partial<PupilDay>]>([
    ['expected', {}, { plainReceipt: '1' }],
    ['plain', { plainReceipt: '1' }, { absenceReceipt: '2' }],
    ['absent', { absenceReceipt: '2' }, { suspensionReceipt: '3' }],
    ['suspended', { suspensionReceipt: '3' }, { onHold: true }],
  ])('where one is %s and the other less so, the day is that', (state, more, less) => {
    for (const [lunch, other] of [
      [more, less],
      [less, more],
    ])
      expect(
        firstAt('2026-11-23 08:00', { facts: { '2026-11-23': lunch ?? {} }, more: snack(other) }),
      ).toBe(`2026-11-23 ${state}`);
  });

  it('is absent only when both are', () => {
    const absent = { absenceReceipt: '111' };
    const one = { facts: { '2026-11-23': absent }, more: snack() };
    expect(firstAt('2026-11-23 08:00', one)).toBe('2026-11-23 expected');
    const both = { facts: { '2026-11-23': absent }, more: snack(absent) };
    expect(firstAt('2026-11-23 08:00', both)).toBe('2026-11-23 absent');
  });
});
