// The SQL of answers: which SMS answered the request for a change.
import type { Tx } from '#platform/database.ts';

export function insertAnswered(tx: Tx, receiptCodes: readonly string[], messageId: string): void {
  tx.write(
    `insert into bookings.answered_change (tenant_id, change_id, message_id)
     select $1, change_id, $3::uuid from bookings.change where tenant_id = $1 and receipt_code = any($2::text[])`,
    receiptCodes,
    messageId,
  );
}
