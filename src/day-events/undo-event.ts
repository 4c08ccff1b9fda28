// Use case: an event is taken back for its days that can still change, and the families are told (RULES A4, A5).
import { wakeDays } from '#bookings/changed-days.ts';
import { findRecorded } from '#calendar/find-event.ts';
import { liftClosure } from '#calendar/lift-closure.ts';
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import type { ClosureRefusal, UndoRefusal } from '#calendar/model.ts';
import { undoDayEvent } from '#calendar/undo-day-event.ts';
import { actorOf } from '#day-events/actor-of.ts';
import type { RecordedAnswer } from '#day-events/record-event.ts';
import { tellEventKind } from '#day-events/record-event.ts';
import type { Actor } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';
import { tellOutside } from '#platform/outbox.ts';

export interface UndoCommand {
  readonly id: string;
  readonly arrivedAt: Instant;
  readonly key: IdempotencyKey;
}

export async function undoEvent(
  tx: Tx,
  means: CalendarMeans,
  account: Promise<StaffAccount>,
  command: UndoCommand,
): Promise<Outcome<RecordedAnswer, UndoRefusal | ClosureRefusal | 'key-reused'>> {
  const { id, key } = command;
  const [who, answered] = await Promise.all([account, findAnswered(tx, account, key)]);
  if (!answered.ok) return answered;
  if (answered.value !== undefined) return accept({ id, repeated: true });
  const taken = await takeBack(tx, means, actorOf(who), command);
  if (!taken.ok) return taken;
  const { schoolIds, from, to, at } = taken.value;
  recordAnswered(tx, who.accountId, key, id, at);
  for (const schoolId of schoolIds) {
    wakeDays(tx, { schoolId, from, to });
    tellOutside(tx, at, tellEventKind, { id, schoolId, act: 'undone', at, from, to });
  }
  return accept({ id, repeated: false });
}

interface TakenBack {
  readonly schoolIds: readonly string[];
  readonly from: Day;
  readonly to: Day;
  readonly at: Instant;
}

async function takeBack(
  tx: Tx,
  means: CalendarMeans,
  actor: Actor,
  { id, arrivedAt }: UndoCommand,
): Promise<Outcome<TakenBack, UndoRefusal | ClosureRefusal>> {
  const found = await findRecorded(tx, id);
  if (found === undefined) return refuse('event-not-found');
  if (found.is === 'closure') {
    const lifted = await liftClosure(tx, means, actor, { closureId: id, arrivedAt });
    if (!lifted.ok) return lifted;
    const { schoolIds, fromOn: from, toOn: to, liftedAt: at } = lifted.value;
    return accept({ schoolIds, from, to, at });
  }
  const undone = await undoDayEvent(tx, means, actor, { dayEventId: id, arrivedAt });
  if (!undone.ok) return undone;
  const days = undone.value.undone.map((one) => one.day).toSorted();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) throw new Error('an undoing takes back some day');
  return accept({ schoolIds: undone.value.schoolIds, from, to, at: undone.value.undoneAt });
}
