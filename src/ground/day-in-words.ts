// A day as people say it: "lunedì 23 novembre"; the same words for voice, web, SMS and mail.
import type { Day } from '#ground/day.ts';
import { weekdayOf } from '#ground/day.ts';
import type { Language } from '#ground/sentence.ts';

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  it: ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato', 'domenica'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const months: Readonly<Record<Language, readonly string[]>> = {
  it: [
    'gennaio',
    'febbraio',
    'marzo',
    'aprile',
    'maggio',
    'giugno',
    'luglio',
    'agosto',
    'settembre',
    'ottobre',
    'novembre',
    'dicembre',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};

export function dayInWords(day: Day, language: Language): string {
  const [, month, dayOfMonth] = day.split('-').map(Number);
  const weekday = weekdays[language][weekdayOf(day) - 1] ?? '';
  const monthName = months[language][(month ?? 1) - 1] ?? '';
  return `${weekday} ${dayOfMonth === 1 && language === 'it' ? '1º' : dayOfMonth} ${monthName}`;
}

/** As short as it is still read at a glance: "lun 23/11", "Mon 23 Nov". */
export function dayInShort(day: Day, language: Language): string {
  const [, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const weekday = (weekdays[language][weekdayOf(day) - 1] ?? '').slice(0, 3);
  const date =
    language === 'it'
      ? `${dayOfMonth}/${month}`
      : `${dayOfMonth} ${(months.en[month - 1] ?? '').slice(0, 3)}`;
  return `${weekday} ${date}`;
}

/** "lun 23/11, mar 24/11"; more than three by their number and their ends: "4 giorni da mar 1/12 a ven 4/12". */
export function daysInShort(days: readonly Day[], language: Language): string {
  const words = days.map((day) => dayInShort(day, language));
  const [first, last] = [words[0], words.at(-1)];
  if (words.length <= shortDaysMax || first === undefined || last === undefined)
    return words.join(', ');
  return language === 'it'
    ? `${words.length} giorni da ${first} a ${last}`
    : `${words.length} days from ${first} to ${last}`;
}

const shortDaysMax = 3;

/** "lunedì 23 novembre, martedì 24 novembre e mercoledì 25 novembre". */
export function daysInWords(days: readonly Day[], language: Language): string {
  const words = days.map((day) => dayInWords(day, language));
  const last = words.pop() ?? '';
  const and = language === 'it' ? 'e' : 'and';
  return words.length === 0 ? last : `${words.join(', ')} ${and} ${last}`;
}
