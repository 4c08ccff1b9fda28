// Families are reminded of a suspension that nobody has ended (RULES B1): each reminder once, restrictions respected.
import { tellGuardians } from '#correspondence/tell-guardians.ts';
import { plusSeconds } from '#ground/instant.ts';
import { composeReminder, composeReminderSms } from '#open-suspensions/compose-reminder.ts';
import type { KnownSuspension, OpenMeans } from '#open-suspensions/facts.ts';
import { loadOpen } from '#open-suspensions/facts.ts';
import type { Reminder } from '#open-suspensions/model.ts';
import { dueReminders } from '#open-suspensions/rules.ts';
import { insertReminder } from '#open-suspensions/store.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, timeAt } from '#platform/rome.ts';

const expiresAfterSeconds = 3 * 24 * 3600;

export interface RemindingMeans extends OpenMeans {
  /** Whether the installation can send SMS. */
  readonly hasSms?: boolean;
}

/** In the role system; returns how many reminders were written. */
export async function remindFamilies(tx: Tx, means: RemindingMeans): Promise<number> {
  const now = means.clock.now();
  const moment = { day: dayAt(now), time: timeAt(now) };
  let count = 0;
  for (const suspension of await loadOpen(tx, means, moment.day)) {
    const { sent, setting } = suspension;
    for (const reminder of dueReminders(suspension, sent, moment, setting)) {
      if (!(await insertReminder(tx, suspension, { ...reminder, at: now }))) continue;
      await tellFamily(tx, means, suspension, reminder);
      count += 1;
    }
  }
  return count;
}

/** An SMS costs money: it is sent only when one is due, also to who gets nothing else (RULES B1). */
async function tellFamily(
  tx: Tx,
  { clock, hasSms = false }: RemindingMeans,
  suspension: KnownSuspension,
  { kind, smsDue }: Reminder,
): Promise<void> {
  const today = dayAt(clock.now());
  await tellGuardians(tx, clock, {
    pupilIds: [suspension.pupilId],
    compose: (language) => composeReminder(language, kind, suspension, today),
    composeSms:
      hasSms && smsDue ? (language) => composeReminderSms(language, kind, suspension) : undefined,
    expiresAt: plusSeconds(clock.now(), expiresAfterSeconds),
  });
}
