// Loads what the rule of the day needs, for some pupils or for a whole school, by the same query.
import { graceUntil } from '#bookings/grace.ts';
import type { FrozenMeal, PupilDay, RangeFacts, Span, Undoing } from '#bookings/model.ts';
import type { DayKey, DayRows, EaterRow, SpanRow } from '#bookings/day-rows-store.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import { contains } from '#ground/day-range.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
import { ascending } from '#ground/order.ts';
import { hasWeekdayOf } from '#ground/weekdays.ts';

/** What only the readers of past days ask for. */
export interface LaterRows {
  readonly meals?: readonly (DayKey & FrozenMeal)[];
  readonly undone?: readonly UndoneRow[];
  readonly presences?: readonly (DayKey & { readonly present: boolean })[];
}

export interface UndoneRow extends DayKey {
  readonly operation: Undoing;
  readonly receiptCode: string;
}

/**
 * Of the given days those of every pupil and service of the rows on which the pupil is enrolled; ascending by day.
 * Only these are looked at: two days asked of a family may lie a thousand years apart.
 */
export function pupilDaysOf(
  calendar: TenantCalendar,
  rows: DayRows,
  days: readonly Day[],
  later: LaterRows = {},
): readonly PupilDay[] {
  const index = {
    ...indexOf(rows, later),
    grace: new Map(days.map((day) => [day, graceUntil(calendar, day)])),
  };
  return rows.eaters
    .flatMap((eater) =>
      days
        .filter((day) => eater.from <= day && day <= eater.to)
        .map((day) => pupilDayOf(calendar, index, eater, day)),
    )
    .toSorted((one, other) => ascending(one.day, other.day));
}

function pupilDayOf(
  calendar: TenantCalendar,
  index: FactIndex,
  eater: EaterRow,
  day: Day,
): PupilDay {
  const { pupilId, serviceId, classId } = eater;
  const key = keyOf({ pupilId, serviceId, day });
  const serviceDay = index.serviceDays.get(`${eater.schoolId} ${serviceId} ${day}`);
  const classDay = calendar.classDay(classId, serviceId, day);
  const isOpening = classDay.kind === 'canteen' && classDay.opening !== undefined;
  const meal = index.meals.get(key);
  return {
    pupilId,
    serviceId,
    day,
    classDay,
    usesService: isOpening || hasWeekdayOf(eater.weekdays, day),
    cutOffAt: serviceDay?.cutOffAt ?? calendar.cutOff(classId, serviceId, day).cutOffAt,
    frozen: (serviceDay?.frozenAt ?? null) !== null,
    amnestyUntil: laterOf(serviceDay?.amnestyUntil ?? null, index.grace.get(day) ?? null),
    onHold: isCovered(index.holds, { pupilId, serviceId, day }),
    suspensionReceipt: spanAt(index.suspensions, { pupilId, serviceId, day })?.receiptCode ?? null,
    absenceReceipt: index.absences.get(key) ?? null,
    plainReceipt: index.plainDays.get(key) ?? null,
    certificateReceipt: spanAt(index.plainRanges, { pupilId, serviceId, day })?.receiptCode ?? null,
    optInReceipt: index.optIns.get(key) ?? null,
    undoneReceipts: index.undone.get(key) ?? {},
    meal: meal ?? null,
    present: index.presences.get(key) ?? null,
  };
}

/** The ranges of each pupil and service of the rows, for what is asked from a day on. */
export function rangeFactsOf(rows: DayRows, pupilDays: readonly PupilDay[]): readonly RangeFacts[] {
  return [...groupBy(pupilDays, seatOf).values()].map((days) => {
    const own = (spans: readonly SpanRow[]): readonly Span[] =>
      spans.filter((span) => seatOf(span) === seatOf(days[0]));
    return {
      pupilId: days[0].pupilId,
      serviceId: days[0].serviceId,
      days,
      suspensions: own(rows.suspensions),
      plainRanges: own(rows.plainRanges),
    };
  });
}

function indexOf(rows: DayRows, later: LaterRows) {
  const receiptsOf = (of: DayRows['absences']): ReadonlyMap<string, string> =>
    new Map(of.map((row) => [keyOf(row), row.receiptCode]));
  const undone = new Map<string, Partial<Record<Undoing, string>>>();
  for (const { operation, receiptCode, ...row } of later.undone ?? []) {
    undone.set(keyOf(row), { ...undone.get(keyOf(row)), [operation]: receiptCode });
  }
  return {
    serviceDays: new Map(
      rows.serviceDays.map((row) => [`${row.schoolId} ${row.serviceId} ${row.day}`, row]),
    ),
    absences: receiptsOf(rows.absences),
    plainDays: receiptsOf(rows.plainDays),
    optIns: receiptsOf(rows.optIns),
    suspensions: groupBy(rows.suspensions, seatOf),
    plainRanges: groupBy(rows.plainRanges, seatOf),
    holds: groupBy(rows.holds, (row) => row.pupilId),
    undone,
    meals: new Map((later.meals ?? []).map((row) => [keyOf(row), asFrozenMeal(row)])),
    presences: new Map((later.presences ?? []).map((row) => [keyOf(row), row.present])),
  };
}

type FactIndex = ReturnType<typeof indexOf> & {
  readonly grace: ReadonlyMap<Day, Instant | null>;
};

function laterOf(one: Instant | null, other: Instant | null): Instant | null {
  return one !== null && (other === null || one > other) ? one : other;
}

function asFrozenMeal({ outcome, plain, correction }: FrozenMeal): FrozenMeal {
  return { outcome, plain, correction };
}

function spanAt(spans: ReadonlyMap<string, readonly SpanRow[]>, key: DayKey): SpanRow | undefined {
  return spans.get(seatOf(key))?.find((span) => contains(span, key.day));
}

function isCovered(
  holds: ReadonlyMap<string, DayRows['holds']>,
  { pupilId, serviceId, day }: DayKey,
): boolean {
  return (holds.get(pupilId) ?? []).some(
    (hold) =>
      (hold.serviceId === null || hold.serviceId === serviceId) &&
      hold.from <= day &&
      day <= hold.to,
  );
}

const seatOf = (one: { pupilId: string; serviceId: string }): string =>
  `${one.pupilId} ${one.serviceId}`;
const keyOf = (one: DayKey): string => `${one.pupilId} ${one.serviceId} ${one.day}`;
