// What a refusal becomes on the wire: a stable code, a status, and a sentence in the reader's language.
import { describe, expect, test } from 'vitest';
import { refuse } from '#ground/refusal.ts';
import type { RefusalCatalogue } from '#platform/problem.ts';
import { problemBody, problemOf, problemOfRefusal, requestRefusals } from '#platform/problem.ts';

const catalogue: RefusalCatalogue = {
  room: 'bookings',
  statuses: { 'after-cut-off': 409, 'too-slow': 503 },
  texts: {
    it: { 'refusal.after-cut-off': 'Per {dayText} è tardi.', 'refusal.too-slow': 'Riprova.' },
    en: {
      'refusal.after-cut-off': 'It is too late for {dayText}.',
      'refusal.too-slow': 'Try again.',
    },
  },
};

describe('a refusal of a use case', () => {
  const problem = problemOfRefusal(catalogue, refuse('after-cut-off', { day: '2026-11-23' }));

  test('says its code, its status, its facts and a sentence', () => {
    expect(problemBody(problem, 'it')).toEqual({
      type: '/api/errors#bookings.after-cut-off',
      title: 'Per lunedì 23 novembre è tardi.',
      status: 409,
      code: 'bookings.after-cut-off',
      detail: 'Per lunedì 23 novembre è tardi.',
      facts: { day: '2026-11-23' },
    });
    expect(problemBody(problem, 'en').detail).toBe('It is too late for Monday 23 November.');
  });

  test('without facts shows none', () => {
    expect(problemBody(problemOfRefusal(catalogue, refuse('too-slow')), 'it')).not.toHaveProperty(
      'facts',
    );
  });

  test('that its room forgot to give a status is a fault, not an answer', () => {
    expect(() => problemOfRefusal(catalogue, refuse('unheard-of'))).toThrow('bookings.unheard-of');
  });

  test('shows no fault of ours in its message: only the code', () => {
    expect(problem.message).toBe('bookings.after-cut-off');
  });
});

test.each(Object.entries(requestRefusals.statuses))(
  'the door says %s with status %i in both languages',
  (code, status) => {
    const problem = problemOf('request', code, status, { where: 'body.entries' });
    const [italian, english] = [problemBody(problem, 'it'), problemBody(problem, 'en')];
    expect(italian).toMatchObject({ status, code: `request.${code}` });
    expect(italian.detail).not.toBe(english.detail);
    expect(`${italian.detail}${english.detail}`).not.toMatch(/[{}]/);
  },
);
