// A change in words: which days, or from when to when.
import { dayInWords } from '../../kit/civil-words.ts';
import type { PupilSpoken } from './texts.ts';

export function daysOf(
  line: {
    readonly days: readonly string[];
    readonly from: string | null;
    readonly to: string | null;
  },
  today: string,
  { say, language }: PupilSpoken,
): string {
  if (line.from !== null)
    return say('range', {
      from: dayInWords(line.from, language, today),
      to: line.to === null ? '' : dayInWords(line.to, language, today),
      isOpen: line.to === null ? 'yes' : 'no',
    });
  return line.days.map((day) => dayInWords(day, language, today)).join(', ');
}
