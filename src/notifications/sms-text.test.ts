// What a text becomes on its way to a phone, and what it costs: letters, segments, other languages.
import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { smsText } from '#notifications/sms-text.ts';

const sent = (written: string): string => smsText(written).segments.join('');

describe('a text is written in the letters that cost least', () => {
  test.each([
    ['È tutto a posto: Sofia non c’è', "E' tutto a posto: Sofia non c'è"],
    ['À È Ì Ò Ù É', "A' E' I' O' U' É"],
    ['perché, più, già, così, però', 'perché, più, già, così, però'],
    ['“Mensa” «Mensa» „Mensa‟', '"Mensa" "Mensa" "Mensa"'],
    ['lunedì 23 – martedì 24 — così…', 'lunedì 23 - martedì 24 - così...'],
    ['1º settembre, 20° – 4,50\u00a0€', '1o settembre, 20o - 4,50 €'],
    ['François façade Ç', 'Francois facade Ç'],
    ['Ștefan și Ionuț, copiii mănâncă', 'Stefan si Ionut, copiii mananca'],
    ['Fëmija nuk ha, ditë çdo', 'Femija nuk ha, dite cdo'],
    ['Michał Wałęsa, Đorđe, Łukasz', 'Michal Walesa, Dorde, Lukasz'],
    ['Yiğit İpek Işık', 'Yigit Ipek Isik'],
    ['José García, Iñaki, João', 'José Garcia, Iñaki, Joao'],
    ['prima\r\nseconda\tterza', 'prima\nseconda terza'],
    ['Nicolo\u0300', 'Nicolò'],
    ['zero\u200bwidth', 'zerowidth'],
  ])('%s', (written, expected) => {
    expect(smsText(written)).toEqual({ encoding: 'gsm7', segments: [expected] });
  });

  test.each(['Оксана не їсть', 'صوفيا لا تأكل', '索菲亚不吃', 'Bravo 👍', 'È Оксана – “oggi”…'])(
    'what has no Latin letters is left as it was written: %s',
    (written) => {
      expect(smsText(written)).toEqual({ encoding: 'ucs2', segments: [written] });
    },
  );
});

describe('segments', () => {
  test.each([
    ['160 letters are one', 'a'.repeat(160), [160]],
    ['161 letters are two, of 153 at the most', 'a'.repeat(161), [153, 8]],
    ['306 letters are two', 'a'.repeat(306), [153, 153]],
    ['307 letters are three', 'a'.repeat(307), [153, 153, 1]],
    ['€ costs two: 80 are one', '€'.repeat(80), [80]],
    ['81 € are two, and none is cut in half', '€'.repeat(81), [76, 5]],
    ['158 letters and a € are one', `${'a'.repeat(158)}€`, [159]],
    ['159 letters and a € are two', `${'a'.repeat(159)}€`, [153, 7]],
    ['70 of other alphabets are one', 'ї'.repeat(70), [70]],
    ['71 are two, of 67 at the most', 'ї'.repeat(71), [67, 4]],
    ['an emoji costs two and is not cut in half', `${'ї'.repeat(66)}👍👍👍`, [66, 6]],
  ])('%s', (_name, written, lengths) => {
    expect(smsText(written).segments.map((segment) => segment.length)).toEqual(lengths);
  });

  test('whatever is written: nothing is lost, no segment is too long, the library counts the same', () => {
    const letter = fc.constantFrom(...'aàèÈ€^{}’–…ș ë\nж索👍0');
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 400 }), (letters) => {
        const written = letters.join('');
        const { encoding, segments } = smsText(written);
        const whole = segments.join('');
        const counted = new SegmentedMessage(whole);
        expect(counted.getEncodingName()).toBe(encoding === 'gsm7' ? 'GSM-7' : 'UCS-2');
        expect(counted.segmentsCount).toBe(segments.length);
        const asWritten = encoding === 'ucs2' ? written.normalize('NFC') : whole;
        expect(whole).toBe(asWritten);
        const cost = (text: string): number =>
          encoding === 'ucs2' ? text.length : text.length + (text.match(/[€^{}]/g)?.length ?? 0);
        const most = { gsm7: [160, 153], ucs2: [70, 67] }[encoding][segments.length > 1 ? 1 : 0];
        expect(Math.max(...segments.map(cost))).toBeLessThanOrEqual(most ?? 0);
      }),
    );
  });

  test('our alphabet is the one that the library knows', () => {
    const letters = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code + 1));
    const kept = letters.filter((letter) => sent(letter) === letter && letter.trim() !== '');
    for (const letter of kept) {
      const isGsm7 = new SegmentedMessage(letter).getEncodingName() === 'GSM-7';
      expect([letter, isGsm7]).toEqual([letter, smsText(letter).encoding === 'gsm7']);
    }
  });
});
