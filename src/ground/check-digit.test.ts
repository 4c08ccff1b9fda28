// The check digit of spoken codes: no single wrong digit and no swap of neighbours passes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasValidCheckDigit, withCheckDigit } from '#ground/check-digit.ts';

const digits = fc.stringMatching(/^\d{1,12}$/);

test('the published example: 572 becomes 5724', () => {
  expect(withCheckDigit('572')).toBe('5724');
  expect(hasValidCheckDigit('5724')).toBe(true);
  expect(hasValidCheckDigit('5727')).toBe(false);
});

test('a code with its check digit is valid', () => {
  fc.assert(fc.property(digits, (code) => hasValidCheckDigit(withCheckDigit(code))));
});

test('every single wrong digit is noticed', () => {
  fc.assert(
    fc.property(digits, (code) => {
      const whole = withCheckDigit(code);
      for (let place = 0; place < whole.length; place += 1) {
        for (const wrong of '0123456789'.replace(whole[place] ?? '', '')) {
          expect(hasValidCheckDigit(whole.slice(0, place) + wrong + whole.slice(place + 1))).toBe(
            false,
          );
        }
      }
    }),
  );
});

test('every swap of two different neighbours is noticed', () => {
  fc.assert(
    fc.property(digits, (code) => {
      const whole = withCheckDigit(code);
      for (let place = 1; place < whole.length; place += 1) {
        const [left = '', right = ''] = [whole[place - 1], whole[place]];
        const swapped = whole.slice(0, place - 1) + right + left + whole.slice(place + 1);
        expect(hasValidCheckDigit(swapped)).toBe(left === right);
      }
    }),
  );
});

test('what is not digits has no check digit', () => {
  expect(() => withCheckDigit('12a')).toThrow(RangeError);
  expect(() => withCheckDigit('')).toThrow(RangeError);
  expect(hasValidCheckDigit('0')).toBe(false);
  expect(hasValidCheckDigit('572 4')).toBe(false);
});
