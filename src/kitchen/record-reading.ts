// Leaves an audit line when names are read beside diets: one per account, kitchen or school, day and hour, however often the screen polls.
import { recordEvent } from '#audit/record-event.ts';
import type { StaffActor } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { lockReading } from '#kitchen/store.ts';
import type { Tx } from '#platform/database.ts';
import { findAnswered, idempotencyKeyOf, recordAnswered } from '#platform/idempotency.ts';

export interface PlatesReading {
  readonly actor: StaffActor;
  /** Whose plates: a kitchen's, or a school's at table. */
  readonly subject: { readonly kind: 'kitchen' | 'school'; readonly id: string };
  readonly day: Day;
  readonly at: Instant;
  readonly plates: number;
}

/**
 * The line is a write like any other that is asked again and again, so it has an idempotency key, with the hour in
 * it. The lock is taken only by the first of the hour: two screens of one account then take turns.
 */
export async function recordPlatesRead(tx: Tx, reading: PlatesReading): Promise<void> {
  const { actor, subject, day, at } = reading;
  const hour = Math.floor(at / hourMs);
  const key = idempotencyKeyOf(`${action} ${subject.id} ${day} ${hour}`, action, reading.day);
  const account = Promise.resolve(actor);
  const isRecorded = async (): Promise<boolean> => {
    const found = await findAnswered(tx, account, key);
    return !found.ok || found.value !== undefined;
  };
  if (await isRecorded()) return;
  await lockReading(tx, `${actor.accountId} ${key.key}`);
  if (await isRecorded()) return;
  recordAnswered(tx, actor.accountId, key, 'recorded', at);
  recordEvent(tx, {
    at,
    actor,
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    facts: { day, plates: reading.plates },
  });
}

const action = 'kitchen.special-plates-read';
const hourMs = 3_600_000;
