// The provider's signature against vectors that openssl and Python's hmac computed, and what a forger may try.
import { describe, expect, test } from 'vitest';
import { isSigned, signatureOf } from '#voice/webhook-signature.ts';
import type { FormFields } from '#voice/webhook-signature.ts';

const secret = 'una chiave di prova';
const address = 'https://mensa.valserena.example/api/v1/voice/calls/digits?event=3';
// Not in their order, and with signs outside of ASCII.
const fields: FormFields = [
  ['To', '+3903995550101'],
  ['From', '+393331234567'],
  ['Digits', '1'],
  ['Città', 'perché no? €'],
  ['CallSid', 'CA7f3'],
];
const signature = 'G/RMohz3jSBpj7mvVvD8jjNyhJU=';

describe('the signature of a telephone provider', () => {
  test('is the one that the provider’s own manual prints for its example', () => {
    const example: FormFields = [
      ['CallSid', 'CA1234567890ABCDE'],
      ['Caller', '+14158675309'],
      ['Digits', '1234'],
      ['From', '+14158675309'],
      ['To', '+18005551212'],
    ];
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(signatureOf('12345', url, example)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  test('sorts the fields by the signs of their names, says a repeated value once, and keeps other ports', () => {
    expect(signatureOf(secret, address, fields)).toBe(signature);
    const twice: FormFields = [
      ['a', 'd'],
      ['Z', 'z'],
      ['A', 'b'],
      ['A', 'a'],
      ['A', 'b'],
    ];
    const url = 'https://mensa.valserena.example:8443/x';
    expect(signatureOf(secret, url, twice)).toBe('1JIv5OTB4M7pFABrD+f/iEPXGJA=');
    expect(isSigned(secret, url, twice, '1JIv5OTB4M7pFABrD+f/iEPXGJA=')).toBe(true);
    expect(
      isSigned(secret, 'https://mensa.valserena.example/x', twice, '1JIv5OTB4M7pFABrD+f/iEPXGJA='),
    ).toBe(false);
  });

  test('is taken with and without the ordinary port in the address', () => {
    const withPort = '7f6AWo2oA06wCdcbHGy3aHsfzAg=';
    for (const url of [
      'https://mensa.valserena.example/x',
      'https://mensa.valserena.example:443/x',
    ])
      expect(isSigned(secret, url, [['A', '1']], withPort)).toBe(true);
    expect(isSigned(secret, 'http://[::1]/x', [['A', '1']], 'd0si+s3IRLqBGfxf+xO22bNolRs=')).toBe(
      true,
    );
    expect(isSigned(secret, 'https://mensa.valserena.example:80/x', [['A', '1']], withPort)).toBe(
      false,
    );
  });

  test.each<[string, string, FormFields, string]>([
    ['another key pressed', address, fields.with(2, ['Digits', '2']), signature],
    ['a field more', address, [...fields, ['Extra', '']], signature],
    ['a field less', address, fields.slice(1), signature],
    ['another event of the call', address.replace('=3', '=4'), fields, signature],
    ['another host', address.replace('valserena', 'altrove'), fields, signature],
    ['no encryption', address.replace('https', 'http'), fields, signature],
    ['no signature', address, fields, ''],
    ['a signature cut short', address, fields, signature.slice(0, -4)],
    ['a signature with something behind it', address, fields, `${signature}=`],
    ['a signature that is no base64', address, fields, 'à'.repeat(28)],
  ])('does not fit %s', (_what, url, given, written) => {
    expect(isSigned(secret, address, fields, signature)).toBe(true);
    expect(isSigned(secret, url, given, written)).toBe(false);
  });

  test('of another secret does not fit', () => {
    expect(isSigned('', address, fields, signature)).toBe(false);
    expect(isSigned(`${secret} `, address, fields, signature)).toBe(false);
  });
});
