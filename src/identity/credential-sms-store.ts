// The SQL of identity: codes and first passwords by SMS, as they were asked for and as they ended.
import type { Instant } from '#ground/instant.ts';
import type { AskedCredential, CredentialKind } from '#identity/credential-sms-rules.ts';
import type { MessageState } from '#notifications/model.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface Addressee {
  readonly accountId: string;
  readonly login: string;
  readonly mobile: string | null;
  readonly language: string;
  readonly mustChangePassword: boolean;
  /** The latest. */
  readonly asked: AskedCredential | null;
}

/** Those of the accounts that are open, in the order of their logins. */
export async function listAddressees(
  tx: Tx,
  accountIds: readonly string[],
): Promise<readonly Addressee[]> {
  const rows = await tx.rows<AddresseeRow>(
    `select c.account_id as "accountId", c.login, c.mobile, c.language,
            c.must_change_password as "mustChangePassword", ${askedColumns}
       from identity.contact_view c
       left join identity.last_credential_sms_view s on s.tenant_id = c.tenant_id and s.account_id = c.account_id
       left join notifications.sms_view m on m.tenant_id = s.tenant_id and m.message_id = s.message_id
      where c.tenant_id = $1 and c.account_id = any($2::uuid[]) order by c.login`,
    accountIds,
  );
  return rows.map(({ accountId, login, mobile, language, mustChangePassword, ...row }) => ({
    accountId,
    login,
    mobile,
    language,
    mustChangePassword,
    asked: askedOfRow(row),
  }));
}

const askedColumns = `s.kind, s.asked_at as "askedAt", s.unsent_because as "unsentBecause",
            m.state, m.can_wait as "canWait", m.last_answer as "lastAnswer"`;

interface AskedRow {
  readonly kind: CredentialKind | null;
  readonly askedAt: Instant | null;
  readonly unsentBecause: string | null;
  readonly state: MessageState | null;
  readonly canWait: boolean | null;
  readonly lastAnswer: string | null;
}

type AddresseeRow = Omit<Addressee, 'asked'> & AskedRow;

function askedOfRow({ kind, askedAt, unsentBecause, ...sms }: AskedRow): AskedCredential | null {
  if (kind === null || askedAt === null) return null;
  const { state, canWait, lastAnswer } = sms;
  return {
    kind,
    askedAt,
    unsentBecause,
    sms: state === null ? null : { state, canWait: canWait === true, lastAnswer },
  };
}

export interface NewCredentialSms {
  readonly credentialSmsId: string;
  readonly accountId: string;
  readonly kind: CredentialKind;
}

export function insertCredentialSms(
  tx: Tx,
  { credentialSmsId, accountId, kind }: NewCredentialSms,
  askedBy: string,
  at: Instant,
): void {
  tx.write(
    `insert into identity.credential_sms (tenant_id, credential_sms_id, account_id, kind, asked_at, asked_by)
     values ($1, $2, $3, $4, $5, $6)`,
    credentialSmsId,
    accountId,
    kind,
    sqlInstant(at),
    askedBy,
  );
}

export interface PendingCredentialSms {
  readonly accountId: string;
  readonly kind: CredentialKind;
  readonly askedBy: string;
}

/** Undefined when it is settled; held until the transaction ends. For the system only. */
export function lockPending(
  tx: Tx,
  credentialSmsId: string,
): Promise<PendingCredentialSms | undefined> {
  return tx.row(
    `select account_id as "accountId", kind, asked_by as "askedBy" from identity.credential_sms
      where tenant_id = $1 and credential_sms_id = $2 and settled_at is null for update`,
    credentialSmsId,
  );
}

export function updateSent(tx: Tx, credentialSmsId: string, messageId: string, at: Instant): void {
  tx.write(
    `update identity.credential_sms set settled_at = $4, message_id = $3
      where tenant_id = $1 and credential_sms_id = $2 and settled_at is null`,
    credentialSmsId,
    messageId,
    sqlInstant(at),
  );
}

export function updateUnsent(tx: Tx, credentialSmsId: string, reason: string, at: Instant): void {
  tx.write(
    `update identity.credential_sms set settled_at = $4, unsent_because = $3
      where tenant_id = $1 and credential_sms_id = $2 and settled_at is null`,
    credentialSmsId,
    reason,
    sqlInstant(at),
  );
}

/** A first password that still waits for its hours gives way to the code that was asked for now. */
export function updateOvertaken(tx: Tx, accountId: string, at: Instant): void {
  tx.write(
    `update identity.credential_sms set settled_at = $3, unsent_because = 'overtaken'
      where tenant_id = $1 and account_id = $2 and settled_at is null`,
    accountId,
    sqlInstant(at),
  );
}
