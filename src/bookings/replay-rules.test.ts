// FOUNDATIONS 13: what is in force follows from the log of changes alone.
import { describe, expect, it } from 'vitest';
import type { LayerInForce, LoggedLine } from '#bookings/replay-rules.ts';
import { layersInForce, replayLog } from '#bookings/replay-rules.ts';
import type { Operation } from '#bookings/model.ts';
import { asDay } from '#ground/day.ts';

const onDays = (operation: Operation, ...days: readonly string[]): LoggedLine => ({
  pupilId: 'anna',
  serviceId: 'lunch',
  operation,
  days: days.map(asDay),
  from: null,
  to: null,
});
const fromTo = (operation: Operation, from: string, to: string | null): LoggedLine => ({
  ...onDays(operation),
  from: asDay(from),
  to: to === null ? null : asDay(to),
});
const nothing = { absent: [], plain: [], suspended: [], certified: [], 'opted-in': [] };
const monday = 'anna lunch 2026-11-23';

describe('the log played again', () => {
  it('an empty log leaves nothing in force', () => {
    expect(replayLog([])).toEqual(nothing);
  });

  it.each<[Operation, Operation, LayerInForce]>([
    ['absence', 'absence-undone', 'absent'],
    ['plain-meal', 'plain-meal-undone', 'plain'],
    ['plain-meal', 'plain-meal-dropped', 'plain'],
    ['opt-in', 'opt-in-undone', 'opted-in'],
    ['suspension', 'resumption', 'suspended'],
    ['plain-range', 'plain-range-ended', 'certified'],
  ])('%s puts a day in force, and %s takes it away', (adds, takes, layer) => {
    const lines = [onDays(adds, '2026-11-23')];
    expect(replayLog(lines)).toEqual({ ...nothing, [layer]: [monday] });
    expect(replayLog([...lines, onDays(takes, '2026-11-23')])).toEqual(nothing);
    expect(replayLog([onDays(takes, '2026-11-23'), ...lines])[layer]).toEqual([monday]);
  });

  it('knows every layer by name', () => {
    expect(Object.keys(replayLog([])).toSorted()).toEqual(layersInForce.toSorted());
  });

  it('a range is each of its days; one without an end goes to the end of the school year', () => {
    const week = replayLog([fromTo('suspension', '2026-11-23', '2026-11-25')]);
    expect(week.suspended).toEqual([
      'anna lunch 2026-11-23',
      'anna lunch 2026-11-24',
      'anna lunch 2026-11-25',
    ]);
    const open = replayLog([fromTo('suspension', '2027-07-30', null)]);
    expect(open.suspended).toEqual(['anna lunch 2027-07-30', 'anna lunch 2027-07-31']);
  });

  it('a resumption takes away only the days it names', () => {
    const { suspended } = replayLog([
      fromTo('suspension', '2026-11-23', '2026-11-26'),
      fromTo('resumption', '2026-11-25', null),
    ]);
    expect(suspended).toEqual(['anna lunch 2026-11-23', 'anna lunch 2026-11-24']);
  });

  it('children, services and days are kept apart, and come in order', () => {
    const { absent } = replayLog([
      onDays('absence', '2026-11-24', '2026-11-23'),
      { ...onDays('absence', '2026-11-23'), serviceId: 'snack' },
      { ...onDays('absence', '2026-11-23'), pupilId: 'bruno' },
      { ...onDays('absence-undone', '2026-11-24'), pupilId: 'bruno' },
    ]);
    expect(absent).toEqual([
      'anna lunch 2026-11-23',
      'anna lunch 2026-11-24',
      'anna snack 2026-11-23',
      'bruno lunch 2026-11-23',
    ]);
  });
});
