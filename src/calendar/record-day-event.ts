// Use case: the school or the office records an outing, a strike or an extra opening for classes, in one act (RULES A2, A5).
import { recordEvent } from '#audit/record-event.ts';
import { decideDayEvent } from '#calendar/day-event-rules.ts';
import { insertDayEvent } from '#calendar/event-store.ts';
import type { CalendarMeans, StandingCalendar } from '#calendar/locked-calendar.ts';
import { lockedCalendar, slotsOf, standingCalendar } from '#calendar/locked-calendar.ts';
import type { DayEventRefusal, EventDay, NewDayEvent } from '#calendar/model.ts';
import { eventReportingSetting, openingNoticeSetting } from '#calendar/settings.ts';
import type { DayEventRow } from '#calendar/store.ts';
import { listClassSchools } from '#calendar/store.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf, hasRole, hasRoleAtSchool } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { bumpVersion } from '#tenancy/version.ts';

export interface DayEventCommand {
  readonly event: NewDayEvent;
  /** When the request reached us: what counts for the cut-off. */
  readonly arrivedAt: Instant;
}

/** What recording would write, and the calendar before and after it. */
export interface DayEventPlan {
  readonly days: readonly EventDay[];
  readonly schoolIds: readonly string[];
  readonly before: TenantCalendar;
  readonly after: TenantCalendar;
}

export interface RecordedDayEvent extends DayEventPlan {
  readonly dayEventId: string;
}

/** Looks without a lock at what `recordDayEvent` would do: it promises nothing. */
export function planDayEvent(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  command: DayEventCommand,
): Promise<Outcome<DayEventPlan, DayEventRefusal>> {
  return plan(tx, actor, command, (schoolIds, from) =>
    standingCalendar(tx, means, schoolIds, from),
  );
}

export async function recordDayEvent(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  command: DayEventCommand,
): Promise<Outcome<RecordedDayEvent, DayEventRefusal>> {
  const planned = await plan(tx, actor, command, (schoolIds, from) =>
    lockedCalendar(tx, means, schoolIds, from),
  );
  if (!planned.ok) return planned;
  const { event } = command;
  const { days } = planned.value;
  const recordedAt = means.clock.now();
  const dayEventId = newId(recordedAt);
  const recordedBy = actorIdOf(actor);
  insertDayEvent(tx, { dayEventId, event, days, recordedAt, recordedBy });
  recordEvent(tx, {
    at: recordedAt,
    actor,
    action: 'calendar.day-event-recorded',
    subjectKind: 'day-event',
    subjectId: dayEventId,
    facts: {
      kind: event.kind,
      classes: [...new Set(days.map((one) => one.classId))],
      days: [...new Set(days.map((one) => one.day))],
    },
  });
  bumpVersion(tx);
  return accept({ dayEventId, ...planned.value });
}

async function plan(
  tx: Tx,
  actor: Actor,
  { event, arrivedAt }: DayEventCommand,
  calendarOf: (schoolIds: readonly string[], from: Day) => Promise<StandingCalendar>,
): Promise<Outcome<DayEventPlan, DayEventRefusal>> {
  const classIds = [...new Set(event.classIds)];
  const asked = [...new Set(event.days)].toSorted();
  const [from] = asked;
  if (from === undefined || classIds.length === 0) return refuse('nothing-asked');
  const known = await listClassSchools(tx, classIds);
  if (known.length < classIds.length) return refuse('class-not-found');
  const schoolIds = [...new Set(known.map((one) => one.schoolId))];
  if (!mayRecord(actor, event.kind, schoolIds)) return refuse('not-allowed');
  const standing = await calendarOf(schoolIds, from);
  const { calendar } = standing;
  const { serviceId } = event;
  if (serviceId !== null && !calendar.services.some((one) => one.serviceId === serviceId))
    return refuse('service-not-found');
  if (event.kind !== 'opening' && !isRecorded(calendar, schoolIds, from))
    return refuse('reported-by-families');
  const slots = slotsOf(standing, { kind: event.kind, classIds, days: asked, serviceId });
  const notice = calendar.setting(openingNoticeSetting, from);
  const days = decideDayEvent(event.kind, slots, { arrivedAt, today: dayAt(arrivedAt) }, notice);
  if (!days.ok) return days;
  const rows = rowsOf(event, days.value, arrivedAt);
  const after = calendar.supposing((facts) => ({
    ...facts,
    dayEvents: [...facts.dayEvents, ...rows],
  }));
  return accept({ days: days.value, schoolIds, before: calendar, after });
}

/** An extra opening is the office's; outings and strikes also the school's, for itself (RULES A5). */
export function mayRecord(
  actor: Actor,
  kind: NewDayEvent['kind'],
  schoolIds: readonly string[],
): boolean {
  if (actor.kind === 'system' || hasRole(actor, 'office', 'administrator')) return true;
  return (
    kind !== 'opening' && schoolIds.every((schoolId) => hasRoleAtSchool(actor, schoolId, 'school'))
  );
}

function isRecorded(calendar: TenantCalendar, schoolIds: readonly string[], day: Day): boolean {
  return schoolIds.every(
    (schoolId) => calendar.settingAt(eventReportingSetting, { schoolId, day }) === 'recorded',
  );
}

/** As the calendar would load them once they are recorded. */
function rowsOf(
  event: NewDayEvent,
  days: readonly EventDay[],
  recordedAt: Instant,
): readonly DayEventRow[] {
  return [...groupBy(days, (one) => `${one.day} ${one.opening ?? ''}`).values()].map((group) => ({
    kind: event.kind,
    lunch: event.kind === 'outing' ? event.lunch : null,
    opening: group[0].opening,
    serviceId: event.serviceId,
    reason: event.reason,
    recordedAt,
    day: group[0].day,
    classIds: group.map((one) => one.classId),
  }));
}
