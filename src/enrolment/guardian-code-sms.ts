// Use cases: the office has a one-time code sent by SMS to a guardian of a pupil, and sees what became of it (RULES E1).
import type { StaffRefusal } from '#enrolment/model.ts';
import { officeReach } from '#enrolment/staff-rules.ts';
import { findGuardianAccount } from '#enrolment/staff-store.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { AskMeans, AskRefusal, Site } from '#identity/ask-credential-sms.ts';
import { askRecoveryCodeSms } from '#identity/ask-credential-sms.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf, staffActorOf } from '#identity/model.ts';
import type { CredentialPreview, ReadMeans } from '#identity/read-credential-sms.ts';
import { readCredentialSms } from '#identity/read-credential-sms.ts';
import type { SmsMeansNow } from '#notifications/sms-month.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

export interface GuardianOfPupil {
  readonly pupilId: string;
  readonly guardianId: string;
}

export interface CodeSms extends CredentialPreview {
  readonly means: SmsMeansNow;
}

export async function readCodeSms(
  tx: Tx,
  means: ReadMeans,
  account: StaffAccount,
  asked: GuardianOfPupil & Site,
): Promise<Outcome<CodeSms, StaffRefusal>> {
  const accountId = await accountOf(tx, means.clock, account, asked);
  if (!accountId.ok) return accountId;
  const desk = await readCredentialSms(tx, means, {
    ...asked,
    kind: 'recovery-code',
    accountIds: [accountId.value],
  });
  const [preview] = desk.previews;
  return preview === undefined
    ? refuse('no-such-guardian')
    : accept({ ...preview, means: desk.means });
}

export async function sendCodeSms(
  tx: Tx,
  means: AskMeans,
  account: StaffAccount,
  asked: GuardianOfPupil & Site,
): Promise<Outcome<undefined, StaffRefusal | AskRefusal>> {
  const accountId = await accountOf(tx, means.clock, account, asked);
  if (!accountId.ok) return accountId;
  const actor = staffActorOf(account, channelOf(account));
  const sent = await askRecoveryCodeSms(tx, means, actor, { ...asked, accountId: accountId.value });
  if (sent.ok) return sent;
  const { refusal, details } = sent;
  return refusal === 'no-such-account' ? refuse('no-such-guardian') : refuse(refusal, details);
}

async function accountOf(
  tx: Tx,
  clock: Clock,
  account: StaffAccount,
  asked: GuardianOfPupil,
): Promise<Outcome<string, StaffRefusal>> {
  const reach = officeReach(account.grants);
  if (!reach.ok) return reach;
  const accountId = await findGuardianAccount(tx, asked, reach.value, dayAt(clock.now()));
  return accountId === undefined ? refuse('no-such-guardian') : accept(accountId);
}
