// New phone codes: six digits with a check digit, and nobody's yet.
import { expect, test } from 'vitest';
import { phoneCodeDrawer } from '#enrolment/phone-code.ts';
import { hasValidCheckDigit } from '#ground/check-digit.ts';

test('a new code has six digits, the last of which notices a wrong one', () => {
  const draw = phoneCodeDrawer([]);
  const codes = Array.from({ length: 200 }, draw);
  expect(new Set(codes).size).toBe(200);
  expect(codes.every((code) => /^\d{6}$/.test(code) && hasValidCheckDigit(code))).toBe(true);
});

test('a code that a family has is never drawn, nor one twice', () => {
  const drawn = ['111111', '111111', '222222', '222222', '333333'];
  const draw = phoneCodeDrawer(['222222', null], () => drawn.shift() ?? '');
  expect([draw(), draw()]).toEqual(['111111', '333333']);
});

test('when none is left it is a fault, not a code that opens another child', () => {
  const draw = phoneCodeDrawer(['111111'], () => '111111');
  expect(draw).toThrow('no phone code is left');
});
