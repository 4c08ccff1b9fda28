// What the audit asks of all towns at once: each row that answers is a fault. What a key of the schema already forbids (a
// code, a meal or a marker twice, a change without a receipt) is not asked again.

export interface AuditQuestion {
  readonly what: string;
  /** What a row counts as. */
  readonly counts: 'lost' | 'doubled' | 'neither';
  readonly sql: string;
}

const changesTold = (having: string): string => `
  select c.tenant_id, c.receipt_code, count(o.outbox_id)::int as told from bookings.change c
    left join platform.outbox o on o.tenant_id = c.tenant_id and o.kind = 'bookings.change-recorded'
      and o.payload ->> 'changeId' = c.change_id::text
   group by 1, 2 having count(o.outbox_id) ${having}`;

const changesInJournal = (having: string): string => `
  select c.tenant_id, c.receipt_code, count(e.event_id)::int as events from bookings.change c
    left join audit.event e on e.tenant_id = c.tenant_id and e.subject_kind = 'change' and e.subject_id = c.change_id::text
   group by 1, 2 having count(e.event_id) ${having}`;

const closingsInJournal = (having: string): string => `
  select d.tenant_id, d.school_id, d.day::text, count(e.event_id)::int as events from bookings.day_closing d
    left join audit.event e on e.tenant_id = d.tenant_id and e.action = 'bookings.day-closed'
      and e.subject_id = d.school_id::text and e.facts ->> 'day' = d.day::text
   group by 1, 2, 3 having count(e.event_id) ${having}`;

export const mustBeEmpty: readonly AuditQuestion[] = [
  { what: 'a change is handed to be told twice', counts: 'doubled', sql: changesTold('> 1') },
  { what: 'a change is not handed to be told', counts: 'lost', sql: changesTold('= 0') },
  {
    what: 'a change stands in the journal of acts twice',
    counts: 'doubled',
    sql: changesInJournal('> 1'),
  },
  {
    what: 'a change does not stand in the journal of acts',
    counts: 'lost',
    sql: changesInJournal('= 0'),
  },
  {
    what: 'a change has no line',
    counts: 'lost',
    sql: `
      select c.tenant_id, c.receipt_code from bookings.change c
       where not exists (select from bookings.change_line l where l.tenant_id = c.tenant_id and l.change_id = c.change_id)`,
  },
  {
    what: 'a change does the same twice',
    counts: 'doubled',
    sql: `
      select tenant_id, change_id from bookings.change_line
       group by tenant_id, change_id, pupil_id, service_id, operation, days, from_on, to_on having count(*) > 1`,
  },
  {
    what: 'a receipt is of no change',
    counts: 'neither',
    sql: `
      select r.tenant_id, r.receipt_code from receipts.receipt r
       where not exists (select from bookings.change c where c.tenant_id = r.tenant_id and c.receipt_code = r.receipt_code)`,
  },
  {
    what: 'a telling was given up',
    counts: 'lost',
    sql: `select tenant_id, kind, last_error from platform.outbox where failed_at is not null`,
  },
  {
    what: 'a closing counts other meals than it has',
    counts: 'neither',
    sql: `
      select d.tenant_id, d.day::text, d.pupil_meals, count(m.pupil_id)::int as meals from bookings.day_closing d
        left join bookings.meal m on m.tenant_id = d.tenant_id and m.service_id = d.service_id and m.day = d.day
          and m.school_id = d.school_id and m.revision = 0
       group by d.tenant_id, d.day, d.school_id, d.service_id, d.pupil_meals having count(m.pupil_id) <> d.pupil_meals`,
  },
  {
    what: 'a meal is of no closing',
    counts: 'neither',
    sql: `
      select m.tenant_id, m.day::text from bookings.meal m
       where m.revision = 0 and not exists (select from bookings.day_closing d
         where d.tenant_id = m.tenant_id and d.school_id = m.school_id and d.service_id = m.service_id and d.day = m.day)`,
  },
  {
    what: 'a closing stands in the journal of acts twice',
    counts: 'doubled',
    sql: closingsInJournal('> 1'),
  },
  {
    what: 'a closing does not stand in the journal of acts',
    counts: 'lost',
    sql: closingsInJournal('= 0'),
  },
  {
    what: 'a day is closed and not frozen, or frozen and not closed',
    counts: 'neither',
    sql: `
      select tenant_id, school_id, service_id, day::text from bookings.day_closing
      except select tenant_id, school_id, service_id, day::text from calendar.service_day where frozen_at is not null
      union all
      (select tenant_id, school_id, service_id, day::text from calendar.service_day where frozen_at is not null
       except select tenant_id, school_id, service_id, day::text from bookings.day_closing)`,
  },
];
