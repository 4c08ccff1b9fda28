// A turn of a call as TwiML: what several providers of hosted telephony say, and listen to.
import type { Language } from '#ground/sentence.ts';
import type { Sentence, Turn } from '#voice/model.ts';

/** Texts of one sentence, piece by piece where it is to be said slowly. */
export type TextsOf = (
  sentence: Sentence,
  language: Language,
  isSlow: boolean,
) => readonly string[];

const voices: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB' };

/** `next` is the address that hears what is pressed; it also hears that nothing was. */
export function twimlOf(turn: Turn, next: string, textsOf: TextsOf): string {
  const said = turn.say
    .map((sentence) => spoken(textsOf(sentence, turn.language, turn.isSlow), turn))
    .join(turn.isSlow ? '<Pause length="1"/>' : '');
  if (turn.kind === 'ended') return response(`${said}<Hangup/>`);
  const { digitsMax, timeoutSeconds } = turn.listen;
  const gather = [
    '<Gather input="dtmf" method="POST"',
    `action="${escaped(next)}"`,
    `numDigits="${digitsMax}"`,
    `timeout="${timeoutSeconds}"`,
    'finishOnKey="#" actionOnEmptyResult="true">',
  ].join(' ');
  // Providers that do not call the action when nothing was pressed go on to the redirect: the same event, heard once.
  return response(`${gather}${said}</Gather><Redirect method="POST">${escaped(next)}</Redirect>`);
}

/** The answer to whoever only had to be told. */
export const emptyTwiml = response('');

function spoken(texts: readonly string[], { language, isSlow }: Turn): string {
  return texts
    .map((text) => `<Say language="${voices[language]}">${escaped(text)}</Say>`)
    .join(isSlow ? '<Pause length="1"/>' : '');
}

function response(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response>${content}</Response>`;
}

/** Signs of XML as entities; what XML 1.0 cannot hold at all is left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
