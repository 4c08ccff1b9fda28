// A reminder in a few words says whose suspension it is, since when, what to do, and fits an SMS.
import { describe, expect, test } from 'vitest';
import { asDay } from '#ground/day.ts';
import type { SmsNames } from '#notifications/sample.ts';
import { longestNames, segmentsOf, usualNames } from '#notifications/sample.ts';
import { composeReminderSms } from '#open-suspensions/compose-reminder.ts';
import type { RemindedSuspension } from '#open-suspensions/compose-reminder.ts';

const suspensionOf = ({ authority, service, children }: SmsNames): RemindedSuspension => ({
  from: asDay('2026-11-23'),
  yearEndsOn: asDay('2027-06-30'),
  authority,
  pupil: { firstName: children[0] ?? '', serviceName: service },
});

test('it says since when, and what to do', () => {
  expect(composeReminderSms('it', 'still-open', suspensionOf(usualNames))).toEqual({
    text: 'Niccolò non mangia da lun 23/11 (Mensa): la disdetta prolungata è aperta. Se torna a mangiare, riattiva il pasto. Comune di Valserena',
    canWait: true,
  });
});

describe.each(['it', 'en'] as const)('in %s', (language) => {
  test.each(['still-open', 'year-end'] as const)('%s is one segment, at the most two', (kind) => {
    const segments = (names: SmsNames): number =>
      segmentsOf(composeReminderSms(language, kind, suspensionOf(names)).text);
    expect(segments(usualNames)).toBe(1);
    expect(segments(longestNames)).toBeLessThanOrEqual(2);
  });
});
