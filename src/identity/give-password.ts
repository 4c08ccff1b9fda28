// Use case: the office gives an account a new first password, for who has no mailbox or lost the letter (RULES E1).
import type { Clock } from '#ground/clock.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';
import { loginOf } from '#identity/model.ts';
import { setPassword } from '#identity/set-password.ts';
import { findCredential } from '#identity/store.ts';
import type { Tx } from '#platform/database.ts';

/** The password must be changed at the next sign-in; sessions end, sent links die. The name is for the letter. */
export async function givePassword(
  tx: Tx,
  clocks: { readonly clock: Clock; readonly sceneClock: Clock },
  given: { readonly login: string; readonly passwordHash: string },
): Promise<Outcome<{ readonly displayName: string }, 'no-such-account'>> {
  const credential = await findCredential(tx, { login: loginOf(given.login) });
  if (credential === undefined) return refuse('no-such-account');
  const isSet = await setPassword(tx, clocks, {
    credential,
    passwordHash: given.passwordHash,
    keptTokenHash: null,
    action: 'identity.password-given',
    mustChange: true,
  });
  return isSet
    ? accept({ displayName: credential.account.displayName })
    : refuse('no-such-account');
}
