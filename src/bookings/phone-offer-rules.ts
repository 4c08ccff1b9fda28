// What can be changed on the telephone for one child at an instant: asked of the very rules that will decide it (RULES B4).
import { isMealExpected } from '#bookings/day-rules.ts';
import { decideImpliedDay } from '#bookings/implied-day-rules.ts';
import type { ImpliedDay } from '#bookings/implied-day-rules.ts';
import type {
  DayOperation,
  DayState,
  PupilDay,
  RangeFacts,
  RangeOperation,
} from '#bookings/model.ts';
import { chainsOf, decideRanges } from '#bookings/range-rules.ts';
import { decideChange } from '#bookings/rules.ts';
import type { CivilMoment } from '#calendar/model.ts';
import type { PhoneLine } from '#calendar/phone-rules.ts';
import { isBefore } from '#calendar/phone-rules.ts';
import { isInTime, schoolYearEndsOn } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { ascending } from '#ground/order.ts';

/** `absence-days`: from the first useful day to another one, canteen days only. */
export type OfferedOperation =
  | 'absence'
  | 'absence-days'
  | 'absence-undone'
  | 'plain-meal'
  | 'plain-meal-undone'
  | 'suspension'
  | 'resumption';

export interface PhoneOffers {
  readonly pupilId: string;
  /** Outside the hours nothing is recorded, and the answer says when to call. */
  readonly line:
    | { readonly isOpen: true }
    | { readonly isOpen: false; readonly opens: CivilMoment };
  /** The first useful day over all services of the child; null while the line is closed, and when no meal is due any more. */
  readonly first: {
    readonly day: Day;
    readonly state: DayState;
    /** More than four days away: it is said again before the confirmation. */
    readonly isFar: boolean;
  } | null;
  /** The last meal that is expected and can no longer be changed, today or later: since when. */
  readonly tooLate: { readonly day: Day; readonly cutOff: CivilMoment } | null;
  /** In force on the first useful day, or the next one; `to` null is open. */
  readonly suspension: { readonly from: Day; readonly to: Day | null } | null;
  readonly operations: readonly OfferedOperation[];
  /** The last day that can be named: the end of the school year. */
  readonly lastDay: Day;
}

export interface PhoneFacts {
  readonly pupilId: string;
  /** Each meal service of the child; days from before today, for the run of plain meals, to the end of the school year. */
  readonly services: readonly { readonly facts: RangeFacts; readonly line: PhoneLine }[];
  readonly arrivedAt: Instant;
  readonly today: Day;
  /** How many plain meals may follow one another, by the setting of a day. */
  readonly plainRunMaxOn: (day: Day) => number;
  readonly momentOf: (instant: Instant) => CivilMoment;
}

/** An operation is offered exactly when the rule would record it for the first useful day, with every service of that day. */
export function decidePhoneOffers(facts: PhoneFacts): PhoneOffers {
  const { pupilId, today } = facts;
  const line = lineOf(facts);
  const first = line.isOpen ? firstOf(facts) : null;
  const suspension = suspensionOf(facts, first?.day ?? today);
  return {
    pupilId,
    line,
    first,
    tooLate: tooLateOf(facts, first?.day),
    suspension,
    operations: first === null ? [] : operationsOf(facts, first.day, suspension?.from),
    lastDay: schoolYearEndsOn(today),
  };
}

/** While one service of the child can still be changed the line is open; a child without any is told so. */
function lineOf({ services }: PhoneFacts): PhoneOffers['line'] {
  let opens: CivilMoment | undefined;
  for (const { line } of services) {
    if (line.isOpen) return { isOpen: true };
    if (opens === undefined || isBefore(line.opens, opens)) opens = line.opens;
  }
  return opens === undefined ? { isOpen: true } : { isOpen: false, opens };
}

/** Of two services on the same day the one that is still eaten says how the day stands. */
function firstOf({ services, arrivedAt, today }: PhoneFacts): PhoneOffers['first'] {
  const days = services
    .map(({ facts, line }) => decideImpliedDay(facts.days, line, arrivedAt, today))
    .filter(isDay)
    .toSorted(
      (one, other) => ascending(one.day, other.day) || rankOf(one.state) - rankOf(other.state),
    );
  const [first] = days;
  return first === undefined ? null : { day: first.day, state: first.state, isFar: first.isFar };
}

const isDay = (implied: ImpliedDay): implied is Extract<ImpliedDay, { kind: 'day' }> =>
  implied.kind === 'day';

/** How a day with a meal due may stand. */
const standing: readonly DayState[] = ['expected', 'plain', 'absent', 'suspended', 'on-hold'];
const rankOf = (state: DayState): number => standing.indexOf(state);

function tooLateOf(facts: PhoneFacts, firstDay: Day | undefined): PhoneOffers['tooLate'] {
  const late = daysOf(facts)
    .filter(
      (one) =>
        one.day >= facts.today &&
        (firstDay === undefined || one.day <= firstDay) &&
        isMealExpected(one) &&
        !isInTime(facts.arrivedAt, one.cutOffAt),
    )
    .toSorted((one, other) => ascending(one.day, other.day));
  const last = late.at(-1);
  return last === undefined ? null : { day: last.day, cutOff: facts.momentOf(last.cutOffAt) };
}

function suspensionOf({ services }: PhoneFacts, day: Day): PhoneOffers['suspension'] {
  const chains = services
    .flatMap(({ facts }) => chainsOf(facts.suspensions))
    .filter((chain) => chain.to >= day)
    .toSorted((one, other) => ascending(one.from, other.from));
  const [first] = chains;
  return first === undefined ? null : { from: first.from, to: first.last.open ? null : first.to };
}

function operationsOf(
  facts: PhoneFacts,
  day: Day,
  suspendedFrom: Day | undefined,
): readonly OfferedOperation[] {
  const next = nextUsefulDay(facts, day);
  const resumedFrom = suspendedFrom !== undefined && suspendedFrom > day ? suspendedFrom : day;
  const offered: Readonly<Record<OfferedOperation, boolean>> = {
    absence: isDayTaken(facts, 'absence', [day]),
    'absence-days': next !== undefined && isDayTaken(facts, 'absence', [day, next]),
    'absence-undone': isDayTaken(facts, 'absence-undone', [day]),
    'plain-meal': isDayTaken(facts, 'plain-meal', [day]),
    'plain-meal-undone': isDayTaken(facts, 'plain-meal-undone', [day]),
    suspension: isRangeTaken(facts, 'suspension', day),
    resumption: isRangeTaken(facts, 'resumption', resumedFrom),
  };
  return operations.filter((operation) => offered[operation]);
}

const operations: readonly OfferedOperation[] = [
  'absence',
  'absence-days',
  'absence-undone',
  'plain-meal',
  'plain-meal-undone',
  'suspension',
  'resumption',
];

/** Of the days after the first useful one the first on which this child is due a meal too. */
function nextUsefulDay(facts: PhoneFacts, day: Day): Day | undefined {
  return firstOf({
    ...facts,
    services: facts.services.map(({ facts: own, line }) => ({
      line,
      facts: { ...own, days: own.days.filter((one) => one.day > day) },
    })),
  })?.day;
}

function isDayTaken(facts: PhoneFacts, operation: DayOperation, days: readonly Day[]): boolean {
  const around = daysOf(facts);
  const asked = around.filter((one) => days.includes(one.day));
  const [first = facts.today] = days;
  const outcome = decideChange(operation, asked, facts.arrivedAt, {
    around,
    plainRunMax: facts.plainRunMaxOn(first),
  });
  return outcome.ok && outcome.value.kind === 'change';
}

function isRangeTaken(facts: PhoneFacts, operation: RangeOperation, from: Day): boolean {
  const { arrivedAt, today } = facts;
  const outcome = decideRanges(
    { operation, arrivedAt, today, plainRunMax: facts.plainRunMaxOn(today) },
    facts.services.map((service) => ({ facts: service.facts, range: { from, to: null } })),
  );
  return outcome.ok && outcome.value.kind === 'change';
}

function daysOf({ services }: PhoneFacts): readonly PupilDay[] {
  return services.flatMap((service) => service.facts.days);
}
