// Use case: the office gives one of a pupil's guardians a one-time code for a new password (RULES E1).
import type { StaffRefusal } from '#enrolment/model.ts';
import { officeReach } from '#enrolment/staff-rules.ts';
import { findGuardianAccount } from '#enrolment/staff-store.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { refuse } from '#ground/refusal.ts';
import type { GivenCode } from '#identity/give-recovery-code.ts';
import { giveRecoveryCode } from '#identity/give-recovery-code.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf, staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

/** `codeHash` by `newRecoveryCode()`, made before the transaction. Also for a restricted guardian: the login is theirs. */
export async function giveGuardianCode(
  tx: Tx,
  clocks: { readonly clock: Clock; readonly sceneClock: Clock },
  account: StaffAccount,
  asked: { readonly pupilId: string; readonly guardianId: string; readonly codeHash: string },
): Promise<Outcome<GivenCode, StaffRefusal>> {
  const reach = officeReach(account.grants);
  if (!reach.ok) return reach;
  const day = dayAt(clocks.sceneClock.now());
  const accountId = await findGuardianAccount(tx, asked, reach.value, day);
  if (accountId === undefined) return refuse('no-such-guardian');
  const actor = staffActorOf(account, channelOf(account));
  const given = await giveRecoveryCode(tx, clocks, actor, { accountId, codeHash: asked.codeHash });
  if (given.ok) return given;
  return refuse(given.refusal === 'not-allowed' ? 'not-allowed' : 'no-such-guardian');
}
