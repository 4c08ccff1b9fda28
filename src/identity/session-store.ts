// The SQL of identity: sessions, recoveries and the counters of attempts.
import type { Instant } from '#ground/instant.ts';
import type { AttemptCounter } from '#identity/attempt-rules.ts';
import type { AccountKey } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export function insertSession(
  tx: Tx,
  key: AccountKey,
  session: { readonly tokenHash: string; readonly expiresAt: Instant },
  at: Instant,
): void {
  tx.write(
    `insert into identity.session (tenant_id, token_hash, face, account_id, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    session.tokenHash,
    key.face,
    key.accountId,
    sqlInstant(at),
    sqlInstant(session.expiresAt),
  );
}

export function endSession(tx: Tx, tokenHash: string, at: Instant): void {
  tx.write(
    'update identity.session set ended_at = $3 where tenant_id = $1 and token_hash = $2 and ended_at is null',
    tokenHash,
    sqlInstant(at),
  );
}

/** Every session of the account but that one; null: really every one. */
export function endSessionsOf(
  tx: Tx,
  key: AccountKey,
  exceptTokenHash: string | null,
  at: Instant,
): void {
  tx.write(
    `update identity.session set ended_at = $5
      where tenant_id = $1 and face = $2 and account_id = $3 and token_hash is distinct from $4 and ended_at is null`,
    key.face,
    key.accountId,
    exceptTokenHash,
    sqlInstant(at),
  );
}

export function insertRecovery(
  tx: Tx,
  key: AccountKey,
  recovery: { readonly tokenHash: string; readonly expiresAt: Instant },
  at: Instant,
): void {
  tx.write(
    `insert into identity.recovery (tenant_id, token_hash, face, account_id, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    recovery.tokenHash,
    key.face,
    key.accountId,
    sqlInstant(at),
    sqlInstant(recovery.expiresAt),
  );
}

const openRecovery = `tenant_id = $1 and token_hash = $2 and used_at is null and expires_at > $3`;

export function findOpenRecovery(
  tx: Tx,
  tokenHash: string,
  now: Instant,
): Promise<AccountKey | undefined> {
  return tx.row<AccountKey>(
    `select face, account_id as "accountId" from identity.recovery where ${openRecovery}`,
    tokenHash,
    sqlInstant(now),
  );
}

/** Uses it up; undefined when somebody else did in the meantime. */
export function updateRecoveryUsed(
  tx: Tx,
  tokenHash: string,
  now: Instant,
): Promise<AccountKey | undefined> {
  return tx.row<AccountKey>(
    `update identity.recovery set used_at = $3 where ${openRecovery} returning face, account_id as "accountId"`,
    tokenHash,
    sqlInstant(now),
  );
}

/** Links sent before are worth nothing any more. */
export function updateRecoveriesOf(tx: Tx, key: AccountKey, at: Instant): void {
  tx.write(
    `update identity.recovery set used_at = $4
      where tenant_id = $1 and face = $2 and account_id = $3 and used_at is null`,
    key.face,
    key.accountId,
    sqlInstant(at),
  );
}

const counterColumns = `failures, first_failed_at as "firstFailedAt", locked_until as "lockedUntil"`;

export function findCounter(tx: Tx, subject: string): Promise<AttemptCounter | undefined> {
  return tx.row<AttemptCounter>(
    `select ${counterColumns} from identity.sign_in_attempt where tenant_id = $1 and subject = $2`,
    subject,
  );
}

/** The counter, made where there was none, and held until commit: the next one counts on from ours. */
export async function lockCounter(tx: Tx, subject: string, now: Instant): Promise<AttemptCounter> {
  // An update that changes nothing, because it takes the lock also on a row that a success is just deleting.
  const counter = await tx.row<AttemptCounter>(
    `insert into identity.sign_in_attempt (tenant_id, subject, failures, first_failed_at)
     values ($1, $2, 0, $3) on conflict (tenant_id, subject) do update set subject = excluded.subject
     returning ${counterColumns}`,
    subject,
    sqlInstant(now),
  );
  if (counter === undefined) throw new Error('an upsert that returned no row');
  return counter;
}

export function updateCounter(tx: Tx, subject: string, counter: AttemptCounter): void {
  tx.write(
    `update identity.sign_in_attempt set failures = $3, first_failed_at = $4, locked_until = $5
      where tenant_id = $1 and subject = $2`,
    subject,
    counter.failures,
    sqlInstant(counter.firstFailedAt),
    counter.lockedUntil === null ? null : sqlInstant(counter.lockedUntil),
  );
}

export function deleteCounter(tx: Tx, subject: string): void {
  tx.write('delete from identity.sign_in_attempt where tenant_id = $1 and subject = $2', subject);
}

/** Sessions and recoveries that ended before, counters that nobody remembers; returns how many rows went. */
export async function deleteOld(
  tx: Tx,
  endedBefore: Instant,
  failedBefore: Instant,
): Promise<number> {
  const gone = await Promise.all([
    tx.rows(
      'delete from identity.session where tenant_id = $1 and expires_at < $2 returning token_hash',
      sqlInstant(endedBefore),
    ),
    tx.rows(
      'delete from identity.recovery where tenant_id = $1 and expires_at < $2 returning token_hash',
      sqlInstant(endedBefore),
    ),
    tx.rows(
      'delete from identity.recovery_code where tenant_id = $1 and expires_at < $2 returning recovery_code_id',
      sqlInstant(endedBefore),
    ),
    tx.rows(
      `delete from identity.sign_in_attempt
        where tenant_id = $1 and first_failed_at < $2 and coalesce(locked_until, first_failed_at) < $2 returning subject`,
      sqlInstant(failedBefore),
    ),
  ]);
  return gone.flat().length;
}
