// Use case: a rendered text is put in line for one address; the sweeper delivers it after this transaction commits.
import type { Instant } from '#ground/instant.ts';
import type { NewMessage } from '#notifications/model.ts';
import { insertMessage } from '#notifications/store.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { tellOutside } from '#platform/outbox.ts';

/** The outbox kind that `deliver-message.ts` handles. */
export const deliverKind = 'notifications.deliver';

/** In a transaction of the system only: no face may write mail. Returns the id of the message. */
export function queueMessage(tx: Tx, at: Instant, message: NewMessage): string {
  const messageId = newId(at);
  insertMessage(tx, messageId, at, message);
  tellOutside(tx, at, deliverKind, { messageId });
  return messageId;
}
