// What a family reads and is offered around the cut-off minute (RULES B2).
import { expect, test } from 'vitest';
import type { DayView } from '#bookings/api.ts';
import type { Instant } from '#ground/instant.ts';
import { say } from '#ground/sentence.ts';
import { instantOf } from '../kit/civil-words.ts';
import type { Spoken } from '../kit/language.tsx';
import { offersOf } from './day-offers.ts';
import { cutOffSentence } from './day-words.ts';
import { daysInWords } from './day-list.ts';
import { nothingPicked, offersForAll, togglePicked, toggleWeekday } from './picked-days.ts';
import italian from './texts/it.json' with { type: 'json' };
import type { PortalKey } from './texts.ts';

const spoken: Spoken<PortalKey> = {
  language: 'it',
  say: (key, values) => say<Readonly<Record<string, string>>>(italian, key, values),
  choose: async () => {},
};

test('until 9:15 a family reads the advised time, then that it is still in time until 9:30', () => {
  const day = view('2026-11-23');
  expect(cutOffSentence(day, at('09:15:59'), spoken)).toBe('Puoi cambiare entro le 9:15.');
  expect(cutOffSentence(day, at('09:16:00'), spoken)).toBe('Sei ancora in tempo fino alle 9:30.');
  expect(cutOffSentence(day, at('09:30:59'), spoken)).toBe('Sei ancora in tempo fino alle 9:30.');
  expect(cutOffSentence(day, at('09:31:00'), spoken)).toBe('Si poteva cambiare fino alle 9:30.');
});

test('a cut-off of another day is said with its day', () => {
  expect(cutOffSentence(view('2026-11-24'), at('10:00:00'), spoken)).toBe(
    'Puoi cambiare entro le 9:15 di martedì 24 novembre.',
  );
});

test('the absence is offered in the whole minute of the cut-off, and not one second later', () => {
  expect(offersOf(view('2026-11-23'), at('09:30:59'))).toContain('absence');
  expect(offersOf(view('2026-11-23'), at('09:31:00'))).toEqual([]);
});

test('an absent child is offered to eat again, a day without canteen offers nothing', () => {
  expect(offersOf(view('2026-11-23', 'absent'), at('09:00:00'))).toEqual(['absence-undone']);
  expect(offersOf(view('2026-11-23', 'no-canteen'), at('09:00:00'))).toEqual([]);
});

test('days picked together are changed together: a day that cannot join the others is not taken', () => {
  const first = togglePicked(nothingPicked, view('2026-11-24'), at('09:00:00'));
  if (first === undefined) throw new Error('a day that eats can be picked');
  expect(offersForAll(first, at('09:00:00'))).toEqual(['absence', 'plain-meal']);
  expect(togglePicked(first, view('2026-11-25', 'absent'), at('09:00:00'))).toBeUndefined();
  expect(togglePicked(first, view('2026-11-24'), at('09:00:00'))).toEqual(nothingPicked);
});

test('every Tuesday of December is one tap, without the holiday; the second tap lets them go', () => {
  const december = [
    view('2026-12-01'),
    view('2026-12-02'),
    view('2026-12-08', 'no-canteen'),
    view('2026-12-15', 'absent'),
    view('2026-12-22'),
  ];
  const picked = toggleWeekday(nothingPicked, december, 2, at('09:00:00'));
  expect([...picked.keys()]).toEqual(['2026-12-01', '2026-12-22']);
  expect(toggleWeekday(picked, december, 2, at('09:00:00'))).toEqual(nothingPicked);
});

test('a few days are said in full, many by month', () => {
  expect(daysInWords(['2026-11-23', '2026-11-24'], '2026-11-23', spoken)).toBe(
    'oggi, lunedì 23 novembre, martedì 24 novembre',
  );
  const many = ['2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02'];
  expect(daysInWords(many, '2026-11-23', spoken)).toBe(
    'novembre 2026: 27, 30; dicembre 2026: 1, 2',
  );
});

function at(time: string): Instant {
  return instantOf(`2026-11-23T${time}+01:00`);
}

function view(day: string, state: DayView['state'] = 'expected'): DayView {
  const cutOffAt = `${day}T09:30:00+01:00`;
  const isCanteen = state !== 'no-canteen';
  return {
    day,
    state,
    reason: null,
    cutOffAt,
    advisedBy: '09:15',
    cutOff: '09:30',
    dietLabel: null,
    changedBy: null,
    facts: {
      pupilId: 'p',
      serviceId: 's',
      day,
      classDay: { kind: isCanteen ? 'canteen' : 'no-canteen' },
      usesService: true,
      cutOffAt: instantOf(cutOffAt),
      frozen: false,
      amnestyUntil: null,
      onHold: false,
      suspensionReceipt: null,
      absenceReceipt: state === 'absent' ? '123456789' : null,
      plainReceipt: null,
      certificateReceipt: null,
      optInReceipt: null,
      undoneReceipts: {},
      meal: null,
      present: null,
    },
  };
}
