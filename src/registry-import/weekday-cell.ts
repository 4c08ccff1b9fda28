// Weekdays as people write them in a cell: 'lun, mer, ven', 'da lunedì a venerdì', 'lun-ven', '1,3,5', 'tutti'.
import { allWeekdays, mondayToFriday, weekdaysOf } from '#ground/weekdays.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import type { Weekday } from '#ground/day.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { foldText } from '#ground/text-forms.ts';
import type { Reading } from '#registry-import/cell.ts';

const names: readonly (readonly string[])[] = [
  ['lunedi', 'monday'],
  ['martedi', 'tuesday'],
  ['mercoledi', 'wednesday'],
  ['giovedi', 'thursday'],
  ['venerdi', 'friday'],
  ['sabato', 'saturday'],
  ['domenica', 'sunday'],
];

/**
 * Names, abbreviations of at least two letters, numbers from 1 = Monday, and spans of them; 'tutti' is Monday to
 * Friday. Single letters are refused, because M is two days.
 */
export function readWeekdays(text: string): Reading<Weekdays> {
  // foldText would make spaces of the hyphens, which here mean "to".
  const plain = text
    .replaceAll(/[–—-]/g, ' a ')
    .split(/[\s,;/+&.]+/)
    .map(foldText)
    .filter(
      (word) =>
        word !== '' && !['e', 'da', 'dal', 'il', 'ogni', 'and', 'i', 'giorni'].includes(word),
    );
  if (plain.length === 1 && ['tutti', 'tutte', 'all', 'sempre'].includes(plain[0] ?? '')) {
    return accept(mondayToFriday);
  }
  const found = new Set<Weekday>();
  let last: Weekday | undefined;
  let isSpan = false;
  for (const word of plain) {
    if (['a', 'al', 'to'].includes(word) && last !== undefined && !isSpan) {
      isSpan = true;
      continue;
    }
    const weekday = weekdayNamed(word);
    if (weekday === undefined || (isSpan && last !== undefined && weekday <= last)) {
      return refuse('weekdays-unreadable');
    }
    for (const between of allWeekdays) {
      if (between <= weekday && between >= (isSpan ? (last ?? weekday) : weekday))
        found.add(between);
    }
    last = weekday;
    isSpan = false;
  }
  return found.size === 0 || isSpan ? refuse('weekdays-unreadable') : accept(weekdaysOf(found));
}

function weekdayNamed(word: string): Weekday | undefined {
  return allWeekdays.find(
    (weekday) =>
      word === String(weekday) ||
      (word.length >= 2 && names[weekday - 1]?.some((name) => name.startsWith(word)) === true),
  );
}
