// What every change of a password does, whoever asked for it: other sessions end, sent links and given codes die, the owner is told.
import { recordEvent } from '#audit/record-event.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import { say } from '#ground/sentence.ts';
import { subjectOf } from '#identity/attempts.ts';
import { keyOf, languageOfAccount } from '#identity/model.ts';
import { updateRecoveryCodesOf } from '#identity/recovery-code-store.ts';
import { deleteCounter, endSessionsOf, updateRecoveriesOf } from '#identity/session-store.ts';
import type { Credential } from '#identity/store.ts';
import { updatePassword } from '#identity/store.ts';
import english from '#identity/texts/en.json' with { type: 'json' };
import italian from '#identity/texts/it.json' with { type: 'json' };
import { queueMessage } from '#notifications/send-message.ts';
import type { Tx } from '#platform/database.ts';

export interface PasswordChange {
  readonly credential: Credential;
  readonly passwordHash: string;
  /** The session that goes on; null: none does. */
  readonly keptTokenHash: string | null;
  readonly action:
    | 'identity.password-changed'
    | 'identity.password-recovered'
    | 'identity.password-recovered-by-code'
    | 'identity.password-given';
  /** It was chosen by somebody else, and is only for the next sign-in. */
  readonly mustChange?: boolean;
}

const daysToTell = 2;

/**
 * False when the password was changed by somebody else since the credential was read: then nothing is written.
 * `clock` is the real one, `sceneClock` the one that mail follows.
 */
export async function setPassword(
  tx: Tx,
  { clock, sceneClock }: { readonly clock: Clock; readonly sceneClock: Clock },
  change: PasswordChange,
): Promise<boolean> {
  const { account, email, passwordHash: priorHash } = change.credential;
  const key = keyOf(account);
  const isSet = await updatePassword(tx, key, priorHash, change.passwordHash, change.mustChange);
  if (!isSet) return false;
  endSessionsOf(tx, key, change.keptTokenHash, clock.now());
  updateRecoveriesOf(tx, key, clock.now());
  if (key.face === 'family') updateRecoveryCodesOf(tx, key.accountId, clock.now());
  deleteCounter(tx, subjectOf('account', account.login));
  recordEvent(tx, {
    at: clock.now(),
    actor: systemActor('set-password'),
    action: change.action,
    subjectKind: `${account.kind}-account`,
    subjectId: account.accountId,
  });
  // The first password of one's own choice is expected; any later change is worth a word.
  if (email !== null && !account.mustChangePassword) {
    const language = languageOfAccount(account);
    const texts = language === 'it' ? italian : english;
    queueMessage(tx, sceneClock.now(), {
      address: email,
      subject: say(texts, 'changed.subject', {}, language),
      body: say(texts, 'changed.body', { name: account.displayName }, language),
      expiresAt: plusSeconds(sceneClock.now(), daysToTell * 86_400),
    });
  }
  return true;
}
