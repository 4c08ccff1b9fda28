// Invented Octobers with random calendars, classes and requests: portal, server, closing and the log of changes never disagree.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pupilDaysOf } from '#bookings/facts.ts';
import type { ChangeLine, DayOperation, FrozenMeal, PupilDay } from '#bookings/model.ts';
import { decideDayState, isDue, isMealExpected } from '#bookings/day-rules.ts';
import { decideChange, decideDayChange } from '#bookings/rules.ts';
import type { DayKey, DayRows, EaterRow } from '#bookings/day-rows-store.ts';
import { closesAt } from '#calendar/rules.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import { tenantCalendarOf } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import { addDays, asDay } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { asWeekdays } from '#ground/weekdays.ts';
import { dayAt, instantOf, timeAt } from '#platform/rome.ts';

// Three weeks around the end of summer time, which is on Sunday 25 October 2026.
const from = asDay('2026-10-12');
const to = asDay('2026-11-01');
const days = eachDay({ from, to });
const classes = [
  { classId: '1A', schoolId: 'north' },
  { classId: '2B', schoolId: 'north' },
  { classId: '3C', schoolId: 'south' },
] as const;
const services = ['lunch', 'snack'] as const;
const pupils = ['anna', 'bruno', 'carla'] as const;
const deadlineSeconds = 10;

interface Request {
  readonly afterMinutes: number;
  /** When given, the request arrives so long after the next cut-off instead: most of what goes wrong is there. */
  readonly fromCutOffSeconds: number | null;
  readonly operation: DayOperation;
  readonly pupilIds: readonly string[];
  readonly serviceId: string | null;
  readonly days: readonly Day[];
}

interface Town {
  readonly calendar: TenantCalendar;
  readonly eaters: readonly EaterRow[];
  /** 'HH:MM' of every day's cut-off. */
  readonly cutOffTime: string;
}

/** What bookings remembers, in memory: the same rows that the database gives. */
interface Books {
  absences: DayRows['absences'];
  readonly serviceDays: {
    schoolId: string;
    serviceId: string;
    day: Day;
    cutOffAt: Instant;
    frozenAt: Instant;
    amnestyUntil: null;
  }[];
  readonly meals: (DayKey & FrozenMeal)[];
  readonly log: { readonly receiptCode: string; readonly lines: readonly ChangeLine[] }[];
}

const newBooks = (): Books => ({ absences: [], serviceDays: [], meals: [], log: [] });

/** The layers that these weeks do without. */
const nothingElse = {
  version: 1,
  plainDays: [],
  optIns: [],
  suspensions: [],
  plainRanges: [],
  holds: [],
} as const;

function asMeal({ pupilId, serviceId, day }: PupilDay): DayKey & FrozenMeal {
  return { pupilId, serviceId, day, outcome: 'booked', plain: false, correction: null };
}

function pupilDays(town: Town, books: Books): readonly PupilDay[] {
  const { absences, serviceDays, meals } = books;
  const undone = books.log.flatMap(({ receiptCode, lines }) =>
    lines
      .filter((line) => line.operation === 'absence-undone')
      .flatMap(({ pupilId, serviceId, days: back }) =>
        back.map((day) => ({
          pupilId,
          serviceId,
          day,
          operation: 'absence-undone' as const,
          receiptCode,
        })),
      ),
  );
  return pupilDaysOf(
    town.calendar,
    { ...nothingElse, eaters: town.eaters, absences, serviceDays },
    days,
    { meals, undone },
  );
}

/** Closes what is over at `now`, as closing does: by school and service, with the last cut-off of the classes. */
function closeDue(town: Town, books: Books, now: Instant): void {
  for (const day of days) {
    for (const schoolId of ['north', 'south']) {
      for (const serviceId of services) {
        const own = classes.filter((one) => one.schoolId === schoolId);
        const cutOffAt = asInstant(
          Math.max(
            ...own.map(({ classId }) => town.calendar.cutOff(classId, serviceId, day).cutOffAt),
          ),
        );
        const isClosed = books.serviceDays.some(
          (one) => one.schoolId === schoolId && one.serviceId === serviceId && one.day === day,
        );
        if (isClosed || now < closesAt(cutOffAt, deadlineSeconds)) continue;
        const eaters = town.eaters.filter(
          (eater) => eater.schoolId === schoolId && eater.serviceId === serviceId,
        );
        const rows = {
          ...nothingElse,
          eaters,
          absences: books.absences,
          serviceDays: books.serviceDays,
        };
        const eating = pupilDaysOf(town.calendar, rows, [day]).filter(isMealExpected);
        books.meals.push(...eating.map(asMeal));
        const frozen = { frozenAt: now, amnestyUntil: null };
        books.serviceDays.push({ schoolId, serviceId, day, cutOffAt, ...frozen });
      }
    }
  }
}

function ask(
  town: Town,
  books: Books,
  request: Request,
  arrivedAt: Instant,
): Outcome<unknown, string> {
  const wanted = pupilDays(town, books).filter(
    (one) =>
      request.pupilIds.includes(one.pupilId) &&
      (request.serviceId === null || request.serviceId === one.serviceId) &&
      request.days.includes(one.day),
  );
  const decision = decideChange(request.operation, wanted, arrivedAt);
  if (decision.ok && decision.value.kind === 'change') {
    const receiptCode = `receipt ${books.log.length}`;
    books.log.push({ receiptCode, lines: decision.value.lines });
    books.absences = replay(books.log);
  }
  return decision;
}

/** The absences in force, from the log alone. */
function replay(log: Books['log']): DayRows['absences'] {
  const absent = new Map<string, DayRows['absences'][number]>();
  for (const { receiptCode, lines } of log) {
    for (const { pupilId, serviceId, operation, days: changed } of lines) {
      for (const day of changed) {
        const key = `${pupilId} ${serviceId} ${day}`;
        // Every accepted change changes something: no absence on an absence, no undoing of nothing.
        expect(absent.has(key)).toBe(operation === 'absence-undone');
        if (operation === 'absence') absent.set(key, { pupilId, serviceId, day, receiptCode });
        else absent.delete(key);
      }
    }
  }
  return [...absent.values()];
}

const someDay = fc.constantFrom(...days);
const aTown: fc.Arbitrary<Town> = fc
  .record({
    weekdays: fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 6, maxLength: 6 }),
    uses: fc.array(fc.integer({ min: 1, max: 31 }), { minLength: 6, maxLength: 6 }),
    movesOn: someDay,
    closures: fc.array(
      fc.record({
        fromOn: someDay,
        days: fc.integer({ min: 0, max: 4 }),
        classId: fc.option(fc.constantFrom('1A', '2B', '3C')),
      }),
      { maxLength: 3 },
    ),
    cutOff: fc.record({
      daysBefore: fc.integer({ min: 0, max: 2 }),
      time: fc.constantFrom('08:00', '09:30', '18:00'),
      counted: fc.constantFrom('calendar', 'serving'),
    }),
  })
  .map(({ weekdays, uses, movesOn, closures, cutOff }) => {
    const rows: Parameters<typeof tenantCalendarOf>[0] = {
      classes: classes.map((one) => ({ ...one, grade: 'primary' })),
      schoolYears: [
        {
          schoolYear: 2026,
          grade: 'primary',
          schoolId: null,
          firstCanteenOn: asDay('2026-09-14'),
          lastCanteenOn: asDay('2026-10-29'),
        },
      ],
      closures: closures.map((one) => ({
        scope: one.classId === null ? 'tenant' : 'class',
        grade: null,
        schoolId: null,
        classId: one.classId,
        fromOn: one.fromOn,
        toOn: addDays(one.fromOn, one.days),
        reason: 'Chiuso',
        recordedAt: asInstant(0),
      })),
      dayEvents: [],
      canteenWeekdays: classes.flatMap(({ classId }, index) =>
        services.map((serviceId, other) => ({
          classId,
          serviceId,
          weekdays: asWeekdays(weekdays[index * 2 + other] ?? 0),
          from: asDay('2026-09-01'),
          to: null,
        })),
      ),
      settings: [
        {
          scope: 'tenant',
          scopeId: null,
          key: 'calendar.cut-off',
          value: cutOff,
          validFrom: asDay('2026-09-01'),
          recordedAt: asInstant(0),
        },
      ],
      services: services.map((serviceId) => ({ serviceId, serviceName: serviceId })),
    };
    // Anna stays in 1A, Bruno moves from 1A to the other school, Carla stays in 2B.
    const seats = [
      { pupilId: 'anna', ...classes[0], from, to },
      { pupilId: 'bruno', ...classes[0], from, to: addDays(movesOn, -1) },
      { pupilId: 'bruno', ...classes[2], from: movesOn, to },
      { pupilId: 'carla', ...classes[1], from, to },
    ];
    const eaters = seats.flatMap((seat) =>
      services.map((serviceId, other): EaterRow => ({
        ...seat,
        serviceId,
        weekdays: asWeekdays(
          uses[pupils.findIndex((pupil) => pupil === seat.pupilId) * 2 + other] ?? 0,
        ),
      })),
    );
    return { calendar: tenantCalendarOf(rows), eaters, cutOffTime: cutOff.time };
  });
const aRequest: fc.Arbitrary<Request> = fc.record({
  // Half an hour to two days; and sometimes at once, so that two fall before the same cut-off.
  afterMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 30, max: 3000 })),
  fromCutOffSeconds: fc.option(fc.integer({ min: -5, max: 75 })),
  operation: fc.constantFrom('absence', 'absence-undone'),
  pupilIds: fc.uniqueArray(fc.constantFrom(...pupils), { minLength: 1 }),
  serviceId: fc.option(fc.constantFrom(...services)),
  days: fc.uniqueArray(someDay, { minLength: 1, maxLength: 6 }),
});

/** Runs the requests one after the other, closing what is over in between; `look` sees the books before each. */
function live(
  town: Town,
  requests: readonly Request[],
  look: (books: Books, request: Request, arrivedAt: Instant) => void,
): Books {
  const books = newBooks();
  let now = instantOf(from, '07:00');
  for (const request of requests) {
    now = arrivalOf(request, town, now);
    closeDue(town, books, now);
    look(books, request, now);
  }
  closeDue(town, books, instantOf(addDays(to, 1), '23:00'));
  return books;
}

function arrivalOf(
  { afterMinutes, fromCutOffSeconds }: Request,
  { cutOffTime }: Town,
  last: Instant,
): Instant {
  const later = plusSeconds(last, afterMinutes * 60);
  if (fromCutOffSeconds === null) return later;
  const cutOffs = [0, 1].map((after) => instantOf(addDays(dayAt(later), after), cutOffTime));
  const arrivals = cutOffs.map((at) => plusSeconds(at, fromCutOffSeconds));
  return arrivals.find((at) => at >= last) ?? later;
}

const townAndRequests = [aTown, fc.array(aRequest, { minLength: 1, maxLength: 12 })] as const;

describe('on every day of every child, at every moment', () => {
  it('the portal offers exactly what the server accepts', () => {
    fc.assert(
      fc.property(...townAndRequests, (town, requests) => {
        live(town, requests, (books, request, arrivedAt) => {
          expect(pupilDays(town, books).flatMap((one) => disagreements(one, arrivedAt))).toEqual(
            [],
          );
          ask(town, books, request, arrivedAt);
        });
      }),
    );
  });

  it('a day that is still open is never closed under a request that is in time', () => {
    fc.assert(
      fc.property(...townAndRequests, (town, requests) => {
        live(town, requests, (books, request, arrivedAt) => {
          const closed = pupilDays(town, books).filter((one) => one.frozen);
          expect(closed.filter((one) => isInTimeOnTheWall(one, arrivedAt))).toEqual([]);
          ask(town, books, request, arrivedAt);
        });
      }),
    );
  });
});

describe('when the weeks are over', () => {
  it('who has a meal is exactly who was due one and whose last accepted request was not an absence', () => {
    fc.assert(
      fc.property(...townAndRequests, (town, requests) => {
        const books = live(town, requests, (open, request, arrivedAt) =>
          ask(town, open, request, arrivedAt),
        );
        const absent = new Set(
          replay(books.log).map((one) => `${one.pupilId} ${one.serviceId} ${one.day}`),
        );
        const expected = pupilDays(town, books)
          .filter(isDue)
          .map((one) => `${one.pupilId} ${one.serviceId} ${one.day}`)
          .filter((key) => !absent.has(key));
        const meals = books.meals.map((one) => `${one.pupilId} ${one.serviceId} ${one.day}`);
        expect(meals.toSorted()).toEqual(expected.toSorted());
        const due = pupilDays(town, books).filter(isDue);
        expect(due.map(decideDayState)).toEqual(
          due.map((one) => (one.absenceReceipt === null ? 'booked' : 'absent')),
        );
      }),
    );
  });

  it('requests that were refused, or asked twice, have left nothing behind', () => {
    fc.assert(
      fc.property(...townAndRequests, (town, requests) => {
        const outcomes: boolean[] = [];
        const books = live(town, requests, (open, request, arrivedAt) => {
          const before = open.log.length;
          const isAccepted = ask(town, open, request, arrivedAt).ok;
          outcomes.push(open.log.length > before);
          expect(isAccepted || open.log.length === before).toBe(true);
          // The same again, at once, never changes anything more (RULES B8).
          const after = open.log.length;
          ask(town, open, request, arrivedAt);
          expect(open.log.length).toBe(after);
        });
        const onlyAccepted = requests.map((request, index) => ({
          ...request,
          isAsked: outcomes[index] === true,
        }));
        const again = live(town, onlyAccepted, (open, request, arrivedAt) => {
          if ('isAsked' in request && request.isAsked === true) ask(town, open, request, arrivedAt);
        });
        expect(again.meals).toEqual(books.meals);
      }),
    );
  });
});

function isInTimeOnTheWall(one: PupilDay, arrivedAt: Instant): boolean {
  const wall = (at: Instant): string => `${dayAt(at)} ${timeAt(at)}`;
  return wall(arrivedAt) <= wall(one.cutOffAt);
}

/** Where portal, server and the clock on the wall say different things of a day; empty when they agree. */
function disagreements(one: PupilDay, arrivedAt: Instant): readonly string[] {
  const isOpen = isDue(one) && isInTimeOnTheWall(one, arrivedAt) && !one.frozen;
  const state = decideDayState(one);
  const operations = [
    ['absence', 'expected', one.absenceReceipt === null],
    ['absence-undone', 'absent', one.absenceReceipt !== null],
  ] as const;
  return operations.flatMap(([operation, stateBefore, isPossible]) => {
    const offered = decideDayChange(operation, one, arrivedAt);
    const decided = decideChange(operation, [one], arrivedAt);
    const offer = offered.ok ? offered.value : offered.refusal;
    const decision = decided.ok ? decided.value.kind : decided.refusal;
    const checks: readonly [string, boolean][] = [
      [`the portal offers ${offer}, the server decides ${decision}`, offer === decision],
      [
        `${operation} is offered for a day that is ${state}`,
        offer !== 'change' || state === stateBefore,
      ],
      [`${operation} of an open day: ${offer}`, (offer === 'change') === (isOpen && isPossible)],
    ];
    return checks
      .filter(([, holds]) => !holds)
      .map(([what]) => `${one.pupilId} ${one.serviceId} ${one.day}: ${what}`);
  });
}
