// Every refusal that a call can meet is a whole sentence in every language, its days and times spoken.
import { describe, expect, it } from 'vitest';
import { sampleDay } from '#bookings/day-sample.ts';
import type { ChangeRefusal } from '#bookings/record-change.ts';
import { decideDayChange } from '#bookings/rules.ts';
import { asDay } from '#ground/day.ts';
import { refuse } from '#ground/refusal.ts';
import type { Refused } from '#ground/refusal.ts';
import { instantOf } from '#platform/rome.ts';
import { fragmentsOf, textOf } from '#voice/fragments.ts';
import { spokenRefusal } from '#voice/spoken-refusal.ts';

const day = asDay('2026-11-23');
const late: Refused<ChangeRefusal> = refuse('after-cut-off', {
  day,
  cutOffAt: instantOf(day, '09:30'),
});

describe('a refusal on the telephone', () => {
  it('says the day, the cut-off and what can still be done', () => {
    const sentence = spokenRefusal(late) ?? { key: '' };
    expect(textOf(sentence, 'it')).toBe(
      "Per lunedì 23 novembre è tardi: si poteva cambiare fino alle 9 e 30 di lunedì 23 novembre. Il pasto resta com'era e la tua richiesta è annotata. Puoi ancora cambiare i giorni successivi.",
    );
    expect(fragmentsOf(sentence, 'it').map(({ kind }) => kind)).toContain('time');
  });

  it('of the rule itself is said as the rule refused it', () => {
    const outcome = decideDayChange('absence', sampleDay('2026-11-23'), instantOf(day, '09:31'));
    expect(outcome.ok ? undefined : spokenRefusal(outcome)).toEqual(spokenRefusal(late));
  });

  const met: readonly Refused<ChangeRefusal>[] = [
    late,
    refuse('not-served', { day, reason: 'Sciopero' }),
    refuse('outside-school-year', { day }),
    refuse('next-school-year', { day }),
    refuse('no-canteen', { day }),
    refuse('was-present', { day }),
    refuse('on-hold', { day }),
    refuse('suspended', { day }),
    refuse('absent', { day }),
    refuse('not-absent', { day }),
    refuse('not-plain', { day }),
    refuse('plain-by-certificate', { day }),
    refuse('plain-too-long', { day, max: 2 }),
    refuse('range-ends-before', { day }),
    refuse('range-over', { day }),
    refuse('not-suspended', { day }),
    refuse('nothing-asked'),
    refuse('too-slow'),
  ];
  it.each(met)('$refusal', (refused) => {
    const sentence = spokenRefusal(refused) ?? { key: '' };
    for (const language of ['it', 'en'] as const) {
      expect(textOf(sentence, language)).not.toMatch(/[{}]|undefined|2026-11-23/);
      expect(fragmentsOf(sentence, language).length).toBeGreaterThan(0);
    }
  });

  it('of rights, and of a key that was used for something else, is no sentence to a family', () => {
    for (const refusal of [
      'pupil-not-found',
      'guardian-restricted',
      'not-allowed',
      'key-reused',
    ] as const)
      expect(spokenRefusal(refuse(refusal))).toBeUndefined();
  });
});
