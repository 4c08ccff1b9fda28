// Use case: the office gives a guardian a one-time code for a new password (RULES E1); it is seen once, and kept as a hash.
import { recordEvent } from '#audit/record-event.ts';
import type { StaffActor } from '#ground/actor.ts';
import { actorIdOf, hasRole } from '#ground/actor.ts';
import { withCheckDigit } from '#ground/check-digit.ts';
import type { Clock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { hashPassword } from '#identity/password.ts';
import {
  findFamilyContact,
  insertRecoveryCode,
  updateRecoveryCodesOf,
} from '#identity/recovery-code-store.ts';
import { recoveryCodeHoursSetting } from '#identity/settings.ts';
import { newId, randomDigits } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { resolveSetting } from '#tenancy/settings.ts';

export interface NewRecoveryCode {
  /** Eight random digits and their check digit, read out in threes as a receipt's; kept nowhere. */
  readonly code: string;
  readonly codeHash: string;
}

/** Before the transaction: hashing takes 20 ms. */
export async function newRecoveryCode(): Promise<NewRecoveryCode> {
  const code = withCheckDigit(randomDigits(8));
  return { code, codeHash: await hashPassword(code) };
}

export interface GivenCode {
  readonly login: string;
  readonly displayName: string;
  readonly validHours: number;
}

/**
 * In a transaction of the office; a code given before ends. `clock` is the real one, by which the code expires;
 * `sceneClock` says which setting counts.
 */
export async function giveRecoveryCode(
  tx: Tx,
  { clock, sceneClock }: { readonly clock: Clock; readonly sceneClock: Clock },
  actor: StaffActor,
  given: { readonly accountId: string; readonly codeHash: string },
): Promise<Outcome<GivenCode, 'not-allowed' | 'no-such-account'>> {
  if (!hasRole(actor, 'office', 'administrator')) return refuse('not-allowed');
  const { accountId, codeHash } = given;
  const contact = await findFamilyContact(tx, accountId);
  if (contact === undefined) return refuse('no-such-account');
  const code = { accountId, codeHash, givenBy: actorIdOf(actor) };
  const validHours = await openRecoveryCode(tx, { clock, sceneClock }, code);
  recordEvent(tx, {
    at: clock.now(),
    actor,
    action: 'identity.recovery-code-given',
    subjectKind: 'family-account',
    subjectId: accountId,
    facts: { validHours },
  });
  return accept({ ...contact, validHours });
}

/** Ends the code that was given before; returns for how many hours this one counts. Roles office and system. */
export async function openRecoveryCode(
  tx: Tx,
  { clock, sceneClock }: { readonly clock: Clock; readonly sceneClock: Clock },
  code: { readonly accountId: string; readonly codeHash: string; readonly givenBy: string },
): Promise<number> {
  const validHours = await readRecoveryCodeHours(tx, sceneClock);
  const now = clock.now();
  updateRecoveryCodesOf(tx, code.accountId, now);
  const expiresAt = plusSeconds(now, validHours * 3600);
  insertRecoveryCode(tx, { ...code, recoveryCodeId: newId(now), expiresAt }, now);
  return validHours;
}

export async function readRecoveryCodeHours(tx: Tx, sceneClock: Clock): Promise<number> {
  const day = dayAt(sceneClock.now());
  return resolveSetting(recoveryCodeHoursSetting, await listSettings(tx), { day });
}
