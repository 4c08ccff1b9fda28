// What was recorded of days by the office and schools, with who did it, what was undone, and what still can be.
import { closureScopeOf } from '#calendar/closure-scope.ts';
import { decideStillOpen } from '#calendar/day-event-rules.ts';
import type { StoredClosureEvent, StoredEvent } from '#calendar/event-list-store.ts';
import { listClosureEvents, listEvents } from '#calendar/event-list-store.ts';
import type { CalendarMeans, StandingCalendar } from '#calendar/locked-calendar.ts';
import { slotsOf, standingCalendar } from '#calendar/locked-calendar.ts';
import type { ClosureScope } from '#calendar/model.ts';
import { isInScope } from '#calendar/record-closure.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export type ListedEvent = StoredEvent & {
  /** Some of its days can still be taken back. */
  readonly isOpen: boolean;
};

export type ListedClosure = StoredClosureEvent & {
  readonly forWhom: ClosureScope;
  readonly classIds: readonly string[];
  readonly schoolIds: readonly string[];
  readonly isOpen: boolean;
};

export interface ListedEvents {
  readonly events: readonly ListedEvent[];
  readonly closures: readonly ListedClosure[];
  readonly standing: StandingCalendar;
}

/** Of every day from `from` on; what was undone too, because who asks "why?" wants to see it. */
export async function listEventsFrom(
  tx: Tx,
  means: CalendarMeans,
  from: Day,
): Promise<ListedEvents> {
  const [events, closures] = await Promise.all([listEvents(tx, from), listClosureEvents(tx, from)]);
  const schoolIds = [...new Set(events.flatMap((event) => event.days.map((one) => one.schoolId)))];
  const now = means.clock.now();
  const preliminary = await standingCalendar(tx, means, schoolIds, from);
  const { classes } = preliminary.calendar;
  // A closure may be of schools that have no event: their moved cut-offs are read with the rest.
  const standing =
    closures.length === 0
      ? preliminary
      : await standingCalendar(
          tx,
          means,
          classes.map((one) => one.schoolId),
          from,
        );
  return {
    standing,
    events: events.map((event) => ({ ...event, isOpen: isEventOpen(standing, event, now) })),
    closures: closures.map((closure) => {
      const forWhom = closureScopeOf(closure);
      const own = classes.filter((one) => isInScope(forWhom, one));
      const classIds = own.map((one) => one.classId);
      return {
        ...closure,
        forWhom,
        classIds,
        schoolIds: [...new Set(own.map((one) => one.schoolId))],
        isOpen:
          closure.undoneAt === null &&
          closure.origin === 'own' &&
          isSomeDayOpen(standing, closure, classIds, now),
      };
    }),
  };
}

function isEventOpen(standing: StandingCalendar, event: StoredEvent, now: Instant): boolean {
  const moment = { arrivedAt: now, today: dayAt(now) };
  return event.days.some(({ classId, day, isInForce }) => {
    if (!isInForce) return false;
    const asked = { classIds: [classId], days: [day], serviceId: event.serviceId };
    return decideStillOpen(slotsOf(standing, { kind: 'closure', ...asked }), moment).ok;
  });
}

/** The last day is the last to close. */
function isSomeDayOpen(
  standing: StandingCalendar,
  { toOn }: StoredClosureEvent,
  classIds: readonly string[],
  now: Instant,
): boolean {
  const days = eachDay({ from: toOn, to: toOn });
  const slots = slotsOf(standing, { kind: 'closure', classIds, days, serviceId: null });
  return toOn >= dayAt(now) && decideStillOpen(slots, { arrivedAt: now, today: dayAt(now) }).ok;
}
