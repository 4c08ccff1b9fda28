// The answer to an SMS in words: first name, what happens, the day in full, the receipt code; short enough for one segment.
import type { CivilMoment } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import { dayInShort, dayInWords } from '#ground/day-in-words.ts';
import type { RefusalDetails } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import { inWords } from '#platform/in-words.ts';
import type { SmsCommand } from '#voice/sms-model.ts';
import english from '#voice/sms-texts/en.json' with { type: 'json' };
import italian from '#voice/sms-texts/it.json' with { type: 'json' };

/** What became of one command. */
export type SmsResult =
  | {
      readonly kind: 'recorded';
      readonly operation: 'absence' | 'presence' | 'plain-meal';
      readonly firstName: string;
      readonly from: Day;
      readonly to: Day;
      readonly receiptCode: string;
      /** It was so before: the receipt is that of then. */
      readonly isRepeated: boolean;
      /** A normal meal came back instead of a plain one (RULES B7). */
      readonly isPlainDropped: boolean;
    }
  | {
      readonly kind: 'resumed';
      readonly firstName: string;
      readonly from: Day;
      readonly receiptCode: string;
      readonly isRepeated: boolean;
      /** The absences that lie ahead, ascending. */
      readonly stillAbsent: readonly Day[];
    }
  | { readonly kind: 'suspended'; readonly firstName: string; readonly receiptCode: string }
  | { readonly kind: 'closed'; readonly opens: CivilMoment }
  | { readonly kind: 'no-day'; readonly firstName: string }
  /** The child uses no service yet. */
  | { readonly kind: 'begins'; readonly firstName: string; readonly day: Day }
  | {
      readonly kind: 'far';
      readonly firstName: string;
      readonly day: Day;
      readonly command: SmsCommand;
    }
  | {
      readonly kind: 'refused';
      readonly refusal: string;
      /** Empty where nobody is known. */
      readonly firstName: string;
      readonly code: string;
      readonly details: RefusalDetails;
    };

type Texts = typeof italian;

export function notUnderstoodText(language: Language): string {
  return say(textsOf(language), 'not-understood', {}, language);
}

export function resultText(result: SmsResult, language: Language): string {
  const texts = textsOf(language);
  const said = (key: keyof Texts, values: RefusalDetails = {}): string =>
    say(texts, key, values, language);
  const again = (isRepeated: boolean): '.again' | '' => (isRepeated ? '.again' : '');
  switch (result.kind) {
    case 'recorded': {
      const { firstName: name, operation, from, to } = result;
      const days = { day: dayInWords(from, language), lastDay: dayInWords(to, language) };
      const when = said(from === to ? 'when.one' : 'when.range', days);
      const code = inGroups(result.receiptCode);
      const done = said(`${operation}${again(result.isRepeated)}`, { name, when, code });
      return result.isPlainDropped ? `${done} ${said('plain-dropped')}` : done;
    }
    case 'resumed': {
      const { firstName: name, stillAbsent } = result;
      const values = {
        name,
        day: dayInWords(result.from, language),
        code: inGroups(result.receiptCode),
      };
      const done = said(`resumption${again(result.isRepeated)}`, values);
      return [done, ...stillAbsentText(texts, stillAbsent, language)].join(' ');
    }
    case 'suspended':
      return said('suspended', { name: result.firstName, code: inGroups(result.receiptCode) });
    case 'closed': {
      const { day, time } = result.opens;
      return said('closed', { day: dayInWords(day, language), time });
    }
    case 'no-day':
      return said('no-day', { name: result.firstName });
    case 'begins': {
      const day = `${dayInWords(result.day, language)} ${result.day.slice(0, 4)}`;
      return said('begins', { name: result.firstName, day });
    }
    case 'far':
      return said('far', {
        name: result.firstName,
        day: dayInWords(result.day, language),
        command: writtenShort(result.command),
      });
    case 'refused':
      return refusalText(texts, result, language);
  }
}

/** One day in full, with what undoes it; of more the first three, and how many others there are. */
function stillAbsentText(
  texts: Texts,
  days: readonly Day[],
  language: Language,
): readonly string[] {
  const [only] = days;
  if (only === undefined) return [];
  if (days.length === 1)
    return [say(texts, 'still-absent', { day: dayInWords(only, language) }, language)];
  const named = days.slice(0, 3).map((day) => dayInShort(day, language));
  const values = { days: named.join(', '), count: days.length - named.length };
  return [say(texts, 'still-absent.days', values, language)];
}

function refusalText(
  texts: Texts,
  { refusal, firstName, code, details }: Extract<SmsResult, { kind: 'refused' }>,
  language: Language,
): string {
  const words = inWords(details, language);
  const key = `refusal.${refusal}`;
  const values = {
    ...words,
    name: firstName,
    code,
    day: words['dayText'] ?? '',
    cutOffDay: words['cutOffDayText'] ?? '',
  };
  return say(texts, isKey(texts, key) ? key : 'refusal.other', values, language);
}

const textsOf = (language: Language): Texts => (language === 'it' ? italian : english);

function isKey(texts: Texts, key: string): key is keyof Texts {
  return Object.hasOwn(texts, key);
}

/** As it can be written again: "123456 A 3". */
function writtenShort({ code, operation, days }: SmsCommand): string {
  const letter = { absence: 'A', presence: 'P', 'plain-meal': 'B' }[operation];
  return days === 1 ? `${code} ${letter}` : `${code} ${letter} ${days}`;
}

/** 123 456 789: as the telephone says it. */
const inGroups = (code: string): string => code.replaceAll(/(\d{3})(?=\d)/g, '$1 ');
