// A handful of days in full words, a long list by month: "novembre 2026: 23, 24, 25".
import { asDay, monthOf } from '#ground/day.ts';
import { dayInWords, monthInWords } from '../kit/civil-words.ts';
import type { Spoken } from '../kit/language.tsx';
import type { PortalKey } from './texts.ts';

/** As many as one breath holds. */
const spelledOutMax = 3;

export function isLongList(days: readonly string[]): boolean {
  return days.length > spelledOutMax;
}

/** `today` is named as such; days are in order. */
export function daysInWords(
  days: readonly string[],
  today: string,
  { language, say }: Spoken<PortalKey>,
): string {
  if (isLongList(days)) {
    const months = [...new Set(days.map((day) => monthOf(asDay(day))))];
    return months
      .map((month) => {
        const inMonth = days.filter((day) => day.startsWith(month));
        const dates = inMonth.map((day) => Number(day.slice(8))).join(', ');
        return `${monthInWords(month, language)}: ${dates}`;
      })
      .join('; ');
  }
  return days
    .map((day) => {
      const words = dayInWords(day, language, today);
      return day === today ? say('day.today', { day: words }) : words;
    })
    .join(', ');
}
