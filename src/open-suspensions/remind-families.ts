// Families are reminded of a suspension that nobody has ended (RULES B1): each reminder once, restrictions respected.
import { tellGuardians } from '#correspondence/tell-guardians.ts';
import type { Clock } from '#ground/clock.ts';
import { dayInWords } from '#ground/day-in-words.ts';
import type { Day } from '#ground/day.ts';
import { daysBetween } from '#ground/day.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import type { KnownSuspension, OpenMeans } from '#open-suspensions/facts.ts';
import { loadOpen } from '#open-suspensions/facts.ts';
import type { Reminder } from '#open-suspensions/model.ts';
import { dueReminders } from '#open-suspensions/rules.ts';
import { insertReminder } from '#open-suspensions/store.ts';
import english from '#open-suspensions/texts/en.json' with { type: 'json' };
import italian from '#open-suspensions/texts/it.json' with { type: 'json' };
import type { Tx } from '#platform/database.ts';
import { dayAt, timeAt } from '#platform/rome.ts';

const expiresAfterSeconds = 3 * 24 * 3600;

/** In the role system; returns how many reminders were written. */
export async function remindFamilies(tx: Tx, means: OpenMeans): Promise<number> {
  const now = means.clock.now();
  const moment = { day: dayAt(now), time: timeAt(now) };
  let count = 0;
  for (const suspension of await loadOpen(tx, means, moment.day)) {
    const { sent, setting } = suspension;
    for (const reminder of dueReminders(suspension, sent, moment, setting)) {
      if (!(await insertReminder(tx, suspension, { ...reminder, at: now }))) continue;
      await tellFamily(tx, means.clock, suspension, reminder);
      count += 1;
    }
  }
  return count;
}

async function tellFamily(
  tx: Tx,
  clock: Clock,
  suspension: KnownSuspension,
  { kind }: Reminder,
): Promise<void> {
  await tellGuardians(tx, clock, {
    pupilIds: [suspension.pupilId],
    compose: (language) => {
      const texts = language === 'it' ? italian : english;
      const words = wordsOf(suspension, dayAt(clock.now()), language);
      return {
        subject: say(texts, `mail.${kind}.subject`, words, language),
        body: say(texts, `mail.${kind}.body`, words, language),
      };
    },
    expiresAt: plusSeconds(clock.now(), expiresAfterSeconds),
  });
}

function wordsOf(
  { pupil, from, yearEndsOn, authority }: KnownSuspension,
  today: Day,
  language: Language,
): Record<string, string | number> {
  return {
    name: pupil.firstName,
    service: pupil.serviceName,
    days: daysBetween(from, today),
    from: dayInWords(from, language),
    yearEnd: dayInWords(yearEndsOn, language),
    authority,
  };
}
