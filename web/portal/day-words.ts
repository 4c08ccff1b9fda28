// How a day looks and what can still be done about it, in words; Oggi and Presenze say it alike.
import type { DayView } from '#bookings/api.ts';
import type { DayOperation } from '#bookings/model.ts';
import { decideDayChange } from '#bookings/rules.ts';
import { isInTime } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import type { Instant } from '#ground/instant.ts';
import { dayInRome, dayInWords, spokenTime, timeInRome } from '../kit/civil-words.ts';
import type { Spoken } from '../kit/language.tsx';
import type { StateLook } from '../kit/state-badge.tsx';
import { asPupilDay } from './family.ts';
import type { DayState } from './family.ts';
import type { PortalKey } from './texts.ts';

const looks: Readonly<Record<DayState, Omit<StateLook, 'word'>>> = {
  expected: { tone: 'eats', icon: 'plate' },
  booked: { tone: 'eats', icon: 'done' },
  absent: { tone: 'away', icon: 'away' },
  'not-booked': { tone: 'away', icon: 'away' },
  'not-served': { tone: 'closed', icon: 'closed' },
  'no-canteen': { tone: 'quiet-day', icon: 'none' },
  'opt-in': { tone: 'quiet-day', icon: 'plate' },
  'on-hold': { tone: 'closed', icon: 'closed' },
  suspended: { tone: 'away', icon: 'away' },
  plain: { tone: 'eats', icon: 'plate' },
};

export function lookOf(state: DayState, spoken: Spoken<PortalKey>): StateLook {
  return { ...looks[state], word: spoken.say(`state.${state}`) };
}

/** The cut-off as a family should read it now (RULES B2): advised, still in time, or over. */
export function cutOffSentence(view: DayView, now: Instant, spoken: Spoken<PortalKey>): string {
  const { cutOff, advisedBy } = view;
  const cutOffDay = dayInRome(asInstant(view.facts.cutOffAt));
  const when = whenWords(cutOffDay, now, spoken);
  const cutOffTime = spokenTime(cutOff);
  if (!isOpen(view, now)) return spoken.say('cut-off.over', { time: cutOffTime, when });
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

/** Whether the day's last minute in time is not over yet, by the calendar's own rule. */
export function isOpen(view: DayView, now: Instant): boolean {
  return isInTime(now, asInstant(view.facts.cutOffAt));
}

/** What a family can do about a day now: decided by the very function that would refuse it. */
export function offerOf(view: DayView, now: Instant): DayOperation | undefined {
  const operation = view.state === 'absent' ? 'absence-undone' : 'absence';
  const decided = decideDayChange(operation, asPupilDay(view), now);
  return decided.ok && decided.value === 'change' ? operation : undefined;
}
