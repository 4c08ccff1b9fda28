// A correction in a few words says what it is and who pays, alike children together, and fits an SMS.
import { describe, expect, test } from 'vitest';
import { composeCorrectionSms } from '#bookings/compose-correction.ts';
import type { CorrectionToTell } from '#bookings/correction-store.ts';
import type { CorrectionKind } from '#bookings/model.ts';
import { asDay } from '#ground/day.ts';
import type { Language } from '#ground/sentence.ts';
import type { SmsNames } from '#notifications/sample.ts';
import { longestNames, segmentsOf, usualNames } from '#notifications/sample.ts';

const meal = (
  pupilFirstName: string,
  correction: CorrectionKind,
  changes: Partial<CorrectionToTell> = {},
): CorrectionToTell => ({
  pupilId: pupilFirstName,
  pupilFirstName,
  day: asDay('2026-11-23'),
  correction,
  reason: 'Non è arrivato il furgone',
  standing: { outcome: 'booked', correction: null },
  authority: 'Comune di Valserena',
  ...changes,
});
const said = (language: Language, ...meals: readonly CorrectionToTell[]): string =>
  composeCorrectionSms(language, { meals, by: 'segreteria della scuola' }).text;

test('children alike are told together, others apart', () => {
  const free = { standing: { outcome: 'absent', correction: null } } as const;
  expect(
    said('it', meal('Niccolò', 'not-delivered'), meal('Bianca', 'not-delivered'), {
      ...meal('Ada', 'mistake'),
      ...free,
    }),
  ).toBe(
    'Niccolò, Bianca: pasto di lun 23/11 non consegnato, non si paga; Ada: corretto un errore di lun 23/11, il pasto non si paga. Registrato da: segreteria della scuola. Comune di Valserena',
  );
});

const kinds = [
  'sent-home',
  'came-unbooked',
  'not-delivered',
  'outing-late',
  'strike-late',
  'mistake',
] as const;

describe.each(['it', 'en'] as const)('in %s', (language) => {
  test.each(kinds)('%s is one segment, at the most two, and can wait', (kind) => {
    const told = ({ children, authority }: SmsNames) =>
      composeCorrectionSms(language, {
        meals: children.map((name) => meal(name, kind, { authority })),
        by: language === 'it' ? 'segreteria della scuola' : 'the school office',
      });
    expect(segmentsOf(told(usualNames).text)).toBe(1);
    expect(segmentsOf(told(longestNames).text)).toBeLessThanOrEqual(2);
    expect(told(usualNames).canWait).toBe(true);
  });
});
