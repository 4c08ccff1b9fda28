// What a provider of hosted telephony is answered: the words, what to listen for, and nothing that breaks out of the XML.
import { describe, expect, test } from 'vitest';
import { asDay } from '#ground/day.ts';
import type { Sentence, Spoken, Turn } from '#voice/model.ts';
import { spokenTexts } from '#voice/spoken-texts.ts';
import { twimlOf } from '#voice/twiml.ts';

const next = '/api/v1/voice/calls/digits?event=4';
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const turn: Turn = {
  kind: 'listening',
  say: [{ key: 'one' }, { key: 'two' }],
  language: 'it',
  isSlow: false,
  listen: { digitsMax: 1, timeoutSeconds: 6 },
};
const texts = () => ['Ciao.'];

describe('a turn as TwiML', () => {
  test('listens while it speaks, and hears the next event whether something was pressed or not', () => {
    expect(twimlOf(turn, next, (sentence) => [`Frase ${sentence.key}.`])).toBe(
      `${head}<Response><Gather input="dtmf" method="POST" action="${next}" numDigits="1" timeout="6" finishOnKey="#" actionOnEmptyResult="true">` +
        '<Say language="it-IT">Frase one.</Say><Say language="it-IT">Frase two.</Say></Gather>' +
        `<Redirect method="POST">${next}</Redirect></Response>`,
    );
  });

  test('hangs up after the last word, in the language of the call', () => {
    const { say } = turn;
    const last: Turn = { kind: 'ended', say, language: 'en', isSlow: false };
    expect(twimlOf(last, next, texts)).toBe(
      `${head}<Response><Say language="en-GB">Ciao.</Say><Say language="en-GB">Ciao.</Say><Hangup/></Response>`,
    );
  });

  test('takes a breath between the pieces where the caller asked for slower', () => {
    const slow = twimlOf({ ...turn, isSlow: true }, next, (_sentence, _language, isSlow) =>
      isSlow ? ['Ciao', 'Bianca'] : ['Ciao Bianca'],
    );
    expect(slow).toContain(
      '<Say language="it-IT">Ciao</Say><Pause length="1"/><Say language="it-IT">Bianca</Say><Pause length="1"/><Say',
    );
  });

  test.each([
    ['Ciao <Hangup/> & "amici"', 'Ciao &lt;Hangup/&gt; &amp; &quot;amici&quot;'],
    ["L'ora", 'L&apos;ora'],
    [']]></Say><Dial>+39899</Dial>', ']]&gt;&lt;/Say&gt;&lt;Dial&gt;+39899&lt;/Dial&gt;'],
    ['Zoë 😀\u0000\u001B[2J\uFFFE', 'Zoë 😀[2J'],
    ['a\uD800b', 'ab'],
  ])('says "%s" as words', (text, written) => {
    expect(twimlOf(turn, next, () => [text])).toContain(`<Say language="it-IT">${written}</Say>`);
  });

  test('writes an address with its signs escaped', () => {
    expect(twimlOf(turn, '/x?a=1&b="2"', texts)).toContain('action="/x?a=1&amp;b=&quot;2&quot;"');
  });
});

describe('a sentence for a voice elsewhere', () => {
  const monday: Spoken = { kind: 'day', day: asDay('2026-11-23') };
  const sentence: Sentence = {
    key: 'refusal.after-cut-off',
    values: {
      dayText: monday,
      cutOffTime: { kind: 'time', time: '09:30' },
      cutOffDayText: monday,
    },
  };

  test('is one text; slowly it is its pieces, a whole day and a whole time together', () => {
    const whole = spokenTexts(sentence, 'it', false);
    expect(whole).toHaveLength(1);
    expect(spokenTexts(sentence, 'it', true)).toEqual([
      'Per',
      'lunedì 23 novembre',
      'è tardi: si poteva cambiare fino alle',
      '9 e 30',
      'di',
      'lunedì 23 novembre',
      "Il pasto resta com'era e la tua richiesta è annotata. Puoi ancora cambiare i giorni successivi.",
    ]);
  });
});
