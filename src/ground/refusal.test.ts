// Accepted or refused: what each carries.
import { expect, test } from 'vitest';
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';

test('what is accepted carries its value', () => {
  expect(accept('2026-11-23')).toEqual({ ok: true, value: '2026-11-23' });
});

test('what is refused says why, and has details only where there are some', () => {
  expect(refuse('after-cut-off', { cutOff: '09:30' })).toEqual({
    ok: false,
    refusal: 'after-cut-off',
    details: { cutOff: '09:30' },
  });
  expect(Object.keys(refuse('not-served'))).toEqual(['ok', 'refusal']);
});

test('who has looked at ok may read the value, and only then', () => {
  const outcome = accept(3) as Outcome<number, 'after-cut-off'>;
  // @ts-expect-error the compiler refuses it; if it ever accepts, `npm run types` fails here
  expect(outcome.value).toBe(3);
  expect(outcome.ok ? outcome.value : outcome.refusal).toBe(3);
});
