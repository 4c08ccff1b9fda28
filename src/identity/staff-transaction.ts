// A transaction of a member of staff under the database role of their work: who asks is found first, by the least of them.
import type { Clock } from '#ground/clock.ts';
import { staffOf } from '#identity/account-of-request.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf } from '#identity/model.ts';
import type { RequestWithCookies } from '#identity/session-cookie.ts';
import type { Database, Tx } from '#platform/database.ts';

/**
 * For what several roles may ask, each as far as its own database role reads. `clock` is the real one. Rejects as
 * `staffOf` does.
 */
export async function inStaffTransaction<T>(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  tenantId: number,
  request: RequestWithCookies,
  work: (tx: Tx, account: StaffAccount) => Promise<T>,
): Promise<T> {
  const account = await database.inTenant(tenantId, 'school', (tx) => staffOf(tx, clock, request));
  return database.inTenant(tenantId, channelOf(account), (tx) => work(tx, account));
}
