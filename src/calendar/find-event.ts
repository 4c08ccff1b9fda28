// One event or closure as it was recorded, for whoever tells families of it.
import type { StoredEvent } from '#calendar/event-list-store.ts';
import { findEvent } from '#calendar/event-list-store.ts';
import type { StoredClosure } from '#calendar/event-store.ts';
import { findClosure } from '#calendar/event-store.ts';
import type { Tx } from '#platform/database.ts';

export type FoundEvent =
  | { readonly is: 'event'; readonly event: StoredEvent }
  | { readonly is: 'closure'; readonly closure: StoredClosure };

export async function findRecorded(tx: Tx, id: string): Promise<FoundEvent | undefined> {
  const [event, closure] = await Promise.all([findEvent(tx, id), findClosure(tx, id)]);
  if (event !== undefined) return { is: 'event', event };
  return closure === undefined ? undefined : { is: 'closure', closure };
}
