// What an SMS says of a change: for whom, what, which day, the code; one segment where names are not very long.
import type { ChangeToTell } from '#bookings/family-store.ts';
import { makerInWords } from '#bookings/makers.ts';
import english from '#bookings/texts/en.json' with { type: 'json' };
import italian from '#bookings/texts/it.json' with { type: 'json' };
import type { Day } from '#ground/day.ts';
import { dayInShort, daysInShort } from '#ground/day-in-words.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import { spokenCode } from '#receipts/receipt-code.ts';

type Line = ChangeToTell['lines'][number];

/**
 * `isTheirs`: who asked knows that, and has waited for the answer. To the others it rings in quiet hours only where
 * it is about today.
 */
export function composeSms(
  language: Language,
  change: ChangeToTell,
  { isTheirs, today }: { readonly isTheirs: boolean; readonly today: Day },
): { readonly text: string; readonly canWait: boolean } {
  const texts = language === 'it' ? italian : english;
  const alike = groupBy(change.lines, (line) => `${line.operation} ${whenOf(language, line)}`);
  const lines = [...alike.values()].map((group) => {
    const [line] = group;
    // A child who does without two meals of a day is named once.
    const names = [...new Set(group.map((one) => one.pupilFirstName))].join(', ');
    const operation = line.operation.replaceAll('-', '_');
    return say(texts, 'sms.line', { names, operation, when: whenOf(language, line) }, language);
  });
  const values = {
    lines: lines.join('; '),
    code: spokenCode(change.code),
    authority: change.authority,
    by: makerInWords(change, language),
  };
  return {
    text: say(texts, isTheirs ? 'sms.own' : 'sms.other', values, language),
    canWait: !isTheirs && !change.lines.some((line) => isOf(today, line)),
  };
}

function isOf(today: Day, { days, from, to }: Line): boolean {
  if (from === null) return days.includes(today);
  return from <= today && (to === null || today <= to);
}

function whenOf(language: Language, { days, from, to, operation }: Line): string {
  const texts = language === 'it' ? italian : english;
  const short = (day: Day): string => dayInShort(day, language);
  if (from !== null) {
    const isOpen = to === null || operation === 'resumption' || operation === 'plain-range-ended';
    return isOpen
      ? say(texts, 'mail.from', { from: short(from) }, language)
      : say(texts, 'mail.from-to', { from: short(from), to: short(to) }, language);
  }
  return daysInShort(days, language);
}
