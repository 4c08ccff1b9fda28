// What a family may write by SMS, and what is not read as a change: tables, and properties over whatever arrives.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSms } from '#voice/sms-command.ts';

/** "123456 absence 3", several with "; ", and "!" where it is confirmed. */
function read(text: string): string {
  const sms = readSms(text);
  if (sms.kind === 'not-understood') return '–';
  const commands = sms.commands.map(({ code, operation, days }) => `${code} ${operation} ${days}`);
  return commands.join('; ') + (sms.isConfirmed ? ' !' : '');
}

describe('an SMS is understood', () => {
  it.each([
    ['123456', '123456 absence 1'],
    ['123456 A', '123456 absence 1'],
    ['123456 a 3', '123456 absence 3'],
    ['123456A3', '123456 absence 3'],
    ['  123456\n\nA   3  ', '123456 absence 3'],
    ['123456 A 05', '123456 absence 5'],
    ['123456 P', '123456 presence 1'],
    ['123456 B', '123456 plain-meal 1'],
    ['123456 B 2', '123456 plain-meal 2'],
    ['MENSA 123456 ASSENZA', '123456 absence 1'],
    ['MENSA 123456 ASSENZA 5', '123456 absence 5'],
    ['mensa 123456 presenza', '123456 presence 1'],
    ['Mensa: 123456, in bianco.', '123456 plain-meal 1'],
    ['MENSA 123456 BIANCO 2', '123456 plain-meal 2'],
    ['Mensa 123456 pàsto bianco', '123456 plain-meal 1'],
    ['123456 absent 3 days', '123456 absence 3'],
    ['Canteen 123456 presence', '123456 presence 1'],
    ['123456 plain meal', '123456 plain-meal 1'],
    ['Buongiorno, codice 123456 assente per 2 giorni. Grazie!', '123456 absence 2'],
    ['A 123456', '123456 absence 1'],
    ['ASSENZA 123456 3', '123456 absence 3'],
    ['ASSENZA 3 123456', '123456 absence 3'],
    ['"123456"', '123456 absence 1'],
    ['<123456> A', '123456 absence 1'],
    ['123 456 A 3', '123456 absence 3'],
    ['123.456', '123456 absence 1'],
    ['9101', '9101 absence 1'],
    ['١٢٣٤٥٦ A ٣', '123456 absence 3'],
    ['１２３４５６　Ａ　３', '123456 absence 3'],
    ['\u2068123456\u2069 A', '123456 absence 1'],
    ['\uFEFF123456 A\u200B', '123456 absence 1'],
    ['123456 A SI', '123456 absence 1 !'],
    ['123456 A SÌ', '123456 absence 1 !'],
    ['123456 a ok', '123456 absence 1 !'],
  ])('%j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['123456 234567', '123456 absence 1; 234567 absence 1'],
    ['123456, 234567 A', '123456 absence 1; 234567 absence 1'],
    ['A 123456 234567', '123456 absence 1; 234567 absence 1'],
    ['A 3 123456 234567', '123456 absence 3; 234567 absence 3'],
    ['P 123456 234567', '123456 presence 1; 234567 presence 1'],
    ['123456 A 3 234567 P', '123456 absence 3; 234567 presence 1'],
    ['123456A 234567A', '123456 absence 1; 234567 absence 1'],
    ['123456 123456', '123456 absence 1'],
  ])('with several children: %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('an SMS is not read as a change', () => {
  it.each([
    ['nothing', ''],
    ['only spaces', ' \n\t '],
    ['an operation without a code', 'A'],
    ['an operation with days and no code', 'ASSENZA 3'],
    ['words without a code', 'Buongiorno, oggi Ada ha la febbre'],
    ['thanks for an answer', 'Grazie'],
    ['a plea for help', 'AIUTO'],
    ['a "not" beside the command', '123456 NON ASSENTE'],
    ['a day by its name', '123456 A lunedì'],
    ['tomorrow', '123456 domani'],
    ['a date', '123456 A 24/11'],
    ['a date in full', '123456 A 24 novembre'],
    ['a number without an operation', '123456 3'],
    ['no days at all', '123456 A 0'],
    ['more days than a command takes', '123456 A 100'],
    ['half a day', '123456 A 1.5'],
    ['days of a presence', '123456 P 3'],
    ['two operations for one child', '123456 A P'],
    ['one child both absent and present', '123456 A 123456 P'],
    ['a word behind two codes that may be for one or for both', '123456 234567 P'],
    ['a number behind two codes that may be for one or for both', '123456 234567 A 3'],
    ['a number behind an operation for two', 'A 123456 234567 3'],
    ['a number between two codes', 'A 123456 3 234567'],
    ['an operation between two codes and one before', 'A 123456 P 234567'],
    ['digits that could be cut in two ways', '12 3456 A'],
    ['a telephone number', '+39 347 1234567'],
    ['a long number', '3471234567 A'],
    ['a storm of digits', '7'.repeat(400)],
    ['more codes than a family has children', '111111 222222 333333 444444 555555'],
    ['an emoji for a word', '123456 👎'],
    ['a keycap for a digit', '123456 A 3️⃣'],
    ['a raised digit', '123456 A²'],
    ['a letter of another alphabet that looks like ours', '123456 А'],
    ['a code cut by something invisible', '123\u200B4567 A'],
    ['a text that is displayed backwards', '\u202E123456 A'],
    ['a NUL', '123456\0 A'],
    ['a control character', '123456 \u001B[2K A'],
    ['half a character', '123456 A \uD83D'],
    ['a letter buried in accents', `123456 A${'\u0301'.repeat(50)}Q`],
    ['ten kilobytes', `123456 A ${'x'.repeat(10_000)}`],
    ['ten kilobytes of spaces', `123456${' '.repeat(10_000)}A`],
    ['markup', '<b>123456</b> A'],
    ['a question of SQL', "123456'; drop table pupil; --"],
    ['only a confirmation', 'SI'],
  ])('%s', (_what, text) => {
    expect(read(text)).toBe('–');
  });
});

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '123456',
      '234567',
      '9101',
      'A',
      'P',
      'B',
      'a3',
      ' ',
      '\n',
      ',',
      'MENSA',
      'SI',
      '3',
      '0',
      '\0',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.nat({ max: 10 ** 12 }).map(String),
  ),
  { maxLength: 14 },
);
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  pieces.map((all) => all.join('')),
  pieces.map((all) => all.join(' ')),
);

describe('whatever arrives', () => {
  it('is answered without a fault, and a command has a code, an operation and a count of days', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const sms = readSms(text);
        if (sms.kind === 'not-understood') return;
        expect(sms.commands.length).toBeGreaterThan(0);
        for (const { code, days } of sms.commands) {
          expect(code).toMatch(/^\d{4,9}$/);
          expect(days).toBeGreaterThanOrEqual(1);
          expect(days).toBeLessThanOrEqual(99);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('a code is never made up: its digits stand in the text, in that order', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const text = all.join(' ');
        const sms = readSms(text);
        if (sms.kind === 'not-understood') return;
        const digits = text.replaceAll(/\D/g, '');
        for (const { code } of sms.commands) expect(digits).toContain(code);
      }),
      { numRuns: 3000 },
    );
  });

  it('is read the same in small letters, with other spaces and with dots behind the words', () => {
    const written = fc.constantFrom(
      '123456',
      '123456 A',
      '123456 A 3',
      'MENSA 123456 BIANCO 2',
      '123456 234567',
    );
    fc.assert(
      fc.property(written, fc.constantFrom(' ', '\n', ' . ', '; '), (text, between) => {
        const other = text.toLowerCase().split(' ').join(between);
        expect(read(` ${other}. `)).toBe(read(text));
      }),
    );
  });
});
