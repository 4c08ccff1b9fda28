// Use case: an event is undone, for its days that can still change; what lay underneath counts again (RULES A4, A5).
import { recordEvent } from '#audit/record-event.ts';
import { decideStillOpen } from '#calendar/day-event-rules.ts';
import type { StoredEventDay } from '#calendar/event-store.ts';
import { listEventDays, supersedeEventDays } from '#calendar/event-store.ts';
import type { CalendarMeans, StandingCalendar } from '#calendar/locked-calendar.ts';
import { lockedCalendar, slotsOf } from '#calendar/locked-calendar.ts';
import type { EventDay, UndoRefusal } from '#calendar/model.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf, hasRole, hasRoleAtSchool } from '#ground/actor.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { bumpVersion } from '#tenancy/version.ts';

export interface UndoneDayEvent {
  readonly undone: readonly EventDay[];
  /** Days past their cut-off: there the event stays. */
  readonly kept: readonly EventDay[];
  readonly schoolIds: readonly string[];
  readonly undoneAt: Instant;
}

/** Refused only when no day of the event can change any more; the first such day says why. */
export async function undoDayEvent(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  { dayEventId, arrivedAt }: { readonly dayEventId: string; readonly arrivedAt: Instant },
): Promise<Outcome<UndoneDayEvent, UndoRefusal>> {
  const known = await listEventDays(tx, dayEventId);
  const [first] = known;
  if (first === undefined) return refuse('event-not-found');
  const schoolIds = [...new Set(known.map((one) => one.schoolId))];
  // An extra opening says so in every row; only the office makes one and takes it back.
  if (!mayUndo(actor, first.opening !== null, schoolIds)) return refuse('not-allowed');
  const standing = await lockedCalendar(tx, means, schoolIds, first.day);
  // Read again under the lock: another one may have undone it while this one waited.
  const inForce = (await listEventDays(tx, dayEventId)).filter((one) => one.isInForce);
  if (inForce.length === 0) return refuse('already-undone');
  const judged = inForce.map((one) => ({ one, outcome: stillOpen(standing, one, arrivedAt) }));
  const undone = judged.filter(({ outcome }) => outcome.ok).map(({ one }) => one);
  if (undone.length === 0) {
    const refused = judged[0]?.outcome;
    if (refused === undefined || refused.ok) throw new Error('a day that is open can be undone');
    return refused;
  }
  const kept = judged.filter(({ outcome }) => !outcome.ok).map(({ one }) => one);
  const undoneAt = means.clock.now();
  supersedeEventDays(tx, dayEventId, undone, undoneAt, actorIdOf(actor));
  recordEvent(tx, {
    at: undoneAt,
    actor,
    action: 'calendar.day-event-undone',
    subjectKind: 'day-event',
    subjectId: dayEventId,
    facts: { days: [...new Set(undone.map((one) => one.day))], kept: kept.length },
  });
  bumpVersion(tx);
  return accept({ undone, kept, schoolIds, undoneAt });
}

function mayUndo(actor: Actor, isOpening: boolean, schoolIds: readonly string[]): boolean {
  if (actor.kind === 'system' || hasRole(actor, 'office', 'administrator')) return true;
  return !isOpening && schoolIds.every((schoolId) => hasRoleAtSchool(actor, schoolId, 'school'));
}

function stillOpen(standing: StandingCalendar, one: StoredEventDay, arrivedAt: Instant) {
  const { classId, day, serviceId } = one;
  const slots = slotsOf(standing, { kind: 'closure', classIds: [classId], days: [day], serviceId });
  return decideStillOpen(slots, { arrivedAt, today: dayAt(arrivedAt) });
}
