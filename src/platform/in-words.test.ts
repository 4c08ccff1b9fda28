// Days and instants of a refusal, as the sentence says them.
import { expect, test } from 'vitest';
import { asInstant } from '#ground/instant.ts';
import { inWords } from '#platform/in-words.ts';

test('a day is also said in words, in the language asked for', () => {
  expect(inWords({ day: '2026-11-23' }, 'it')).toEqual({
    day: '2026-11-23',
    dayText: 'lunedì 23 novembre',
  });
  expect(inWords({ day: '2026-11-23' }, 'en')).toMatchObject({ dayText: 'Monday 23 November' });
});

test('an instant is also said as the time and the day in Italy', () => {
  const cutOffAt = asInstant(Date.UTC(2026, 9, 25, 8, 30));
  expect(inWords({ cutOffAt }, 'it')).toEqual({
    cutOffAt,
    cutOffTime: '9:30',
    cutOffDayText: 'domenica 25 ottobre',
  });
});

test('what is neither stays as it is', () => {
  const details = { reason: 'Patrono', count: 3, waitSeconds: 60 };
  expect(inWords(details, 'it')).toEqual(details);
});
