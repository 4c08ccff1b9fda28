// Use cases: the office sees which guardians have never signed in, and has them sent, or writes for them, first credentials (RULES E1).
import { recordEvent } from '#audit/record-event.ts';
import type { Place, SchoolChoice, UnsignedGuardian } from '#enrolment/credential-store.ts';
import { listSchoolChoices, listUnsignedGuardians } from '#enrolment/credential-store.ts';
import { officeReach } from '#enrolment/staff-rules.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { AskedPasswords, AskRefusal, Site } from '#identity/ask-credential-sms.ts';
import { askFirstPasswords } from '#identity/ask-credential-sms.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf, staffActorOf } from '#identity/model.ts';
import type { CredentialPreview, ReadMeans } from '#identity/read-credential-sms.ts';
import { readCredentialSms } from '#identity/read-credential-sms.ts';
import type { PasswordLetter, PreparedPassword } from '#identity/write-password-letters.ts';
import { writePasswordLetters } from '#identity/write-password-letters.ts';
import type { SmsMeansNow } from '#notifications/sms-month.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export type GuardianCredential = UnsignedGuardian & CredentialPreview;

export interface CredentialList {
  readonly schools: readonly SchoolChoice[];
  readonly means: SmsMeansNow;
  readonly guardians: readonly GuardianCredential[];
}

const everywhere: Place = { schoolId: null, classId: null };

/** That the office has read names and numbers is written down. */
export async function listCredentials(
  tx: Tx,
  means: ReadMeans,
  account: StaffAccount,
  asked: Site & Place,
): Promise<Outcome<CredentialList, 'not-allowed'>> {
  const reach = officeReach(account.grants);
  if (!reach.ok) return reach;
  const now = means.clock.now();
  const [listed, schools] = await Promise.all([
    readGuardians(tx, means, account, asked),
    listSchoolChoices(tx, reach.value, dayAt(now)),
  ]);
  if (!listed.ok) return listed;
  recordEvent(tx, {
    at: now,
    actor: staffActorOf(account, channelOf(account)),
    action: 'enrolment.credentials-read',
    subjectKind: 'tenant',
    subjectId: String(tx.tenantId),
    facts: { count: listed.value.guardians.length },
  });
  return accept({ ...listed.value, schools });
}

/** The same without names and without a line in the audit: for a page that looks again every few seconds. */
export async function listSendings(
  tx: Tx,
  means: ReadMeans,
  account: StaffAccount,
  asked: Site & Place,
): Promise<
  Outcome<readonly Pick<GuardianCredential, 'guardianId' | 'sending' | 'fault'>[], 'not-allowed'>
> {
  const listed = await readGuardians(tx, means, account, asked);
  if (!listed.ok) return listed;
  return accept(listed.value.guardians.filter(({ sending }) => sending !== null));
}

/** Those of the guardians who are within reach and have never signed in. */
export async function sendCredentials(
  tx: Tx,
  means: ReadMeans,
  account: StaffAccount,
  asked: Site & { readonly guardianIds: readonly string[] },
): Promise<Outcome<AskedPasswords, AskRefusal | 'nobody-to-send'>> {
  const accountIds = await accountsOf(tx, means.clock, account, asked.guardianIds);
  if (!accountIds.ok) return accountIds;
  const actor = staffActorOf(account, channelOf(account));
  const outcome = await askFirstPasswords(tx, means, actor, {
    ...asked,
    accountIds: accountIds.value,
  });
  if (!outcome.ok) return outcome;
  const skipped = asked.guardianIds.length - outcome.value.asked;
  return accept({ ...outcome.value, skipped });
}

/** `prepared`, made before the transaction, has one for each guardian. In a transaction of the system. */
export async function writeLetters(
  tx: Tx,
  clocks: { readonly clock: Clock; readonly sceneClock: Clock },
  account: StaffAccount,
  asked: {
    readonly guardianIds: readonly string[];
    readonly prepared: readonly PreparedPassword[];
  },
): Promise<Outcome<readonly PasswordLetter[], 'not-allowed'>> {
  const accountIds = await accountsOf(tx, clocks.sceneClock, account, asked.guardianIds);
  if (!accountIds.ok) return accountIds;
  const actor = staffActorOf(account, channelOf(account));
  return writePasswordLetters(tx, clocks, actor, accountIds.value, asked.prepared);
}

async function accountsOf(
  tx: Tx,
  clock: Clock,
  account: StaffAccount,
  guardianIds: readonly string[],
): Promise<Outcome<readonly string[], 'not-allowed'>> {
  const reach = officeReach(account.grants);
  if (!reach.ok) return reach;
  const day = dayAt(clock.now());
  const found = await listUnsignedGuardians(tx, everywhere, reach.value, day, guardianIds);
  return accept(found.map(({ accountId }) => accountId));
}

async function readGuardians(
  tx: Tx,
  means: ReadMeans,
  account: StaffAccount,
  asked: Site & Place,
): Promise<Outcome<Omit<CredentialList, 'schools'>, 'not-allowed'>> {
  const reach = officeReach(account.grants);
  if (!reach.ok) return reach;
  const found = await listUnsignedGuardians(tx, asked, reach.value, dayAt(means.clock.now()));
  const { means: now, previews } = await readCredentialSms(tx, means, {
    ...asked,
    kind: 'first-password',
    accountIds: found.map(({ accountId }) => accountId),
  });
  const previewsById = new Map(previews.map((one) => [one.accountId, one]));
  const guardians = found.flatMap((one) => {
    const preview = previewsById.get(one.accountId);
    return preview === undefined ? [] : [{ ...one, ...preview }];
  });
  return accept({ means: now, guardians });
}
