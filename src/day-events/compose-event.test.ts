// An event in a few words: which children, which days, why; it fits an SMS, and rings at once where the morning after is too late.
import { describe, expect, test } from 'vitest';
import { composeEventSms } from '#day-events/compose-event.ts';
import type { ToldEvent } from '#day-events/compose-event.ts';
import type { Day } from '#ground/day.ts';
import { asDay } from '#ground/day.ts';
import type { Language } from '#ground/sentence.ts';
import type { SmsNames } from '#notifications/sample.ts';
import { longestNames, segmentsOf, usualNames } from '#notifications/sample.ts';

const monday = asDay('2026-11-30');
const week = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'].map(asDay);
const friday = asDay('2026-11-27');

interface When {
  readonly days: readonly Day[];
  readonly optInDays: readonly Day[];
  readonly ringsOn: Day;
}
type Asked = Pick<ToldEvent, 'kind'> & Partial<ToldEvent>;

function told(
  language: Language,
  { authority, reason, children }: SmsNames,
  event: Asked,
  { days = [monday], optInDays = [], ringsOn = friday }: Partial<When> = {},
): ReturnType<typeof composeEventSms> {
  return composeEventSms(
    language,
    { lunch: null, act: 'recorded', span: null, authority, reason, ...event },
    children.map((firstName) => ({ pupilId: firstName, firstName, days, optInDays })),
    ringsOn,
  );
}

test.each<[string, Asked, string]>([
  ['a strike', { kind: 'strike' }, 'niente mensa lun 30/11. Sciopero della scuola'],
  [
    'an outing with packed lunches',
    { kind: 'outing', lunch: 'packed' },
    'pranzo al sacco lun 30/11. Sciopero della scuola',
  ],
  [
    'what is taken back',
    { kind: 'strike', act: 'undone' },
    'la mensa torna come prima lun 30/11. Annullato: Sciopero della scuola',
  ],
  [
    'an opening that falls away',
    { kind: 'opening', act: 'undone' },
    'la mensa non è più aperta lun 30/11. Annullato: Sciopero della scuola',
  ],
])('%s', (_name, event, words) => {
  expect(told('it', usualNames, event).text).toBe(`Niccolò: ${words}. Comune di Valserena`);
});

test('children with the same days are told together, and many days by their ends', () => {
  const names = { ...usualNames, children: ['Ada', 'Niccolò'] };
  expect(told('it', names, { kind: 'closure' }, { days: week }).text).toBe(
    'Ada, Niccolò: niente mensa 5 giorni da lun 30/11 a ven 4/12. Sciopero della scuola. Comune di Valserena',
  );
});

test.each([
  ['which rings on the day before: waits', '2026-11-29', true],
  ['which would ring on the day itself: does not wait', '2026-11-30', false],
  ['which would ring after it: does not wait', '2026-12-01', false],
])('an event of Monday, %s', (_name, ringsOn, canWait) => {
  const ring = { ringsOn: asDay(ringsOn) };
  expect(told('it', usualNames, { kind: 'strike' }, ring).canWait).toBe(canWait);
});

const events: readonly Asked[] = [
  { kind: 'closure' },
  { kind: 'strike' },
  { kind: 'outing', lunch: 'packed' },
  { kind: 'opening' },
  { kind: 'opening', act: 'undone' },
  { kind: 'strike', act: 'undone' },
];
describe.each(['it', 'en'] as const)('in %s', (language) => {
  test.each(events)('$kind $lunch $act is one segment, at the most two', (event) => {
    const segments = (names: SmsNames, days: typeof week): number =>
      segmentsOf(told(language, names, event, { days }).text);
    expect(segments(usualNames, [monday])).toBe(1);
    expect(segments(usualNames, week)).toBe(1);
    expect(segments(longestNames, week)).toBeLessThanOrEqual(2);
  });

  test('an opening that one must ask for is one segment, at the most two', () => {
    const segments = (names: SmsNames): number =>
      segmentsOf(
        told(language, names, { kind: 'opening' }, { days: [], optInDays: [monday] }).text,
      );
    expect(segments(usualNames)).toBe(1);
    expect(segments(longestNames)).toBeLessThanOrEqual(2);
  });
});
