// Writes down who did what to whose data, when and by which channel; called inside the transaction of the act itself.
import { insertEvent } from '#audit/store.ts';
import type { Actor } from '#ground/actor.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

/** Ids, counts, days and codes that explain the act; never a name, a text or another sensitive value (FOUNDATIONS 19). */
export type EventFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface AuditEvent {
  readonly at: Instant;
  readonly actor: Actor;
  /** Room and act in the past tense: 'bookings.absence-declared'. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly facts?: EventFacts;
}

/** Costs no round trip: the line travels with COMMIT, and without it nothing is committed. */
export function recordEvent(tx: Tx, event: AuditEvent): void {
  insertEvent(tx, event);
}
