// Use case: the list of what was recorded of days, for the office, the caterer and each school (RULES A5, E2).
import type { ListedClosure, ListedEvent } from '#calendar/list-events.ts';
import { listEventsFrom } from '#calendar/list-events.ts';
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import { mayRecord } from '#calendar/record-day-event.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { EventEntry } from '#day-events/api.ts';
import { actorOf } from '#day-events/actor-of.ts';
import { readableSchools } from '#day-events/readable-schools.ts';
import type { Names } from '#day-events/store.ts';
import { findNames } from '#day-events/store.ts';
import type { Actor } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { romeIso } from '#platform/rome.ts';

export async function listEvents(
  tx: Tx,
  means: CalendarMeans,
  account: Promise<StaffAccount>,
  from: Day,
): Promise<Outcome<readonly EventEntry[], 'not-allowed'>> {
  const [who, names] = await Promise.all([account, findNames(tx)]);
  const actor = actorOf(who);
  const schools = readableSchools(actor, names);
  if (schools.size === 0) return refuse('not-allowed');
  const { events, closures, standing } = await listEventsFrom(tx, means, from);
  const { calendar } = standing;
  const entries = [
    ...events
      .filter((event) => event.days.some((one) => schools.has(one.schoolId)))
      .map((event) => entryOfEvent(event, actor, names, calendar)),
    ...closures
      .filter((closure) => closure.schoolIds.some((schoolId) => schools.has(schoolId)))
      .map((closure) => entryOfClosure(closure, actor, names)),
  ];
  return accept(entries.toSorted((one, other) => (one.recordedAt < other.recordedAt ? 1 : -1)));
}

function entryOfEvent(
  event: ListedEvent,
  actor: Actor,
  names: Names,
  calendar: TenantCalendar,
): EventEntry {
  const { days, kind, lunch, reason, serviceId, isOpen } = event;
  const inForce = days.filter((one) => one.isInForce);
  const shown = inForce.length > 0 ? inForce : days;
  const schoolIds = [...new Set(days.map((one) => one.schoolId))];
  return {
    id: event.dayEventId,
    kind,
    lunch,
    openings: distinct(shown.flatMap((one) => (one.opening === null ? [] : [one.opening]))),
    reason,
    serviceName:
      calendar.services.find((service) => service.serviceId === serviceId)?.serviceName ?? null,
    days: distinct(shown.map((one) => one.day)),
    span: null,
    scope: null,
    schools: schoolsOf(
      names,
      shown.map((one) => one.classId),
    ),
    ...recordOf(event, names),
    state:
      inForce.length === 0 ? 'undone' : inForce.length < days.length ? 'partly-undone' : 'in-force',
    canUndo: isOpen && mayRecord(actor, kind, schoolIds),
  };
}

function entryOfClosure(closure: ListedClosure, actor: Actor, names: Names): EventEntry {
  const { fromOn: from, toOn: to, reason, forWhom, isOpen } = closure;
  return {
    id: closure.closureId,
    kind: 'closure',
    lunch: null,
    openings: [],
    reason,
    serviceName: null,
    days: from === to ? [from] : [],
    span: { from, to },
    scope: forWhom.kind === 'grade' ? forWhom.grade : forWhom.kind,
    schools:
      forWhom.kind === 'school' || forWhom.kind === 'class'
        ? schoolsOf(names, forWhom.kind === 'class' ? closure.classIds : closure.classIds)
        : [],
    ...recordOf(closure, names),
    state: closure.undoneAt === null ? 'in-force' : 'undone',
    canUndo: isOpen && hasRole(actor, 'office', 'administrator'),
  };
}

/** Who recorded and who took back; what a job or an import did has no name. */
function recordOf(
  one: Pick<ListedEvent, 'recordedAt' | 'recordedBy' | 'undoneAt' | 'undoneBy'>,
  { staff }: Names,
): Pick<EventEntry, 'recordedAt' | 'recordedBy' | 'undoneAt' | 'undoneBy'> {
  const nameOf = (accountId: string | null): string | null =>
    staff.find((account) => account.accountId === accountId)?.displayName ?? null;
  return {
    recordedAt: romeIso(one.recordedAt),
    recordedBy: nameOf(one.recordedBy),
    undoneAt: one.undoneAt === null ? null : romeIso(one.undoneAt),
    undoneBy: nameOf(one.undoneBy),
  };
}

function schoolsOf({ classes }: Names, classIds: readonly string[]): EventEntry['schools'] {
  const wanted = new Set(classIds);
  const own = classes.filter((one) => wanted.has(one.classId));
  return [...groupBy(own, (one) => one.schoolId).values()].map((group) => ({
    schoolId: group[0].schoolId,
    name: group[0].schoolName,
    classes: distinct(group.map((one) => one.className)),
  }));
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
