// How a day looks and what is to be said about it, in words; Oggi and Presenze say it alike (RULES A3, B2).
import type { DayView } from '#bookings/api.ts';
import { isCharged } from '#bookings/day-rules.ts';
import { isInTime } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import type { Instant } from '#ground/instant.ts';
import { dayInRome, dayInWords, spokenTime, timeInRome, timeInWords } from '../kit/civil-words.ts';
import type { Spoken } from '../kit/language.tsx';
import type { StateLook } from '../kit/state-badge.tsx';
import type { DayState } from './family.ts';
import type { PortalKey } from './texts.ts';

/** What a day is called: its state, or the more exact word that there is for it. */
export type DayName =
  | DayState
  | 'strike'
  | 'outing'
  | 'packed-lunch'
  | 'booked-plain'
  | 'sent-home'
  | 'came-unbooked'
  | 'not-delivered';

const looks: Readonly<Record<DayName, Omit<StateLook, 'word'>>> = {
  expected: { tone: 'eats', icon: 'plate' },
  plain: { tone: 'eats', icon: 'plain' },
  'packed-lunch': { tone: 'eats', icon: 'bag' },
  booked: { tone: 'eats', icon: 'done' },
  'booked-plain': { tone: 'eats', icon: 'plain' },
  'came-unbooked': { tone: 'eats', icon: 'done' },
  'sent-home': { tone: 'away', icon: 'leave' },
  absent: { tone: 'away', icon: 'away' },
  suspended: { tone: 'away', icon: 'pause' },
  'not-booked': { tone: 'away', icon: 'away' },
  'not-delivered': { tone: 'away', icon: 'away' },
  'on-hold': { tone: 'closed', icon: 'hold' },
  'not-served': { tone: 'closed', icon: 'closed' },
  strike: { tone: 'closed', icon: 'strike' },
  outing: { tone: 'closed', icon: 'outing' },
  'opt-in': { tone: 'quiet-day', icon: 'join' },
  'no-canteen': { tone: 'quiet-day', icon: 'none' },
};

export function nameOf({ state, facts }: DayView): DayName {
  const { classDay, meal } = facts;
  const correction = meal?.correction ?? null;
  if (
    correction === 'sent-home' ||
    correction === 'came-unbooked' ||
    correction === 'not-delivered'
  )
    return correction;
  if (correction === 'outing-late') return 'outing';
  if (correction === 'strike-late') return 'strike';
  if (state === 'booked' && meal?.plain === true) return 'booked-plain';
  if (state === 'expected' && classDay.kind === 'canteen' && classDay.packedLunch === true)
    return 'packed-lunch';
  if (state === 'not-served' && classDay.kind === 'not-served') {
    const { because } = classDay;
    if (because === 'strike' || because === 'outing') return because;
  }
  return state;
}

export function lookOf(view: DayView, { say }: Spoken<PortalKey>): StateLook {
  const name = nameOf(view);
  return { ...looks[name], word: say(`state.${name}`) };
}

/** As Oggi says it: "Oggi mangia". */
export function todayLookOf(view: DayView, { say }: Spoken<PortalKey>): StateLook {
  const name = nameOf(view);
  return { ...looks[name], word: say(`today.${name}`) };
}

/** The names in the order of the legend. */
export const dayNames: readonly DayName[] = [
  'expected',
  'plain',
  'packed-lunch',
  'booked',
  'booked-plain',
  'came-unbooked',
  'sent-home',
  'absent',
  'suspended',
  'not-booked',
  'not-delivered',
  'on-hold',
  'not-served',
  'strike',
  'outing',
  'opt-in',
  'no-canteen',
];

/** Why the day is so and what it costs; not who asked, nor until when it can change. */
export function reasonsOf(view: DayView, { say }: Spoken<PortalKey>): readonly string[] {
  const { classDay, meal, present } = view.facts;
  const sentences: string[] = [];
  if (view.reason !== null && view.reason !== '') sentences.push(view.reason);
  if (classDay.kind === 'canteen' && classDay.packedLunch === true && meal === null)
    sentences.push(say('day.packed-lunch'));
  if (classDay.kind === 'canteen' && classDay.opening !== undefined)
    sentences.push(say(`day.opening.${classDay.opening}`));
  if (view.state === 'on-hold') sentences.push(say('day.on-hold'));
  if (view.state === 'plain' && view.facts.certificateReceipt !== null)
    sentences.push(say('day.by-certificate'));
  if (meal !== null) {
    const { correction, outcome } = meal;
    sentences.push(
      correction === null
        ? say(isCharged(meal) ? 'day.charged' : 'day.not-charged')
        : say(`correction.${correction}`, { outcome }),
    );
  }
  if (present !== null) sentences.push(say('day.roll-call', { present: present ? 'yes' : 'no' }));
  return sentences;
}

/** Until when a family can change the day, or could: undefined where there is nothing to change. */
export function timeSentence(
  view: DayView,
  now: Instant,
  spoken: Spoken<PortalKey>,
): string | undefined {
  const { amnestyUntil, frozen, meal } = view.facts;
  if (frozen && meal?.outcome === 'booked' && amnestyUntil !== null) {
    const until = asInstant(amnestyUntil);
    if (!isInTime(now, until)) return undefined;
    const when = whenWords(dayInRome(until), now, spoken);
    return spoken.say('cut-off.amnesty', { time: timeInWords(until), when });
  }
  const hasMeal = view.state !== 'not-served' && view.state !== 'no-canteen';
  return hasMeal && meal === null ? cutOffSentence(view, now, spoken) : undefined;
}

/** The cut-off as a family should read it now (RULES B2): advised, still in time, or over. */
export function cutOffSentence(view: DayView, now: Instant, spoken: Spoken<PortalKey>): string {
  const { cutOff, advisedBy } = view;
  const cutOffAt = asInstant(view.facts.cutOffAt);
  const cutOffDay = dayInRome(cutOffAt);
  const when = whenWords(cutOffDay, now, spoken);
  const cutOffTime = spokenTime(cutOff);
  if (!isInTime(now, cutOffAt)) return spoken.say('cut-off.over', { time: cutOffTime, when });
  const isAdvisedStill =
    advisedBy !== null && (dayInRome(now) < cutOffDay || timeInRome(now) <= advisedBy);
  return isAdvisedStill
    ? spoken.say('cut-off.advised', { time: spokenTime(advisedBy), when })
    : spoken.say('cut-off.still', { time: cutOffTime, when });
}

/** " di lunedì 23 novembre" when the cut-off is not today. */
function whenWords(cutOffDay: Day, now: Instant, { language, say }: Spoken<PortalKey>): string {
  const today = dayInRome(now);
  if (cutOffDay === today) return '';
  return say('cut-off.of-day', { day: dayInWords(cutOffDay, language, today) });
}
