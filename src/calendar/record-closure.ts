// Use case: the office closes days for everybody, a grade, a school or a class; families do nothing (RULES A2).
import { recordEvent } from '#audit/record-event.ts';
import { decideStillOpen } from '#calendar/day-event-rules.ts';
import type { CalendarMeans, StandingCalendar } from '#calendar/locked-calendar.ts';
import { lockedCalendar, slotsOf, standingCalendar } from '#calendar/locked-calendar.ts';
import type { Closure, ClosureRefusal, ClosureScope } from '#calendar/model.ts';
import { closureColumns, findClasses, insertClosure } from '#calendar/store.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf, hasRole } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { bumpVersion } from '#tenancy/version.ts';

export interface ClosureCommand {
  readonly closure: Closure;
  readonly arrivedAt: Instant;
}

export interface ClosurePlan {
  readonly classIds: readonly string[];
  readonly schoolIds: readonly string[];
  readonly before: TenantCalendar;
  readonly after: TenantCalendar;
}

export interface RecordedClosureFact extends ClosurePlan {
  readonly closureId: string;
}

/** Without a lock and without a word to anybody: for the preview. */
export function planClosure(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  command: ClosureCommand,
): Promise<Outcome<ClosurePlan, ClosureRefusal>> {
  return plan(tx, actor, command, (schoolIds, from) =>
    standingCalendar(tx, means, schoolIds, from),
  );
}

export async function recordClosure(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  command: ClosureCommand,
): Promise<Outcome<RecordedClosureFact, ClosureRefusal>> {
  const planned = await plan(tx, actor, command, (schoolIds, from) =>
    lockedCalendar(tx, means, schoolIds, from),
  );
  if (!planned.ok) return planned;
  const { closure } = command;
  const at = means.clock.now();
  const closureId = newId(at);
  insertClosure(tx, { ...closure, closureId, origin: 'own' }, at, actorIdOf(actor));
  recordEvent(tx, {
    at,
    actor,
    action: 'calendar.closure-recorded',
    subjectKind: 'closure',
    subjectId: closureId,
    facts: { scope: closure.scope.kind, fromOn: closure.fromOn, toOn: closure.toOn },
  });
  bumpVersion(tx);
  return accept({ closureId, ...planned.value });
}

async function plan(
  tx: Tx,
  actor: Actor,
  { closure, arrivedAt }: ClosureCommand,
  calendarOf: (schoolIds: readonly string[], from: Day) => Promise<StandingCalendar>,
): Promise<Outcome<ClosurePlan, ClosureRefusal>> {
  if (actor.kind !== 'system' && !hasRole(actor, 'office', 'administrator'))
    return refuse('not-allowed');
  const { scope, fromOn, toOn } = closure;
  if (toOn < fromOn) return refuse('nothing-asked');
  const today = dayAt(arrivedAt);
  if (fromOn < today) return refuse('day-past', { day: fromOn });
  const classes = (await findClasses(tx)).filter((one) => isInScope(scope, one));
  if (classes.length === 0) return refuse('place-not-found');
  const classIds = classes.map((one) => one.classId);
  const schoolIds = [...new Set(classes.map((one) => one.schoolId))];
  const standing = await calendarOf(schoolIds, fromOn);
  // Only days that have canteen lose it; a closure over a Sunday touches nobody.
  const slots = slotsOf(standing, {
    kind: 'closure',
    classIds,
    days: eachDay({ from: fromOn, to: toOn }),
    serviceId: null,
  }).filter((slot) => slot.opened.kind === 'canteen');
  const open = decideStillOpen(slots, { arrivedAt, today });
  if (!open.ok) return open;
  const after = standing.calendar.supposing((facts) => ({
    ...facts,
    closures: [...facts.closures, { ...closureColumns(closure), recordedAt: arrivedAt }],
  }));
  return accept({ classIds, schoolIds, before: standing.calendar, after });
}

export function isInScope(
  scope: ClosureScope,
  one: { readonly classId: string; readonly schoolId: string; readonly grade: string },
): boolean {
  switch (scope.kind) {
    case 'tenant':
      return true;
    case 'grade':
      return one.grade === scope.grade;
    case 'school':
      return one.schoolId === scope.schoolId;
    case 'class':
      return one.classId === scope.classId;
  }
}
