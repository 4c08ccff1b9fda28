// Use case: every guardian of some pupils is told an event, once, in their language, about their own children only.
import type { Maker } from '#correspondence/model.ts';
import { isTold } from '#correspondence/rules.ts';
import { listReachable } from '#correspondence/store.ts';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';
import { queueMessage } from '#notifications/send-message.ts';
import type { Tx } from '#platform/database.ts';

/** A guardian and those of the pupils concerned that are their own and not restricted to them. */
export interface ToldGuardian {
  readonly guardianId: string;
  readonly displayName: string;
  readonly pupilIds: readonly string[];
}

export interface Tidings {
  readonly pupilIds: readonly string[];
  /** Who did it: not told when they chose to do without the mail about their own changes. */
  readonly madeBy?: Maker | undefined;
  /** Called once for each guardian; it must speak of `guardian.pupilIds` and of no other pupil. */
  readonly compose: (
    language: Language,
    guardian: ToldGuardian,
  ) => { readonly subject: string; readonly body: string };
  readonly expiresAt: Instant;
}

/**
 * In a transaction of the system, run by a handler of the outbox. Restricted guardians (an order of a court)
 * are not told about that pupil; who has no mail address is left out. Returns how many messages were queued.
 */
export async function tellGuardians(tx: Tx, clock: Clock, tidings: Tidings): Promise<number> {
  const reachable = await listReachable(tx, tidings.pupilIds);
  const told = reachable.filter((guardian) => isTold(guardian, tidings.madeBy));
  for (const { email, language, guardianId, displayName, pupilIds } of told) {
    const { subject, body } = tidings.compose(language === 'en' ? 'en' : 'it', {
      guardianId,
      displayName,
      pupilIds,
    });
    queueMessage(tx, clock.now(), { address: email, subject, body, expiresAt: tidings.expiresAt });
  }
  return told.length;
}
