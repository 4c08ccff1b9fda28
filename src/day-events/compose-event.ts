// The letter about an event, in the guardian's language: one line for each child and what is to be done.
import type { DayEventKind, OutingLunch } from '#calendar/model.ts';
import type { ConcernedPupil } from '#day-events/model.ts';
import english from '#day-events/texts/en.json' with { type: 'json' };
import italian from '#day-events/texts/it.json' with { type: 'json' };
import type { Day } from '#ground/day.ts';
import { dayInWords, daysInShort, daysInWords } from '#ground/day-in-words.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';

export interface ToldEvent {
  readonly kind: DayEventKind | 'closure';
  readonly lunch: OutingLunch | null;
  readonly reason: string;
  readonly act: 'recorded' | 'undone';
  /** Of a closure: long ones are told by their ends. */
  readonly span: ClosedDayRange | null;
}

type NamedPupil = ConcernedPupil & { readonly firstName: string };
/** Names of the branches of `mail.line`. */
type What = 'cancelled' | 'packed' | 'booked' | 'offered' | 'undone' | 'shut';

export function composeEvent(
  language: Language,
  event: ToldEvent & { readonly authority: string },
  pupils: readonly NamedPupil[],
): { readonly subject: string; readonly body: string } {
  const texts = language === 'it' ? italian : english;
  const { reason, authority, act } = event;
  const lines = pupils.flatMap((pupil) => linesOf(event, pupil));
  const kind = event.lunch === 'packed' ? 'packed' : event.kind;
  const written = lines.map(({ name, what, days }) =>
    say(
      texts,
      'mail.line',
      { name, what, reason, days: inWords(texts, event, days, language) },
      language,
    ),
  );
  return {
    subject: say(texts, 'mail.subject', { kind, act }, language),
    body: say(
      texts,
      'mail.body',
      { lines: written.join('\n'), todo: say(texts, todoOf(lines), {}, language), authority },
      language,
    ),
  };
}

/**
 * What matters of it is the day itself. `ringsOn`: on which day it would ring if it waited; what is heard only on the
 * day of the event is heard too late, so that does not wait.
 */
export function composeEventSms(
  language: Language,
  event: ToldEvent & { readonly authority: string },
  pupils: readonly NamedPupil[],
  ringsOn: Day,
): { readonly text: string; readonly canWait: boolean } {
  const texts = language === 'it' ? italian : english;
  const { reason, authority, act } = event;
  const lines = pupils.flatMap((pupil) => linesOf(event, pupil));
  const alike = groupBy(lines, ({ what, days }) => `${what} ${days.join()}`);
  const written = [...alike.values()].map((group) => {
    const [{ what, days }] = group;
    const names = group.map((line) => line.name).join(', ');
    return say(texts, 'sms.line', { names, what, days: daysInShort(days, language) }, language);
  });
  const values = { lines: written.join('; '), reason: reason.replace(/[.\s]+$/, ''), authority };
  return {
    text: say(texts, `sms.${act}`, values, language),
    canWait: lines.every((line) => line.days.every((day) => ringsOn < day)),
  };
}

/** The most that any of the children asks of the family. */
function todoOf(lines: readonly Line[]): 'mail.opt-in' | 'mail.booked' | 'mail.nothing' {
  if (lines.some((line) => line.what === 'offered')) return 'mail.opt-in';
  return lines.some((line) => line.what === 'booked') ? 'mail.booked' : 'mail.nothing';
}

interface Line {
  readonly name: string;
  readonly what: What;
  readonly days: readonly Day[];
}

function linesOf(event: ToldEvent, pupil: NamedPupil): readonly Line[] {
  const { firstName: name, days, optInDays } = pupil;
  if (event.act === 'undone') {
    const what = event.kind === 'opening' ? 'shut' : 'undone';
    return [{ name, what, days: [...days, ...optInDays].toSorted() }];
  }
  const ordinary = event.lunch === 'packed' ? 'packed' : 'cancelled';
  const lines: readonly Line[] = [
    { name, what: event.kind === 'opening' ? 'booked' : ordinary, days },
    { name, what: 'offered', days: optInDays },
  ];
  return lines.filter((line) => line.days.length > 0);
}

/** More days than one reads at a glance are told by the first and the last. */
function inWords(
  texts: typeof italian,
  { span }: ToldEvent,
  days: readonly Day[],
  language: Language,
): string {
  if (span === null || days.length <= daysNamedMax) return daysInWords(days, language);
  const [from, to] = [span.from, span.to].map((day) => dayInWords(day, language));
  return say(texts, 'mail.span', { from: from ?? '', to: to ?? '' }, language);
}

const daysNamedMax = 3;
