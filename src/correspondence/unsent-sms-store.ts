// The SQL of correspondence for the office: SMS of a month that did not reach anybody, one line for each number.
import type { Instant } from '#ground/instant.ts';
import type { MessageState } from '#notifications/model.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface UnsentSms {
  readonly address: string;
  /** Of an account with this number; null: nobody has it any more. */
  readonly displayName: string | null;
  readonly count: number;
  /** Of the latest. */
  readonly at: Instant;
  readonly state: MessageState;
  readonly lastAnswer: string | null;
}

/** The latest first. Numbers that retention has taken out are nobody's. */
export function listUnsentSms(
  tx: Tx,
  since: Instant,
  limit: number,
): Promise<readonly UnsentSms[]> {
  return tx.rows<UnsentSms>(
    `select u.address, u.count, u.at, u.state, u.last_answer as "lastAnswer",
            (select min(c.display_name) from identity.contact_view c
              where c.tenant_id = $1 and c.mobile = u.address) as "displayName"
       from (select distinct on (m.address) m.address, m.created_at as at, m.state, m.last_answer,
                    count(*) over (partition by m.address)::integer as count
               from notifications.sms_view m
              where m.tenant_id = $1 and m.created_at >= $2 and m.state in ('refused', 'failed', 'expired') and m.address <> ''
              order by m.address, m.created_at desc, m.message_id desc) u
      order by u.at desc, u.address limit $3`,
    sqlInstant(since),
    limit,
  );
}

export async function countWaitingSms(tx: Tx): Promise<number> {
  const row = await tx.row<{ count: number }>(
    `select count(*)::integer as count from notifications.sms_view where tenant_id = $1 and state = 'waiting'`,
  );
  return row?.count ?? 0;
}
