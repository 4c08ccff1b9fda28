// How a day looks and what can still be done about it, in words; Oggi and Presenze say it alike.
import type { Operation, PupilDay } from '#bookings/model.ts';
import { decideDayChange } from '#bookings/rules.ts';
import type { ClassDay } from '#calendar/model.ts';
import { isInTime } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { DayFacts, DayState } from '../kit/contract.ts';
import { dayInRome, dayInWords, instantOf, spokenTime, timeInRome } from '../kit/civil-words.ts';
import type { Spoken } from '../kit/language.tsx';
import type { StateLook } from '../kit/state-badge.tsx';
import type { PortalKey } from './texts.ts';

const looks: Readonly<Record<DayState, Omit<StateLook, 'word'>>> = {
  expected: { tone: 'eats', icon: 'plate' },
  booked: { tone: 'eats', icon: 'done' },
  absent: { tone: 'away', icon: 'away' },
  'not-booked': { tone: 'away', icon: 'away' },
  'not-served': { tone: 'closed', icon: 'closed' },
  'no-canteen': { tone: 'quiet-day', icon: 'none' },
};

export function lookOf(state: DayState, spoken: Spoken<PortalKey>): StateLook {
  return { ...looks[state], word: spoken.say(`state.${state}`) };
}

/** The cut-off as a family should read it now (RULES B2): advised, still in time, or over. */
export function cutOffSentence(
  facts: DayFacts,
  now: Instant,
  spoken: Spoken<PortalKey>,
): string | undefined {
  const { cutOffAt, cutOff, advisedBy } = facts;
  if (cutOffAt === null || cutOff === null) return undefined;
  const cutOffDay = dayInRome(instantOf(cutOffAt));
  const when = whenWords(cutOffDay, now, spoken);
  const cutOffTime = spokenTime(cutOff);
  if (!isOpen(facts, now)) return spoken.say('cut-off.over', { time: cutOffTime, when });
  const isAdvisedStill =
    advisedBy !== null && (dayInRome(now) < cutOffDay || timeInRome(now) <= advisedBy);
  return isAdvisedStill
    ? spoken.say('cut-off.advised', { time: spokenTime(advisedBy), when })
    : spoken.say('cut-off.still', { time: cutOffTime, when });
}

/** ", lunedì 23 novembre" when the cut-off is not today. */
function whenWords(cutOffDay: Day, now: Instant, { language, say }: Spoken<PortalKey>): string {
  const today = dayInRome(now);
  if (cutOffDay === today) return '';
  return say('cut-off.of-day', { day: dayInWords(cutOffDay, language, today) });
}

/** Whether the day's last minute in time is not over yet, by the calendar's own rule. */
export function isOpen(facts: DayFacts, now: Instant): boolean {
  return facts.cutOffAt !== null && isInTime(now, instantOf(facts.cutOffAt));
}

/** What a family can do about a day now: decided by the very function that would refuse it. */
export function offerOf(facts: DayFacts, now: Instant): Operation | undefined {
  if (facts.cutOffAt === null) return undefined;
  const operation = facts.state === 'absent' ? 'absence-undone' : 'absence';
  const decided = decideDayChange(operation, pupilDayOf(facts, instantOf(facts.cutOffAt)), now);
  return decided.ok && decided.value === 'change' ? operation : undefined;
}

/** The day as the rule wants it. Pupil, service and receipt do not weigh in the decision. */
function pupilDayOf(facts: DayFacts, cutOffAt: Instant): PupilDay {
  return {
    pupilId: '',
    serviceId: '',
    day: facts.day,
    classDay: classDayOf(facts),
    usesService: true,
    cutOffAt,
    frozen: facts.state === 'booked' || facts.state === 'not-booked',
    absenceReceipt: facts.state === 'absent' ? '' : null,
    undoneReceipt: null,
    mealBooked: facts.state === 'booked',
  };
}

function classDayOf(facts: DayFacts): ClassDay {
  if (facts.state === 'no-canteen') return { kind: 'no-canteen' };
  return facts.state === 'not-served'
    ? { kind: 'not-served', because: 'closure', reason: facts.reason ?? '' }
    : { kind: 'canteen' };
}
