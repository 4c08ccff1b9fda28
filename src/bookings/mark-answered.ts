// Use case: these changes were just asked by SMS and answered with that one, so their asker is not told them again.
import { insertAnswered } from '#bookings/answered-store.ts';
import type { Tx } from '#platform/database.ts';

/** In the transaction of the system that records the changes and puts the answer in line: only then is it sure to come. */
export function markAnswered(tx: Tx, receiptCodes: readonly string[], messageId: string): void {
  if (receiptCodes.length > 0) insertAnswered(tx, receiptCodes, messageId);
}
