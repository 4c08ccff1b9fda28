// Use case: every guardian of some pupils is told an event, once, in their language, about their own children only.
import type { Maker } from '#correspondence/model.ts';
import { isTold, mediaOf } from '#correspondence/rules.ts';
import type { ReachableGuardian } from '#correspondence/store.ts';
import { listReachable } from '#correspondence/store.ts';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';
import { queueMessage } from '#notifications/send-message.ts';
import { queueSms } from '#notifications/send-sms.ts';
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
  /** E.164: an SMS to it has just said the same to whoever asked; that number is not told again. */
  readonly answeredNumber?: string | null;
  /** Called once for each guardian; it must speak of `guardian.pupilIds` and of no other pupil. */
  readonly compose: (
    language: Language,
    guardian: ToldGuardian,
  ) => { readonly subject: string; readonly body: string };
  /**
   * The same in a few words, for who gets SMS. Absent: this event has no short text, or the installation no transport.
   * `canWait`: it does not ring in quiet hours.
   */
  readonly composeSms?:
    | ((
        language: Language,
        guardian: ToldGuardian,
      ) => { readonly text: string; readonly canWait: boolean })
    | undefined;
  readonly expiresAt: Instant;
}

/**
 * In a transaction of the system, run by a handler of the outbox. Restricted guardians (an order of a court)
 * are not told about that pupil; who can be reached by nothing is left out. Returns how many messages were queued.
 */
export async function tellGuardians(tx: Tx, clock: Clock, tidings: Tidings): Promise<number> {
  const reachable = await listReachable(tx, tidings.pupilIds);
  let queued = 0;
  for (const guardian of reachable.filter((one) => isTold(one, tidings)))
    if (await tellOne(tx, clock.now(), tidings, guardian)) queued += 1;
  return queued;
}

/** Where no SMS can go out (no approved sender, the month is full) mail goes, if there is an address. */
async function tellOne(
  tx: Tx,
  at: Instant,
  { compose, composeSms, expiresAt }: Tidings,
  guardian: ReachableGuardian,
): Promise<boolean> {
  const { email, mobile, displayName, guardianId, pupilIds } = guardian;
  const language = guardian.language === 'en' ? 'en' : 'it';
  const told = { guardianId, displayName, pupilIds };
  for (const medium of mediaOf(guardian, composeSms !== undefined)) {
    if (medium === 'mail' && email !== null) {
      queueMessage(tx, at, { address: email, ...compose(language, told), expiresAt });
      return true;
    }
    if (medium !== 'sms' || mobile === null || composeSms === undefined) continue;
    const sms = { recipient: mobile, ...composeSms(language, told), expiresAt };
    if ((await queueSms(tx, at, sms)).ok) return true;
  }
  return false;
}
