// Telephone numbers as they are written, and the one form in which they are compared.
import { expect, test } from 'vitest';
import { phoneNumberOf, writtenNumber } from '#ground/phone-number.ts';

test.each([
  ['3471234567', '+393471234567', 'a mobile as the network shows it'],
  ['347 123.45-67', '+393471234567', 'with what people put between the digits'],
  ['347123456', '+39347123456', 'an old mobile of nine digits'],
  ['034621000', '+39034621000', 'a landline: the 0 belongs to it'],
  ['0346 21000', '+39034621000', 'the same, as people write it'],
  ['02 12345678', '+390212345678', 'Milan'],
  ['+39034621000', '+39034621000', 'with the prefix'],
  ['+39 (0346) 21000', '+39034621000', 'with prefix and brackets'],
  ['0039 0346 21000', '+39034621000', 'with 00 for the plus'],
  ['39034621000', '+39034621000', 'as trunks send it, without the plus'],
  ['393471234567', '+393471234567', 'a mobile as trunks send it'],
  ['3901234567', '+393901234567', 'a mobile of prefix 390, not Italy and a landline'],
  ['3931234567', '+393931234567', 'a mobile of prefix 393'],
  ['+41791234567', '+41791234567', 'a Swiss one'],
  ['0041791234567', '+41791234567', 'a Swiss one dialled from Italy'],
])('%s is %s: %s', (written, number) => expect(phoneNumberOf(written)).toBe(number));

test.each([
  ['', 'nothing'],
  ['anonymous', 'a hidden number'],
  ['unknown', 'a number that the network does not know'],
  ['112', 'a short code'],
  ['0', 'a switchboard'],
  ['41791234567', 'a foreign one without plus'],
  ['+', 'a plus alone'],
  ['+0346', 'no country begins with 0'],
  ['+391', 'too short'],
  ['+1234567890123456', 'longer than E.164 allows'],
  ['347123456x', 'a letter among the digits'],
  ['347*1234567', 'a key that is no digit'],
  ['٣٤٧١٢٣٤٥٦٧', 'digits of another script'],
  ['3471234567\n0346', 'two lines'],
  ['00'.repeat(5000), 'a storm of zeros'],
])('"%s" is no number: %s', (written) => expect(phoneNumberOf(written)).toBeUndefined());

test.each([
  ['+3903995550101', '0399 555 0101'],
  ['+393001000137', '300 100 0137'],
  ['+39112', '112'],
  ['+41791234567', '+41791234567'],
])('%s is written %s for a family', (number, written) =>
  expect(writtenNumber(number)).toBe(written),
);
