// The SQL that a decision is taken from: the facts of days in one statement, for some pupils or for whole classes.
import type { FrozenMeal, Span, Undoing } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import type { Tx } from '#platform/database.ts';
import { rowsOfEach } from '#platform/rows-of-each.ts';

export interface EaterRow {
  readonly pupilId: string;
  readonly classId: string;
  readonly schoolId: string;
  readonly serviceId: string;
  readonly weekdays: Weekdays;
  readonly from: Day;
  readonly to: Day;
}

/** One day of one pupil and service. */
export interface DayKey {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly day: Day;
}

export interface DayReceiptRow extends DayKey {
  readonly receiptCode: string;
}

export interface SpanRow extends Span {
  readonly pupilId: string;
  readonly serviceId: string;
}

export interface DayRows {
  readonly version: number;
  readonly eaters: readonly EaterRow[];
  readonly absences: readonly DayReceiptRow[];
  readonly plainDays: readonly DayReceiptRow[];
  readonly optIns: readonly DayReceiptRow[];
  readonly suspensions: readonly SpanRow[];
  readonly plainRanges: readonly SpanRow[];
  /** A null service means every one. */
  readonly holds: readonly {
    pupilId: string;
    serviceId: string | null;
    from: Day;
    to: Day;
  }[];
  readonly serviceDays: readonly {
    schoolId: string;
    serviceId: string;
    day: Day;
    cutOffAt: Instant;
    frozenAt: Instant | null;
    amnestyUntil: Instant | null;
  }[];
}

/** Which pupils: named ones, or all of some classes. */
export type Whose =
  | { readonly pupilIds: readonly string[] }
  | { readonly classIds: readonly string[] };

/** The facts of the pupils' days from `from` to `to`, both inclusive. One statement, so that they are of one moment. */
export async function findDayRows(tx: Tx, whose: Whose, from: Day, to: Day): Promise<DayRows> {
  return 'pupilIds' in whose
    ? dayRows(tx, rowsOfPupilsSql, whose.pupilIds, from, to)
    : dayRows(tx, rowsOfClassesSql, whose.classIds, from, to);
}

async function dayRows(
  tx: Tx,
  sql: string,
  ids: readonly string[],
  from: Day,
  to: Day,
): Promise<DayRows> {
  const row = await tx.row<Omit<DayRows, 'eaters'> & EaterColumns>(sql, ids, from, to);
  if (row === undefined) throw new Error('an aggregate without groups always has a row');
  return { ...row, eaters: eatersOf(row) };
}

/** The roster as columns: as objects the database would spend more on writing them than on finding them. */
interface EaterColumns {
  readonly schools: readonly { readonly classId: string; readonly schoolId: string }[];
  readonly pupilIds: readonly string[];
  readonly classIds: readonly string[];
  readonly serviceIds: readonly string[];
  readonly weekdays: readonly Weekdays[];
  readonly from: readonly Day[];
  readonly to: readonly Day[];
}

function eatersOf(columns: EaterColumns): readonly EaterRow[] {
  const schoolOf = new Map(columns.schools.map(({ classId, schoolId }) => [classId, schoolId]));
  return columns.pupilIds.map((pupilId, index) => {
    const classId = at(columns.classIds, index);
    const schoolId = schoolOf.get(classId);
    if (schoolId === undefined) throw new Error('a class without a school');
    return {
      pupilId,
      classId,
      schoolId,
      serviceId: at(columns.serviceIds, index),
      weekdays: at(columns.weekdays, index),
      from: at(columns.from, index),
      to: at(columns.to, index),
    };
  });
}

function at<T>(column: readonly T[], index: number): T {
  const value = column[index];
  if (value === undefined) throw new Error('columns of different lengths');
  return value;
}

/** Who eats, and how the rows of a table of days or spans are found: as `a`, with its receipt as `c`. */
interface Finding {
  readonly eaters: string;
  days(table: string): string;
  spans(table: string): string;
  /** As `h`. */
  readonly holds: string;
}

const receiptOf = `join bookings.change c on c.tenant_id = a.tenant_id and c.change_id = a.change_id`;
/** The same, one by one. */
const receiptOfEach = `cross join lateral (select * from bookings.change c where c.tenant_id = $1 and c.change_id = a.change_id offset 0) c`;
const overDays = `a.from_on <= $4::date and a.to_on >= $3::date`;
const holdOverDays = `h.valid_from <= $4::date and h.valid_to >= $3::date`;
const seats = `(select distinct pupil_id, service_id from eater) e`;

/** For a few pupils: by their own keys, one after the other. Left to the planner it would read an authority's whole day. */
const byPupil: Finding = {
  eaters: `${rowsOfEach('enrolment.eater_view', 'pupil_id', '$2::uuid[]', 'e')} where`,
  // Service and day as one: only the key compares them so. By the day alone, all that an authority has on it would be read.
  days: (table) => `
      from ${seats} cross join lateral (select * from ${table} a where a.tenant_id = $1 and a.pupil_id = e.pupil_id
            and (a.service_id, a.day) between (e.service_id, $3::date) and (e.service_id, $4::date) offset 0) a
      ${receiptOfEach}`,
  spans: (table) => `
      from ${seats} cross join lateral (select * from ${table} a where a.tenant_id = $1 and a.pupil_id = e.pupil_id
            and a.service_id = e.service_id and ${overDays} offset 0) a
      ${receiptOfEach}`,
  holds: `
      from (select distinct pupil_id from eater) e cross join lateral (select * from enrolment.hold_view h where h.tenant_id = $1
            and h.pupil_id = e.pupil_id and ${holdOverDays} offset 0) h`,
};

/**
 * For whole classes: the rows of the days, and of these the ones of the pupils. "is true" makes PostgreSQL look each
 * up in a hash of the pupils: where it expects few of them, it would compare every row with every pupil.
 */
const byDay: Finding = {
  eaters: `enrolment.eater_view e where e.tenant_id = $1 and e.class_id = any($2::uuid[]) and`,
  days: (table) => `
      from ${table} a ${receiptOf}
     where a.tenant_id = $1 and a.day between $3::date and $4::date and (a.pupil_id in (select pupil_id from eater)) is true`,
  spans: (table) => `
      from ${table} a ${receiptOf}
     where a.tenant_id = $1 and ${overDays} and (a.pupil_id in (select pupil_id from eater)) is true`,
  holds: `
      from enrolment.hold_view h
     where h.tenant_id = $1 and ${holdOverDays} and (h.pupil_id in (select pupil_id from eater)) is true`,
};

/** The schools come by a query of their own for each class: joined, a plan may begin with all classes of the authority. */
const dayRowsSql = ({ eaters, days, spans, holds }: Finding): string => `
  with eater as materialized (
    select e.pupil_id, e.class_id, e.service_id, e.weekdays, greatest(e.valid_from, $3::date) as from_on, least(e.valid_to, $4::date) as to_on
      from ${eaters} e.valid_from <= $4::date and e.valid_to >= $3::date
  ), school as materialized (
    select e.class_id, e.service_id, c.school_id
      from (select distinct class_id, service_id from eater) e
     cross join lateral (select c.school_id from schools.class_school_view c
            where c.tenant_id = $1 and c.class_id = e.class_id offset 0) c
  )
  select
    (select version from tenancy.version_view where tenant_id = $1) as "version",
    roster.*,
    coalesce((select json_agg(json_build_object('classId', class_id, 'schoolId', school_id)) from school), '[]') as "schools",
    ${daysOf(days('bookings.absent_day'))} as "absences",
    ${daysOf(days('bookings.plain_day'))} as "plainDays",
    ${daysOf(days('bookings.opted_in_day'))} as "optIns",
    ${spansOf(spans('bookings.suspension'), 'a.open')} as "suspensions",
    ${spansOf(spans('bookings.plain_range'), 'false')} as "plainRanges",
    coalesce((select json_agg(json_build_object('pupilId', h.pupil_id, 'serviceId', h.service_id, 'from', h.valid_from, 'to', h.valid_to)) ${holds}), '[]') as "holds",
    coalesce((select json_agg(json_build_object('schoolId', d.school_id, 'serviceId', d.service_id, 'day', d.day,
        'cutOffAt', (extract(epoch from d.cut_off_at) * 1000)::bigint, 'frozenAt', (extract(epoch from d.frozen_at) * 1000)::bigint,
        'amnestyUntil', (extract(epoch from d.amnesty_until) * 1000)::bigint))
      from (select distinct school_id, service_id from school) e
     cross join lateral (select * from calendar.service_day_view d where d.tenant_id = $1 and d.school_id = e.school_id
           and d.service_id = e.service_id and d.day between $3::date and $4::date offset 0) d), '[]') as "serviceDays"
  from (select coalesce(json_agg(pupil_id), '[]') as "pupilIds", coalesce(json_agg(class_id), '[]') as "classIds",
               coalesce(json_agg(service_id), '[]') as "serviceIds", coalesce(json_agg(weekdays), '[]') as "weekdays",
               coalesce(json_agg(from_on), '[]') as "from", coalesce(json_agg(to_on), '[]') as "to"
          from eater) roster`;

const daysOf = (found: string): string => `
    coalesce((select json_agg(json_build_object('pupilId', a.pupil_id, 'serviceId', a.service_id, 'day', a.day, 'receiptCode', c.receipt_code)) ${found}), '[]')`;

const spansOf = (found: string, open: string): string => `
    coalesce((select json_agg(json_build_object('pupilId', a.pupil_id, 'serviceId', a.service_id, 'from', a.from_on, 'to', a.to_on,
        'open', ${open}, 'receiptCode', c.receipt_code) order by a.from_on) ${found}), '[]')`;

const rowsOfPupilsSql = dayRowsSql(byPupil);
const rowsOfClassesSql = dayRowsSql(byDay);

/**
 * The last word about the meals of these pupils on days that are closed. The meals of an authority lie by service and day:
 * each is looked up by its whole key, so that a child's month does not read everybody's.
 */
export async function listFrozenMeals(
  tx: Tx,
  pupilIds: readonly string[],
  days: readonly Day[],
): Promise<readonly (DayKey & FrozenMeal)[]> {
  return tx.rows<DayKey & FrozenMeal>(
    `select m.pupil_id as "pupilId", m.service_id as "serviceId", m.day, m.outcome, m.plain, m.correction
       from unnest($2::uuid[]) as p (pupil_id)
      cross join schools.service_view s
      cross join unnest($3::date[]) as d (day)
      cross join lateral (select * from bookings.meal_view m where m.tenant_id = $1 and m.service_id = s.service_id
            and m.day = d.day and m.pupil_id = p.pupil_id offset 0) m
      where s.tenant_id = $1`,
    pupilIds,
    days,
  );
}

/** The last receipts that undid something on these days, so that an undoing asked twice is one. */
export async function listUndoneReceipts(
  tx: Tx,
  pupilIds: readonly string[],
  from: Day,
  to: Day,
): Promise<readonly (DayReceiptRow & { readonly operation: Undoing })[]> {
  return tx.rows<DayReceiptRow & { readonly operation: Undoing }>(
    `select distinct on (l.pupil_id, l.service_id, d.day, l.operation)
            l.pupil_id as "pupilId", l.service_id as "serviceId", d.day, l.operation, c.receipt_code as "receiptCode"
       from ${rowsOfEach('bookings.change_line', 'pupil_id', '$2::uuid[]', 'l')}
      cross join lateral (select * from bookings.change c where c.tenant_id = $1 and c.change_id = l.change_id offset 0) c
       cross join lateral (
         select unnest(l.days) as day
          union all
         select x::date from generate_series(greatest(l.from_on, $3::date), least(coalesce(l.to_on, $4::date), $4::date), interval '1 day') x) d
      where l.operation in ('absence-undone', 'plain-meal-undone', 'opt-in-undone', 'resumption') and d.day between $3::date and $4::date
      order by l.pupil_id, l.service_id, d.day, l.operation, c.received_at desc`,
    pupilIds,
    from,
    to,
  );
}
