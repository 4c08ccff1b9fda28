// Use case: the office takes a closure of its own back, for its days that can still change (RULES A4).
import { recordEvent } from '#audit/record-event.ts';
import { closureScopeOf } from '#calendar/closure-scope.ts';
import { decideStillOpen } from '#calendar/day-event-rules.ts';
import type { StoredClosure } from '#calendar/event-store.ts';
import { findClosure, supersedeClosure } from '#calendar/event-store.ts';
import type { CalendarMeans, StandingCalendar } from '#calendar/locked-calendar.ts';
import { lockedCalendar, slotsOf } from '#calendar/locked-calendar.ts';
import type { ClosureRefusal } from '#calendar/model.ts';
import { isInScope } from '#calendar/record-closure.ts';
import { findClasses, insertClosure } from '#calendar/store.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf, hasRole } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { bumpVersion } from '#tenancy/version.ts';

export interface LiftedClosure {
  /** The days that are not closed any more. */
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly classIds: readonly string[];
  readonly schoolIds: readonly string[];
  readonly liftedAt: Instant;
}

export async function liftClosure(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  { closureId, arrivedAt }: { readonly closureId: string; readonly arrivedAt: Instant },
): Promise<Outcome<LiftedClosure, ClosureRefusal>> {
  if (actor.kind !== 'system' && !hasRole(actor, 'office', 'administrator'))
    return refuse('not-allowed');
  const [known, allClasses] = await Promise.all([findClosure(tx, closureId), findClasses(tx)]);
  if (known === undefined) return refuse('event-not-found');
  if (known.origin !== 'own') return refuse('official-closure');
  const classes = allClasses.filter((one) => isInScope(closureScopeOf(known), one));
  const schoolIds = [...new Set(classes.map((one) => one.schoolId))];
  const classIds = classes.map((one) => one.classId);
  const standing = await lockedCalendar(tx, means, schoolIds, known.fromOn);
  const closure = await findClosure(tx, closureId);
  if (closure?.isInForce !== true) return refuse('already-undone');
  const first = firstOpenDay(standing, closure, classIds, arrivedAt);
  if (!first.ok) return first;
  const liftedAt = means.clock.now();
  supersedeClosure(tx, closureId, liftedAt, actorIdOf(actor));
  if (first.value > closure.fromOn) keepElapsed(tx, closure, first.value, liftedAt);
  recordEvent(tx, {
    at: liftedAt,
    actor,
    action: 'calendar.closure-lifted',
    subjectKind: 'closure',
    subjectId: closureId,
    facts: { fromOn: first.value, toOn: closure.toOn },
  });
  bumpVersion(tx);
  return accept({ fromOn: first.value, toOn: closure.toOn, classIds, schoolIds, liftedAt });
}

/** Every later day is open too: a later day never has an earlier cut-off. */
function firstOpenDay(
  standing: StandingCalendar,
  closure: StoredClosure,
  classIds: readonly string[],
  arrivedAt: Instant,
): Outcome<Day, ClosureRefusal> {
  const moment = { arrivedAt, today: dayAt(arrivedAt) };
  const { today } = moment;
  const from = closure.fromOn < today ? today : closure.fromOn;
  let refused: Outcome<never, ClosureRefusal> = refuse('day-past', { day: closure.toOn });
  for (const day of eachDay({ from, to: closure.toOn })) {
    const slots = slotsOf(standing, { kind: 'closure', classIds, days: [day], serviceId: null });
    const open = decideStillOpen(slots, moment);
    if (open.ok) return accept(day);
    refused = open;
  }
  return refused;
}

/** What has elapsed stays closed, by the same word of the office: when and by whom it was recorded stays too. */
function keepElapsed(tx: Tx, closure: StoredClosure, until: Day, at: Instant): void {
  const { fromOn, reason, recordedAt, recordedBy } = closure;
  const elapsed = { scope: closureScopeOf(closure), fromOn, toOn: addDays(until, -1), reason };
  insertClosure(tx, { ...elapsed, closureId: newId(at), origin: 'own' }, recordedAt, recordedBy);
}
