// What sentences need of a refusal's details: days and instants in words beside the values themselves.
import { parseDay } from '#ground/day.ts';
import { dayInWords } from '#ground/day-in-words.ts';
import { asInstant } from '#ground/instant.ts';
import type { RefusalDetails } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import { dayAt, timeAt } from '#platform/rome.ts';

/** `day` gives `dayText`; `cutOffAt` (milliseconds) gives `cutOffTime` and `cutOffDayText`. */
export function inWords(details: RefusalDetails, language: Language): RefusalDetails {
  const words: Record<string, string | number> = { ...details };
  for (const [name, value] of Object.entries(details)) {
    const day = typeof value === 'string' ? parseDay(value) : undefined;
    if (day !== undefined) words[`${name}Text`] = dayInWords(day, language);
    if (typeof value === 'number' && name.endsWith('At')) {
      const moment = name.slice(0, -2);
      words[`${moment}Time`] = timeAt(asInstant(value)).replace(/^0/, '');
      words[`${moment}DayText`] = dayInWords(dayAt(asInstant(value)), language);
    }
  }
  return words;
}
