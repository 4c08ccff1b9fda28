// The SQL of identity: accounts by login and by session, and their passwords.
import type { Grant } from '#ground/actor.ts';
import type { Instant } from '#ground/instant.ts';
import type { Account, AccountKey, Face, FamilyAccount, StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

/** An account with what proves it; only the system reads these. */
export interface Credential {
  readonly account: Account;
  readonly passwordHash: string;
  readonly email: string | null;
}

/** A living session, whatever its face; `account` is undefined when it is of the other face, disabled or without a grant. */
export interface SessionRow<A extends Account> {
  readonly face: Face;
  readonly account: A | undefined;
}

const grantsOf = (accountId: string): string => `
  (select json_agg(json_build_object('role', g.role, 'schoolId', g.school_id, 'kitchenId', g.kitchen_id) order by g.grant_id)
     from identity.staff_grant g
    where g.tenant_id = $1 and g.account_id = ${accountId} and g.revoked_at is null)`;
const familyColumns = `f.account_id as "accountId", f.login, f.display_name as "displayName",
  f.must_change_password as "mustChangePassword", f.language, f.email`;
const staffColumns = `s.account_id as "accountId", s.login, s.display_name as "displayName",
  s.must_change_password as "mustChangePassword"`;
const livingSession = `t.tenant_id = $1 and t.token_hash = $2 and t.expires_at > $3 and t.ended_at is null`;

const familySessionSql = `
  select t.face, ${familyColumns} from identity.session t
    left join identity.family_account f
      on f.tenant_id = t.tenant_id and f.account_id = t.account_id and t.face = 'family' and f.disabled_at is null
   where ${livingSession}`;
const staffSessionSql = `
  select t.face, ${staffColumns}, ${grantsOf('s.account_id')} as grants from identity.session t
    left join identity.staff_account s
      on s.account_id = t.account_id and t.face = 'staff' and s.disabled_at is null
   where ${livingSession}`;

/** For the roles family and office; one index lookup each in session and account. */
export async function findFamilySession(
  tx: Tx,
  tokenHash: string,
  now: Instant,
): Promise<SessionRow<FamilyAccount> | undefined> {
  const row = await tx.row<FamilyRow & { face: Face }>(
    familySessionSql,
    tokenHash,
    sqlInstant(now),
  );
  return row && { face: row.face, account: familyOfRow(row) };
}

/** By id, while it is open; for the role family. */
export async function findFamilyById(
  tx: Tx,
  accountId: string,
): Promise<FamilyAccount | undefined> {
  const row = await tx.row<FamilyRow>(
    `select ${familyColumns} from identity.family_account f
      where f.tenant_id = $1 and f.account_id = $2::uuid and f.disabled_at is null`,
    accountId,
  );
  return row && familyOfRow(row);
}

/** For every role but family. */
export async function findStaffSession(
  tx: Tx,
  tokenHash: string,
  now: Instant,
): Promise<SessionRow<StaffAccount> | undefined> {
  const row = await tx.row<StaffRow & { face: Face }>(staffSessionSql, tokenHash, sqlInstant(now));
  return row && { face: row.face, account: staffOfRow(row) };
}

/** By login, families first; or by id. For the system only. */
export async function findCredential(
  tx: Tx,
  key: { readonly login: string } | AccountKey,
): Promise<Credential | undefined> {
  const isLogin = 'login' in key;
  const where = (alias: string): string =>
    isLogin ? `${alias}.login = $2` : `${alias}.account_id = $2 and $3 = '${faceOf[alias]}'`;
  const params = isLogin ? [key.login] : [key.accountId, key.face];
  const [family, staff] = await Promise.all([
    tx.row<FamilyRow & { passwordHash: string }>(
      `select ${familyColumns}, f.password_hash as "passwordHash" from identity.family_account f
        where f.tenant_id = $1 and f.disabled_at is null and ${where('f')}`,
      ...params,
    ),
    tx.row<StaffRow & { passwordHash: string; email: string | null }>(
      `select ${staffColumns}, s.email, s.password_hash as "passwordHash", ${grantsOf('s.account_id')} as grants
         from identity.staff_account s where s.disabled_at is null and ${where('s')}`,
      ...params,
    ),
  ]);
  const account = (family && familyOfRow(family)) ?? (staff && staffOfRow(staff));
  const row = account?.kind === 'family' ? family : staff;
  return account && row && { account, passwordHash: row.passwordHash, email: row.email };
}

/** Chosen by its owner, so that it need not be changed any more. False when the hash was another one by now. */
export async function updatePassword(
  tx: Tx,
  key: AccountKey,
  priorHash: string,
  passwordHash: string,
  mustChangePassword = false,
): Promise<boolean> {
  const change = 'set password_hash = $4, must_change_password = $5';
  const changed = await tx.row(
    key.face === 'family'
      ? `update identity.family_account ${change}
          where tenant_id = $1 and account_id = $2 and password_hash = $3 returning account_id`
      : `update identity.staff_account s ${change}
          where s.account_id = $2 and s.password_hash = $3
            and exists (select from identity.staff_grant g
                         where g.tenant_id = $1 and g.account_id = s.account_id and g.revoked_at is null)
          returning account_id`,
    key.accountId,
    priorHash,
    passwordHash,
    mustChangePassword,
  );
  return changed !== undefined;
}

const faceOf: Readonly<Record<string, Face>> = { f: 'family', s: 'staff' };

interface FamilyRow {
  readonly accountId: string | null;
  readonly login: string;
  readonly displayName: string;
  readonly mustChangePassword: boolean;
  readonly language: string;
  readonly email: string | null;
}

interface StaffRow {
  readonly accountId: string | null;
  readonly login: string;
  readonly displayName: string;
  readonly mustChangePassword: boolean;
  readonly grants: readonly Grant[] | null;
}

function familyOfRow({
  accountId,
  login,
  displayName,
  ...row
}: FamilyRow): FamilyAccount | undefined {
  if (accountId === null) return undefined;
  const { mustChangePassword, email } = row;
  const language = row.language === 'en' ? 'en' : 'it';
  return { kind: 'family', accountId, login, displayName, mustChangePassword, language, email };
}

function staffOfRow({ accountId, login, displayName, ...row }: StaffRow): StaffAccount | undefined {
  if (accountId === null || row.grants === null) return undefined;
  const { mustChangePassword, grants } = row;
  return { kind: 'staff', accountId, login, displayName, mustChangePassword, grants };
}
