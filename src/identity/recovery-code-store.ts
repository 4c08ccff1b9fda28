// The SQL of identity: the one-time codes that the office gives.
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export function findFamilyContact(
  tx: Tx,
  accountId: string,
): Promise<{ readonly login: string; readonly displayName: string } | undefined> {
  return tx.row(
    `select login, display_name as "displayName" from identity.contact_view where tenant_id = $1 and account_id = $2`,
    accountId,
  );
}

export function insertRecoveryCode(
  tx: Tx,
  code: {
    readonly recoveryCodeId: string;
    readonly accountId: string;
    readonly codeHash: string;
    readonly givenBy: string;
    readonly expiresAt: Instant;
  },
  at: Instant,
): void {
  tx.write(
    `insert into identity.recovery_code (tenant_id, recovery_code_id, account_id, code_hash, given_at, given_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    code.recoveryCodeId,
    code.accountId,
    code.codeHash,
    sqlInstant(at),
    code.givenBy,
    sqlInstant(code.expiresAt),
  );
}

/** Codes given before are worth nothing any more. */
export function updateRecoveryCodesOf(tx: Tx, accountId: string, at: Instant): void {
  tx.write(
    'update identity.recovery_code set ended_at = $3 where tenant_id = $1 and account_id = $2 and ended_at is null',
    accountId,
    sqlInstant(at),
  );
}

const open = 'tenant_id = $1 and ended_at is null and expires_at > $3';

export function findOpenCode(
  tx: Tx,
  login: string,
  now: Instant,
): Promise<{ readonly recoveryCodeId: string; readonly codeHash: string } | undefined> {
  return tx.row(
    `select c.recovery_code_id as "recoveryCodeId", c.code_hash as "codeHash"
       from identity.recovery_code c
       join identity.family_account f on f.tenant_id = c.tenant_id and f.account_id = c.account_id
      where c.tenant_id = $1 and f.login = $2 and f.disabled_at is null and c.ended_at is null and c.expires_at > $3`,
    login,
    sqlInstant(now),
  );
}

/** Uses it up; false when somebody else did in the meantime. */
export async function updateCodeUsed(
  tx: Tx,
  recoveryCodeId: string,
  now: Instant,
): Promise<boolean> {
  const used = await tx.row(
    `update identity.recovery_code set ended_at = $3 where ${open} and recovery_code_id = $2 returning recovery_code_id`,
    recoveryCodeId,
    sqlInstant(now),
  );
  return used !== undefined;
}
