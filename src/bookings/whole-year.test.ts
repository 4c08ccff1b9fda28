// Random years of changes of every kind: portal, server, closing and an independent reading of the log agree on every day.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDayState, isDue, isMealExpected, isPlain } from '#bookings/day-rules.ts';
import { pupilDaysOf, rangeFactsOf } from '#bookings/facts.ts';
import type { LaterRows, UndoneRow } from '#bookings/facts.ts';
import type {
  ChangeDecision,
  ChangeLine,
  DayOperation,
  PupilDay,
  RangeOperation,
} from '#bookings/model.ts';
import { chainAt, decideRanges } from '#bookings/range-rules.ts';
import { decideChange, decideDayChange } from '#bookings/rules.ts';
import type { DayReceiptRow, DayRows, SpanRow } from '#bookings/day-rows-store.ts';
import { schoolYearEndsOn } from '#calendar/rules.ts';
import { tenantCalendarOf } from '#calendar/tenant-calendar.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import { addDays, asDay, daysBetween } from '#ground/day.ts';
import { contains, eachDay } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { asWeekdays } from '#ground/weekdays.ts';
import { dayAt, instantOf } from '#platform/rome.ts';

const from = asDay('2026-09-14');
const to = asDay('2027-06-08');
const days = eachDay({ from, to });
const pupils = ['anna', 'bruno'] as const;
const plainRunMax = 2;

interface Request {
  readonly afterHours: number;
  /** Sometimes a little before or after a cut-off. */
  readonly nearCutOffSeconds: number | null;
  readonly operation: DayOperation | RangeOperation;
  readonly pupilIds: readonly string[];
  /** Days from the arrival on. */
  readonly ahead: readonly number[];
  readonly open: boolean;
}

interface World {
  readonly calendar: TenantCalendar;
  readonly holds: DayRows['holds'];
}

/** What the tables would hold, and the log they are written with. */
interface Books {
  absences: readonly DayReceiptRow[];
  plainDays: readonly DayReceiptRow[];
  optIns: readonly DayReceiptRow[];
  suspensions: readonly SpanRow[];
  plainRanges: readonly SpanRow[];
  undone: readonly UndoneRow[];
  frozen: Set<Day>;
  meals: Map<string, { plain: boolean }>;
  log: { readonly receiptCode: string; readonly lines: readonly ChangeLine[] }[];
}

const emptyBooks = (): Books => ({
  absences: [],
  plainDays: [],
  optIns: [],
  suspensions: [],
  plainRanges: [],
  undone: [],
  frozen: new Set(),
  meals: new Map(),
  log: [],
});

function rowsOf(world: World, books: Books): DayRows {
  const { absences, plainDays, optIns, suspensions, plainRanges } = books;
  return {
    version: 1,
    eaters: pupils.map((pupilId) => ({
      pupilId,
      classId: pupilId === 'anna' ? '1A' : '2B',
      schoolId: 'north',
      serviceId: 'lunch',
      weekdays: asWeekdays(31),
      from,
      to,
    })),
    absences,
    plainDays,
    optIns,
    suspensions,
    plainRanges,
    holds: world.holds,
    serviceDays: [...books.frozen].map((day) => ({
      schoolId: 'north',
      serviceId: 'lunch',
      day,
      cutOffAt: instantOf(day, '09:30'),
      frozenAt: instantOf(day, '09:32'),
      amnestyUntil: null,
    })),
  };
}

function factsOf(world: World, books: Books, which: readonly Day[] = days): readonly PupilDay[] {
  const later: LaterRows = { undone: books.undone };
  return pupilDaysOf(world.calendar, rowsOf(world, books), which, later);
}

function decide(
  world: World,
  books: Books,
  request: Request,
  arrivedAt: Instant,
): Outcome<ChangeDecision, string> {
  const { operation, pupilIds, ahead, open } = request;
  const today = dayAt(arrivedAt);
  const around = factsOf(world, books);
  const asked = ahead.map((count) => addDays(today, count)).toSorted();
  const [first = today, last = today] = [asked[0], asked.at(-1)];
  if (isRange(operation)) {
    const range = { from: first, to: open ? null : last };
    const rows = rowsOf(world, books);
    return decideRanges(
      { operation, arrivedAt, today, plainRunMax },
      rangeFactsOf(rows, around)
        .filter((facts) => pupilIds.includes(facts.pupilId))
        .map((facts) => ({ facts, range })),
    );
  }
  const wanted = around.filter((one) => pupilIds.includes(one.pupilId) && asked.includes(one.day));
  return decideChange(operation, wanted, arrivedAt, { around, plainRunMax });
}

function isRange(operation: Request['operation']): operation is RangeOperation {
  return (
    operation === 'suspension' ||
    operation === 'resumption' ||
    operation === 'plain-range' ||
    operation === 'plain-range-ended'
  );
}

/** Brings the books up to date as the store does. */
function record(books: Books, lines: readonly ChangeLine[]): void {
  const receiptCode = `receipt ${books.log.length}`;
  books.log.push({ receiptCode, lines });
  for (const line of lines) {
    const { pupilId, serviceId, operation } = line;
    const isOwn = (row: { pupilId: string; serviceId: string }): boolean =>
      row.pupilId === pupilId && row.serviceId === serviceId;
    const added = line.days.map((day) => ({ pupilId, serviceId, day, receiptCode }));
    const without = (rows: readonly DayReceiptRow[]): readonly DayReceiptRow[] =>
      rows.filter((row) => !(isOwn(row) && line.days.includes(row.day)));
    const spans = (line.spans ?? []).map((span, index, all) => ({
      ...span,
      pupilId,
      serviceId,
      receiptCode,
      open: line.range?.to === null && index === all.length - 1,
    }));
    const cut = (rows: readonly SpanRow[]): readonly SpanRow[] =>
      rows
        .filter((row) => !(isOwn(row) && line.range !== null && contains(line.range, row.from)))
        .map((row) =>
          isOwn(row) &&
          line.range !== null &&
          row.from < line.range.from &&
          row.to >= line.range.from
            ? { ...row, to: addDays(line.range.from, -1), open: false }
            : row,
        );
    if (operation === 'absence') books.absences = [...books.absences, ...added];
    if (operation === 'absence-undone') books.absences = without(books.absences);
    if (operation === 'plain-meal') books.plainDays = [...books.plainDays, ...added];
    if (operation === 'plain-meal-undone' || operation === 'plain-meal-dropped')
      books.plainDays = without(books.plainDays);
    if (operation === 'opt-in') books.optIns = [...books.optIns, ...added];
    if (operation === 'opt-in-undone') books.optIns = without(books.optIns);
    if (operation === 'suspension') books.suspensions = [...books.suspensions, ...spans];
    if (operation === 'resumption') books.suspensions = cut(books.suspensions);
    if (operation === 'plain-range') books.plainRanges = [...books.plainRanges, ...spans];
    if (operation === 'plain-range-ended') books.plainRanges = cut(books.plainRanges);
    if (operation.endsWith('-undone'))
      books.undone = [
        ...books.undone,
        ...added.map((row) => ({ ...row, operation: asUndoing(operation) })),
      ];
  }
}

function asUndoing(operation: string): UndoneRow['operation'] {
  return operation as UndoneRow['operation'];
}

function closeUntil(world: World, books: Books, now: Instant): void {
  const over = days.filter((day) => !books.frozen.has(day) && now >= instantOf(day, '09:32'));
  for (const one of factsOf(world, books, over)) {
    if (isMealExpected(one)) books.meals.set(keyOf(one), { plain: isPlain(one) });
  }
  for (const day of over) books.frozen.add(day);
}

const keyOf = ({ pupilId, day }: { pupilId: string; day: Day }): string => `${pupilId} ${day}`;

/** The log read by somebody who knows no spans and no layers: sets of days, one for each word. */
function readNaively(log: Books['log']) {
  const sets = {
    absent: new Set<string>(),
    suspended: new Set<string>(),
    plain: new Set<string>(),
    certified: new Set<string>(),
    optedIn: new Set<string>(),
  };
  for (const { pupilId, operation, days: single, range } of log.flatMap(({ lines }) => lines)) {
    const ranged =
      range === null
        ? []
        : eachDay({ from: range.from, to: range.to ?? schoolYearEndsOn(range.from) });
    const keys = [...single, ...ranged].map((day) => keyOf({ pupilId, day }));
    const put = (set: Set<string>): void => keys.forEach((key) => set.add(key));
    const take = (set: Set<string>): void => keys.forEach((key) => set.delete(key));
    if (operation === 'absence') put(sets.absent);
    else if (operation === 'absence-undone') take(sets.absent);
    else if (operation === 'suspension') put(sets.suspended);
    else if (operation === 'resumption') take(sets.suspended);
    else if (operation === 'plain-meal') put(sets.plain);
    else if (operation === 'plain-range') put(sets.certified);
    else if (operation === 'plain-range-ended') take(sets.certified);
    else if (operation === 'opt-in') put(sets.optedIn);
    else if (operation === 'opt-in-undone') take(sets.optedIn);
    else take(sets.plain);
  }
  return sets;
}

const someDay = fc.constantFrom(...days);
const aWorld: fc.Arbitrary<World> = fc
  .record({
    weekdays: fc.array(fc.integer({ min: 1, max: 31 }), { minLength: 2, maxLength: 2 }),
    closures: fc.array(fc.record({ fromOn: someDay, days: fc.integer({ min: 0, max: 12 }) }), {
      maxLength: 6,
    }),
    openings: fc.array(someDay, { maxLength: 4 }),
    strikes: fc.array(someDay, { maxLength: 4 }),
    hold: fc.option(fc.record({ from: someDay, days: fc.integer({ min: 0, max: 20 }) })),
  })
  .map(({ weekdays, closures, openings, strikes, hold }) => ({
    holds:
      hold === null
        ? []
        : [
            {
              pupilId: 'bruno',
              serviceId: null,
              from: hold.from,
              to: addDays(hold.from, hold.days),
            },
          ],
    calendar: tenantCalendarOf({
      classes: ['1A', '2B'].map((classId) => ({ classId, schoolId: 'north', grade: 'primary' })),
      schoolYears: [
        {
          schoolYear: 2026,
          grade: 'primary',
          schoolId: null,
          firstCanteenOn: from,
          lastCanteenOn: to,
        },
      ],
      closures: closures.map((one) => ({
        scope: 'tenant',
        grade: null,
        schoolId: null,
        classId: null,
        fromOn: one.fromOn,
        toOn: addDays(one.fromOn, one.days),
        reason: 'Chiuso',
        recordedAt: asInstant(0),
      })),
      canteenWeekdays: ['1A', '2B'].map((classId, index) => ({
        classId,
        serviceId: 'lunch',
        weekdays: asWeekdays(weekdays[index] ?? 0),
        from: asDay('2026-09-01'),
        to: null,
      })),
      dayEvents: [
        ...openings.map((day) => anEvent('opening', day)),
        ...strikes.map((day) => anEvent('strike', day)),
      ],
      settings: [],
      services: [{ serviceId: 'lunch', serviceName: 'Mensa' }],
    }),
  }));

function anEvent(kind: 'opening' | 'strike', day: Day) {
  return {
    kind,
    lunch: null,
    opening: kind === 'opening' ? ('opt-in' as const) : null,
    serviceId: null,
    reason: 'Evento',
    recordedAt: asInstant(1),
    day,
    classIds: ['1A', '2B'],
  };
}

const aRequest: fc.Arbitrary<Request> = fc.record({
  afterHours: fc.integer({ min: 1, max: 400 }),
  nearCutOffSeconds: fc.option(fc.integer({ min: -30, max: 90 })),
  operation: fc.constantFrom(
    'absence',
    'absence-undone',
    'plain-meal',
    'plain-meal',
    'plain-meal-undone',
    'opt-in',
    'opt-in-undone',
    'suspension',
    'resumption',
    'plain-range',
    'plain-range-ended',
  ),
  pupilIds: fc.uniqueArray(fc.constantFrom(...pupils), { minLength: 1 }),
  ahead: fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 }),
  open: fc.boolean(),
});

function live(
  world: World,
  requests: readonly Request[],
  look: (books: Books, request: Request, arrivedAt: Instant) => void,
): Books {
  const books = emptyBooks();
  let now = instantOf(from, '06:00');
  for (const request of requests) {
    now = plusSeconds(now, request.afterHours * 3600);
    if (request.nearCutOffSeconds !== null)
      now = plusSeconds(instantOf(addDays(dayAt(now), 1), '09:30'), request.nearCutOffSeconds);
    closeUntil(world, books, now);
    look(books, request, now);
  }
  closeUntil(world, books, instantOf(addDays(to, 1), '12:00'));
  return books;
}

function accept(world: World, books: Books, request: Request, arrivedAt: Instant): boolean {
  const outcome = decide(world, books, request, arrivedAt);
  if (outcome.ok && outcome.value.kind === 'change') record(books, outcome.value.lines);
  return outcome.ok;
}

const aYear = [aWorld, fc.array(aRequest, { minLength: 1, maxLength: 25 })] as const;
const runs = { numRuns: 40 };

describe('after a random year', () => {
  it('every accepted change is visible in the frozen days, and no refused one is', () => {
    fc.assert(
      fc.property(...aYear, (world, requests) => {
        const books = live(world, requests, (open, request, at) => {
          accept(world, open, request, at);
        });
        const said = readNaively(books.log);
        const due = factsOf(world, books).filter(
          ({ classDay, usesService, ...one }) =>
            classDay.kind === 'canteen' &&
            usesService &&
            (classDay.opening !== 'opt-in' || said.optedIn.has(keyOf(one))),
        );
        const eating = due.filter((one) => {
          const key = keyOf(one);
          return !one.onHold && !said.suspended.has(key) && !said.absent.has(key);
        });
        expect([...books.meals.keys()].toSorted()).toEqual(eating.map(keyOf).toSorted());
        const plain = eating.filter(
          (one) => said.plain.has(keyOf(one)) || said.certified.has(keyOf(one)),
        );
        const frozenPlain = [...books.meals].filter(([, meal]) => meal.plain).map(([key]) => key);
        expect(frozenPlain.toSorted()).toEqual(plain.map(keyOf).toSorted());
      }),
      runs,
    );
  });

  it('the portal offers a day exactly what the server accepts, and shows as eating exactly who the kitchen counts', () => {
    fc.assert(
      fc.property(...aYear, (world, requests) => {
        live(world, requests, (books, request, at) => {
          const week = eachDay({ from: dayAt(at), to: addDays(dayAt(at), 7) });
          for (const one of factsOf(world, books, week)) {
            const state = decideDayState(one);
            const isOpen = !one.frozen;
            expect(isOpen && (state === 'expected' || state === 'plain')).toBe(
              isOpen && isMealExpected(one),
            );
            expect(isOpen && state === 'plain').toBe(isOpen && isPlain(one));
            for (const operation of ['absence', 'absence-undone', 'opt-in'] as const) {
              const offered = decideDayChange(operation, one, at);
              const decided = decideChange(operation, [one], at);
              expect(decided.ok ? decided.value.kind : decided.refusal).toBe(
                offered.ok ? offered.value : offered.refusal,
              );
            }
          }
          accept(world, books, request, at);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('the same request again, at once, changes nothing more (B8)', () => {
    fc.assert(
      fc.property(...aYear, (world, requests) => {
        live(world, requests, (books, request, at) => {
          const isAccepted = accept(world, books, request, at);
          const after = books.log.length;
          const isAcceptedAgain = accept(world, books, request, at);
          expect(books.log.length).toBe(after);
          expect(isAcceptedAgain || !isAccepted || isPartlyDone(request)).toBe(true);
        });
      }),
      runs,
    );
  });

  it('a suspension never overlaps another, whatever was asked', () => {
    fc.assert(
      fc.property(...aYear, (world, requests) => {
        live(world, requests, (books, request, at) => {
          accept(world, books, request, at);
          for (const spans of [books.suspensions, books.plainRanges]) {
            for (const pupilId of pupils) {
              const own = spans.filter((span) => span.pupilId === pupilId);
              const covered = own.flatMap((span) => eachDay(span));
              expect(new Set(covered).size).toBe(covered.length);
              for (const span of own) expect(chainAt(span.from, own)?.from).toBeDefined();
            }
          }
        });
      }),
      runs,
    );
  });
});

describe('B7: whatever is asked and undone', () => {
  it('nobody is served more than two plain meals running without a certificate', () => {
    fc.assert(
      fc.property(...aYear, (world, requests) => {
        // Holds end and openings are left without the family's doing: they may join what was accepted apart.
        const quiet = { ...world, holds: [] };
        const asked = requests.filter(({ operation }) => !operation.startsWith('opt-in'));
        const books = live(quiet, asked, (open, request, at) => {
          accept(quiet, open, request, at);
        });
        const certified = readNaively(books.log).certified;
        for (const pupilId of pupils) {
          const canteen = factsOf(quiet, books).filter(
            (one) => one.pupilId === pupilId && isDue(one),
          );
          let run = 0;
          let last: Day | undefined;
          for (const one of canteen) {
            const key = keyOf(one);
            const isPlainMeal = books.meals.get(key)?.plain === true && !certified.has(key);
            const isApart = last !== undefined && daysBetween(last, one.day) >= 8;
            run = isPlainMeal ? (isApart ? 1 : run + 1) : 0;
            last = one.day;
            expect([key, run <= plainRunMax]).toEqual([key, true]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** What was passed over the first time is all that is left the second time: refused, and rightly. */
function isPartlyDone({ operation }: Request): boolean {
  return operation === 'resumption' || operation === 'plain-range-ended';
}
