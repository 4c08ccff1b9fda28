// The SQL of identity: accounts and grants as they are made and brought up to date.
import type { Grant } from '#ground/actor.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

interface FamilyContactsRow {
  readonly accountId: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly language: string;
}

interface FamilyAccountRow extends FamilyContactsRow {
  readonly login: string;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
}

interface GrantRow extends Grant {
  readonly grantId: string;
}

interface StaffAccountRow {
  readonly accountId: string;
  readonly login: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly grants: readonly GrantRow[];
}

/** Those of the logins that a family of this authority or any member of staff has. */
export async function listTakenLogins(
  tx: Tx,
  logins: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.rows<{ login: string }>(
    `select login from identity.family_account where tenant_id = $1 and login = any($2::text[])
      union select login from identity.staff_account where login = any($2::text[])
      order by login`,
    logins,
  );
  return rows.map((row) => row.login);
}

export function insertFamilyAccounts(
  tx: Tx,
  accounts: readonly FamilyAccountRow[],
  at: Instant,
): void {
  tx.write(
    `insert into identity.family_account
       (tenant_id, account_id, login, password_hash, must_change_password, display_name, email, mobile, language, created_at)
     select $1, a.account_id, a.login, a.password_hash, a.must_change_password, a.display_name, a.email, a.mobile, a.language, $3
       from jsonb_to_recordset($2::jsonb) as a
         (account_id uuid, login text, password_hash text, must_change_password boolean, display_name text, email text, mobile text, language text)`,
    JSON.stringify(
      accounts.map((account) => ({
        ...contactColumns(account),
        login: account.login,
        password_hash: account.passwordHash,
        must_change_password: account.mustChangePassword,
      })),
    ),
    sqlInstant(at),
  );
}

export async function updateFamilyContacts(
  tx: Tx,
  contacts: readonly FamilyContactsRow[],
): Promise<number> {
  const changed = await tx.rows(
    `update identity.family_account f
        set display_name = c.display_name, email = c.email, mobile = c.mobile, language = c.language
       from jsonb_to_recordset($2::jsonb) as c
         (account_id uuid, display_name text, email text, mobile text, language text)
      where f.tenant_id = $1 and f.account_id = c.account_id
        and (f.display_name, f.email, f.mobile, f.language) is distinct from (c.display_name, c.email, c.mobile, c.language)
      returning f.account_id`,
    JSON.stringify(contacts.map(contactColumns)),
  );
  return changed.length;
}

/** The account and its first grants in one statement: nobody is staff without a role somewhere. */
export function insertStaffAccount(
  tx: Tx,
  account: StaffAccountRow,
  grantedBy: string,
  at: Instant,
): void {
  tx.write(
    `with account as (
       insert into identity.staff_account
         (account_id, login, password_hash, must_change_password, display_name, email, created_at)
       values ($2, $3, $4, $5, $6, $7, $10) returning account_id)
     insert into identity.staff_grant
       (tenant_id, grant_id, account_id, role, school_id, kitchen_id, granted_at, granted_by)
     select $1, g.grant_id, account.account_id, g.role, g.school_id, g.kitchen_id, $10, $9
       from account, jsonb_to_recordset($8::jsonb) as g (grant_id uuid, role text, school_id uuid, kitchen_id uuid)`,
    account.accountId,
    account.login,
    account.passwordHash,
    account.mustChangePassword,
    account.displayName,
    account.email,
    JSON.stringify(
      account.grants.map((grant) => ({
        grant_id: grant.grantId,
        role: grant.role,
        school_id: grant.schoolId,
        kitchen_id: grant.kitchenId,
      })),
    ),
    grantedBy,
    sqlInstant(at),
  );
}

export function insertGrant(
  tx: Tx,
  accountId: string,
  grant: GrantRow,
  grantedBy: string,
  at: Instant,
): void {
  tx.write(
    `insert into identity.staff_grant
       (tenant_id, grant_id, account_id, role, school_id, kitchen_id, granted_at, granted_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    grant.grantId,
    accountId,
    grant.role,
    grant.schoolId,
    grant.kitchenId,
    sqlInstant(at),
    grantedBy,
  );
}

/** The member of staff with that login, of whatever authority, and the grants in this one. */
export function findStaffGrants(
  tx: Tx,
  login: string,
): Promise<{ accountId: string; grants: readonly Grant[] } | undefined> {
  return tx.row(
    `select s.account_id as "accountId",
            coalesce((select json_agg(json_build_object('role', g.role, 'schoolId', g.school_id, 'kitchenId', g.kitchen_id))
                        from identity.staff_grant g
                       where g.tenant_id = $1 and g.account_id = s.account_id and g.revoked_at is null), '[]') as grants
       from identity.staff_account s where s.login = $2 and s.disabled_at is null`,
    login,
  );
}

function contactColumns(contacts: FamilyContactsRow) {
  return {
    account_id: contacts.accountId,
    display_name: contacts.displayName,
    email: contacts.email,
    mobile: contacts.mobile,
    language: contacts.language,
  };
}
