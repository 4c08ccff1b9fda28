// Handler of the outbox: makes a one-time link for a new password and puts it in the mail.
import { recordEvent } from '#audit/record-event.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import { say } from '#ground/sentence.ts';
import { recoveryHashOf } from '#identity/complete-recovery.ts';
import { languageOfAccount } from '#identity/model.ts';
import { insertRecovery, updateRecoveriesOf } from '#identity/session-store.ts';
import { findCredential } from '#identity/store.ts';
import english from '#identity/texts/en.json' with { type: 'json' };
import italian from '#identity/texts/it.json' with { type: 'json' };
import { queueMessage } from '#notifications/send-message.ts';
import { randomToken } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import type { OutboxAnswer, OutboxHandler, OutboxPayload } from '#platform/outbox.ts';

const minutesValid = 30;

/** Bind it to `sendRecoveryKind`. `clock` is the real one, `sceneClock` the one that mail follows. */
export function recoverySender(clocks: {
  readonly clock: Clock;
  readonly sceneClock: Clock;
}): OutboxHandler {
  return { inTransaction: (tx, { payload }) => send(tx, clocks.clock, clocks.sceneClock, payload) };
}

async function send(
  tx: Tx,
  clock: Clock,
  sceneClock: Clock,
  { face, accountId, siteAddress }: OutboxPayload,
): Promise<OutboxAnswer> {
  if ((face !== 'family' && face !== 'staff') || typeof accountId !== 'string') return 'done';
  const key = { face, accountId } as const;
  const credential = await findCredential(tx, key);
  // Who has no mailbox here asks the office, which gives a new first password.
  if (credential === undefined || credential.email === null) return 'done';
  const token = randomToken();
  const now = clock.now();
  updateRecoveriesOf(tx, key, now);
  insertRecovery(
    tx,
    key,
    { tokenHash: recoveryHashOf(token), expiresAt: plusSeconds(now, minutesValid * 60) },
    now,
  );
  const language = languageOfAccount(credential.account);
  const texts = language === 'it' ? italian : english;
  const values = {
    name: credential.account.displayName,
    minutes: minutesValid,
    link: `${String(siteAddress)}/recupero?t=${token}`,
  };
  queueMessage(tx, sceneClock.now(), {
    address: credential.email,
    subject: say(texts, 'recovery.subject', {}, language),
    body: say(texts, 'recovery.body', values, language),
    expiresAt: plusSeconds(sceneClock.now(), minutesValid * 60),
  });
  recordEvent(tx, {
    at: now,
    actor: systemActor('send-recovery'),
    action: 'identity.recovery-sent',
    subjectKind: `${face}-account`,
    subjectId: accountId,
  });
  return 'done';
}
