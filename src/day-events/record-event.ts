// Use case: a clerk or a secretary records an event; meals change with it, and the families are told (RULES A2, A5).
import { wakeDays } from '#bookings/changed-days.ts';
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import type { EventDay } from '#calendar/model.ts';
import { actorOf } from '#day-events/actor-of.ts';
import type { EventCommand, EventRefusal } from '#day-events/plan-event.ts';
import { writeEvent } from '#day-events/plan-event.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';
import { tellOutside } from '#platform/outbox.ts';

export interface RecordedAnswer {
  readonly id: string;
  /** The same request again: nothing new was recorded and nobody is told twice. */
  readonly repeated: boolean;
}

/** The outbox kind that `tell-event.ts` handles; one for each school, so that none waits for all. */
export const tellEventKind = 'day-events.tell';

export async function recordEvent(
  tx: Tx,
  means: CalendarMeans,
  account: Promise<StaffAccount>,
  command: EventCommand & { readonly key: IdempotencyKey },
): Promise<Outcome<RecordedAnswer, EventRefusal | 'key-reused'>> {
  const [who, answered] = await Promise.all([account, findAnswered(tx, account, command.key)]);
  if (!answered.ok) return answered;
  if (answered.value !== undefined) return accept({ id: answered.value, repeated: true });
  const written = await writeEvent(tx, means, actorOf(who), command);
  if (!written.ok) return written;
  const { id, eventDays, schoolIds } = written.value;
  const at = means.clock.now();
  recordAnswered(tx, who.accountId, command.key, id, at);
  wakeSchools(tx, schoolIds, eventDays);
  for (const schoolId of schoolIds)
    tellOutside(tx, at, tellEventKind, { id, schoolId, act: 'recorded', at });
  return accept({ id, repeated: false });
}

export function wakeSchools(
  tx: Tx,
  schoolIds: readonly string[],
  eventDays: readonly Pick<EventDay, 'day'>[],
): void {
  const days = eventDays.map((one) => one.day).toSorted();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return;
  for (const schoolId of schoolIds) wakeDays(tx, { schoolId, from, to });
}
