// Handler of the outbox: makes a code or a first password and its SMS in one transaction, so that the secret travels nowhere else.
import type { Clock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import { composeCredentialSms } from '#identity/compose-credential-sms.ts';
import type { CredentialKind } from '#identity/credential-sms-rules.ts';
import { mobileOf } from '#identity/credential-sms-rules.ts';
import type { Addressee, PendingCredentialSms } from '#identity/credential-sms-store.ts';
import {
  listAddressees,
  lockPending,
  updateSent,
  updateUnsent,
} from '#identity/credential-sms-store.ts';
import {
  newRecoveryCode,
  openRecoveryCode,
  readRecoveryCodeHours,
} from '#identity/give-recovery-code.ts';
import { initialPassword } from '#identity/initial-password.ts';
import { setPassword } from '#identity/set-password.ts';
import { findCredential } from '#identity/store.ts';
import { queueSms } from '#notifications/send-sms.ts';
import { readMayRingFrom } from '#notifications/sms-month.ts';
import type { Holidays } from '#notifications/quiet-hours.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { OutboxAnswer, OutboxHandler, OutboxMessage } from '#platform/outbox.ts';
import { findTenantById } from '#tenancy/list-tenants.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';

export interface CredentialSenderMeans {
  readonly database: Database;
  /** The real one, by which a code expires. */
  readonly clock: Clock;
  /** The one that messages follow. */
  readonly sceneClock: Clock;
  readonly masterKey: MasterKey;
  readonly holidaysUnder: Holidays;
}

/** A provider that is away longer loses it, and the office sees that; a code never outlives its own hours. */
const hoursToSend = 24;

interface Secret {
  readonly secret: string;
  readonly hash: string;
}

/** Bind it to `sendCredentialKind`. Asked again after a crash it finds the row settled, and makes nothing. */
export function credentialSender(means: CredentialSenderMeans): OutboxHandler {
  return { outside: (told) => send(means, told) };
}

async function send(means: CredentialSenderMeans, told: OutboxMessage): Promise<OutboxAnswer> {
  const { database, sceneClock } = means;
  const credentialSmsId = String(told.payload['credentialSmsId']);
  const now = sceneClock.now();
  const [pending, mayRingFrom] = await database.inTenant(told.tenantId, 'system', (tx) =>
    Promise.all([lockPending(tx, credentialSmsId), readMayRingFrom(tx, means.holidaysUnder, now)]),
  );
  if (pending === undefined) return 'done';
  // Before the hours there is no secret yet that could lie about.
  if (pending.kind === 'first-password' && mayRingFrom > now)
    return { retryAfterSeconds: Math.ceil((mayRingFrom - now) / 1000), answer: 'quiet hours' };
  const secret = await newSecret(pending.kind);
  const { name: authority } = await findTenantById(database, told.tenantId);
  const site = { authority, siteAddress: String(told.payload['siteAddress']) };
  await database.inTenant(told.tenantId, 'system', async (tx) => {
    const still = await lockPending(tx, credentialSmsId);
    if (still === undefined) return;
    const outcome = await make(tx, means, still, secret, site);
    if ('messageId' in outcome) updateSent(tx, credentialSmsId, outcome.messageId, now);
    else updateUnsent(tx, credentialSmsId, outcome.unsentBecause, now);
  });
  return 'done';
}

/** Hashing takes 20 ms: it is done before the transaction. */
async function newSecret(kind: CredentialKind): Promise<Secret> {
  if (kind === 'recovery-code') {
    const { code, codeHash } = await newRecoveryCode();
    return { secret: code, hash: codeHash };
  }
  const { password, passwordHash } = await initialPassword();
  return { secret: password, hash: passwordHash };
}

type Made = { readonly messageId: string } | { readonly unsentBecause: string };

/** The message first: where there is none, the account stays as it was. */
async function make(
  tx: Tx,
  means: CredentialSenderMeans,
  pending: PendingCredentialSms,
  { secret, hash }: Secret,
  site: { readonly authority: string; readonly siteAddress: string },
): Promise<Made> {
  const { accountId, kind, askedBy } = pending;
  const [[addressee], validHours, sealedUnder] = await Promise.all([
    listAddressees(tx, [accountId]),
    readRecoveryCodeHours(tx, means.sceneClock),
    fieldKey(tx, means.masterKey),
  ]);
  if (addressee === undefined) return { unsentBecause: 'account-closed' };
  const { mobile, login, mustChangePassword } = addressee;
  if (kind === 'first-password' && !mustChangePassword) return { unsentBecause: 'signed-in' };
  const number = mobileOf(mobile);
  if (!number.ok) return { unsentBecause: number.refusal };
  const language = addressee.language === 'en' ? 'en' : 'it';
  const hours = kind === 'recovery-code' ? Math.min(validHours, hoursToSend) : hoursToSend;
  const sms = {
    recipient: number.value,
    text: composeCredentialSms(kind, { ...site, language, login, secret, validHours }).text,
    expiresAt: plusSeconds(means.sceneClock.now(), hours * 3600),
    canWait: kind === 'first-password',
  };
  const queued = await queueSms(tx, means.sceneClock.now(), sms, sealedUnder);
  if (!queued.ok) return { unsentBecause: queued.refusal };
  if (kind === 'recovery-code')
    await openRecoveryCode(tx, means, { accountId, codeHash: hash, givenBy: askedBy });
  else await givePassword(tx, means, addressee, hash);
  return { messageId: queued.value.messageId };
}

/** Throws when somebody changed it a moment ago: then nothing is sent, and the next try looks again. */
async function givePassword(
  tx: Tx,
  clocks: { readonly clock: Clock; readonly sceneClock: Clock },
  { accountId }: Addressee,
  passwordHash: string,
): Promise<void> {
  const credential = await findCredential(tx, { face: 'family', accountId });
  const isSet =
    credential?.account.mustChangePassword === true &&
    (await setPassword(tx, clocks, {
      credential,
      passwordHash,
      keptTokenHash: null,
      action: 'identity.password-given',
      mustChange: true,
    }));
  if (!isSet) throw new Error('the password was changed in the meantime');
}
