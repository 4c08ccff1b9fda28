// Which PINs are too easy to guess, and that those we draw never are.
import { describe, expect, test } from 'vitest';
import { newPhonePin } from '#enrolment/phone-pin.ts';
import { decidePin } from '#enrolment/pin-rules.ts';

describe('a PIN of the telephone', () => {
  test.each([
    ['48213', 'fine', '004711'],
    ['00471', 'pin-too-easy', '004711'],
    ['04711', 'pin-too-easy', '004711'],
    ['00471', 'fine', null],
    ['11111', 'pin-too-easy', null],
    ['12121', 'pin-too-easy', null],
    ['77773', 'pin-too-easy', null],
    ['12345', 'pin-too-easy', null],
    ['54321', 'pin-too-easy', null],
    ['67890', 'pin-too-easy', null],
    ['89012', 'pin-too-easy', null],
    ['13579', 'pin-too-easy', null],
    ['12346', 'fine', null],
    ['11223', 'fine', null],
    ['4821', 'pin-not-five-digits', null],
    ['482137', 'pin-not-five-digits', null],
    ['4821a', 'pin-not-five-digits', null],
    ['４８２１３', 'pin-not-five-digits', null],
    [' 4821', 'pin-not-five-digits', null],
    ['', 'pin-not-five-digits', null],
  ])('%s is %s', (pin, expected, phoneCode) => {
    const decided = decidePin(pin, phoneCode);
    expect(decided.ok ? 'fine' : decided.refusal).toBe(expected);
  });

  test('of all that can be written fewer than two in a hundred are too easy', () => {
    const fine = Array.from({ length: 100_000 }, (_, index) =>
      decidePin(String(index).padStart(5, '0'), '004711'),
    ).filter((one) => one.ok);
    expect(fine.length).toBeGreaterThan(98_000);
  });

  test('is drawn again as long as chance makes an easy one', () => {
    const drawn = ['11111', '12345', '00471', '48213'];
    expect(newPhonePin('004711', () => drawn.shift() ?? 'none')).toBe('48213');
  });
});
