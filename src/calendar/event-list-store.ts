// The SQL by which events and closures are read back: one by one for what is told, or all from a day on.
import type { DayEventKind, EventDay, OutingLunch } from '#calendar/model.ts';
import type { ScopeColumns } from '#calendar/closure-scope.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

export interface StoredEvent {
  readonly dayEventId: string;
  readonly kind: DayEventKind;
  readonly lunch: OutingLunch | null;
  readonly serviceId: string | null;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  /** The last time that some of its days were taken back. */
  readonly undoneAt: Instant | null;
  readonly undoneBy: string | null;
  readonly days: readonly (EventDay & {
    readonly schoolId: string;
    readonly isInForce: boolean;
    readonly undoneAt: Instant | null;
  })[];
}

const eventSql = `
  select e.day_event_id as "dayEventId", e.kind, e.lunch, e.service_id as "serviceId", e.reason,
         e.recorded_at as "recordedAt", e.recorded_by as "recordedBy",
         max(c.superseded_at) as "undoneAt",
         (array_agg(c.superseded_by order by c.superseded_at desc nulls last))[1] as "undoneBy",
         json_agg(json_build_object('classId', c.class_id, 'day', c.day, 'opening', c.opening, 'schoolId', s.school_id,
           'isInForce', c.superseded_at is null, 'undoneAt', (extract(epoch from c.superseded_at) * 1000)::bigint)
           order by c.day, c.class_id) as "days"
    from calendar.day_event e
    join calendar.day_event_class c on c.tenant_id = e.tenant_id and c.day_event_id = e.day_event_id
    join schools.class_school_view s on s.tenant_id = c.tenant_id and s.class_id = c.class_id
   where e.tenant_id = $1`;

/** Newest first. */
export function listEvents(tx: Tx, from: Day): Promise<readonly StoredEvent[]> {
  return tx.rows<StoredEvent>(
    `${eventSql} and e.day_event_id in (select day_event_id from calendar.day_event_class where tenant_id = $1 and day >= $2::date)
      group by e.tenant_id, e.day_event_id order by e.recorded_at desc, e.day_event_id desc`,
    from,
  );
}

export function findEvent(tx: Tx, dayEventId: string): Promise<StoredEvent | undefined> {
  return tx.row<StoredEvent>(
    `${eventSql} and e.day_event_id = $2 group by e.tenant_id, e.day_event_id`,
    dayEventId,
  );
}

export interface StoredClosureEvent extends ScopeColumns {
  readonly closureId: string;
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly reason: string;
  readonly origin: 'national' | 'regional' | 'own';
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly undoneAt: Instant | null;
  readonly undoneBy: string | null;
}

/** The authority's own, newest first; one that an import replaced is not shown, one that somebody took back is. */
export function listClosureEvents(tx: Tx, from: Day): Promise<readonly StoredClosureEvent[]> {
  return tx.rows<StoredClosureEvent>(
    `select closure_id as "closureId", scope, grade, school_id as "schoolId", class_id as "classId", from_on as "fromOn",
            to_on as "toOn", reason, origin, recorded_at as "recordedAt", recorded_by as "recordedBy",
            superseded_at as "undoneAt", superseded_by as "undoneBy"
       from calendar.closure
      where tenant_id = $1 and to_on >= $2::date and origin = 'own' and (superseded_at is null or superseded_by is not null)
      order by recorded_at desc, closure_id desc`,
    from,
  );
}
