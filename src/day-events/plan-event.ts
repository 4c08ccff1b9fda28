// What an event of any kind would do to the calendar, or has just done: the one road of preview and recording.
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import type { ClosureRefusal, DayEventRefusal, EventDay } from '#calendar/model.ts';
import { planClosure, recordClosure } from '#calendar/record-closure.ts';
import type { ClosurePlan } from '#calendar/record-closure.ts';
import { planDayEvent, recordDayEvent } from '#calendar/record-day-event.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { AskedEvent } from '#day-events/model.ts';
import type { Actor } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';

export type EventRefusal = DayEventRefusal | ClosureRefusal;

export interface EventCommand {
  readonly event: AskedEvent;
  readonly arrivedAt: Instant;
}

export interface EventPlan {
  /** The classes and days on which something changes. */
  readonly eventDays: readonly EventDay[];
  readonly schoolIds: readonly string[];
  readonly before: TenantCalendar;
  readonly after: TenantCalendar;
}

export async function planEvent(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  { event, arrivedAt }: EventCommand,
): Promise<Outcome<EventPlan, EventRefusal>> {
  if (event.kind === 'closure') {
    const planned = await planClosure(tx, means, actor, { closure: event, arrivedAt });
    return planned.ok ? accept(planOfClosure(planned.value, event)) : planned;
  }
  const planned = await planDayEvent(tx, means, actor, { event, arrivedAt });
  return planned.ok ? accept({ ...planned.value, eventDays: planned.value.days }) : planned;
}

export async function writeEvent(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  { event, arrivedAt }: EventCommand,
): Promise<Outcome<EventPlan & { readonly id: string }, EventRefusal>> {
  if (event.kind === 'closure') {
    const closed = await recordClosure(tx, means, actor, { closure: event, arrivedAt });
    if (!closed.ok) return closed;
    return accept({ ...planOfClosure(closed.value, event), id: closed.value.closureId });
  }
  const recorded = await recordDayEvent(tx, means, actor, { event, arrivedAt });
  if (!recorded.ok) return recorded;
  const { dayEventId: id, days: eventDays, ...plan } = recorded.value;
  return accept({ ...plan, id, eventDays });
}

function planOfClosure(
  { classIds, schoolIds, before, after }: ClosurePlan,
  { fromOn, toOn }: { readonly fromOn: Day; readonly toOn: Day },
): EventPlan {
  const eventDays = canteenDays(before, classIds, fromOn, toOn);
  return { eventDays, schoolIds, before, after };
}

/** The days of the span on which each class has canteen, in some service. */
export function canteenDays(
  calendar: TenantCalendar,
  classIds: readonly string[],
  fromOn: Day,
  toOn: Day,
): readonly EventDay[] {
  const days = eachDay({ from: fromOn, to: toOn });
  return classIds.flatMap((classId) =>
    days
      .filter((day) =>
        calendar.services.some(
          ({ serviceId }) => calendar.classDay(classId, serviceId, day).kind === 'canteen',
        ),
      )
      .map((day) => ({ classId, day, opening: null })),
  );
}
