// What a family reads of a suspension that nobody has ended: a letter, or the few words of an SMS.
import { dayInShort, dayInWords } from '#ground/day-in-words.ts';
import type { Day } from '#ground/day.ts';
import { daysBetween } from '#ground/day.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import type { KnownSuspension } from '#open-suspensions/facts.ts';
import type { ReminderKind } from '#open-suspensions/model.ts';
import english from '#open-suspensions/texts/en.json' with { type: 'json' };
import italian from '#open-suspensions/texts/it.json' with { type: 'json' };

export type RemindedSuspension = Pick<KnownSuspension, 'from' | 'yearEndsOn' | 'authority'> & {
  readonly pupil: Pick<KnownSuspension['pupil'], 'firstName' | 'serviceName'>;
};

export function composeReminder(
  language: Language,
  kind: ReminderKind,
  suspension: RemindedSuspension,
  today: Day,
): { readonly subject: string; readonly body: string } {
  const texts = textsOf(language);
  const { pupil, from, yearEndsOn, authority } = suspension;
  const words = {
    name: pupil.firstName,
    service: pupil.serviceName,
    days: daysBetween(from, today),
    from: dayInWords(from, language),
    yearEnd: dayInWords(yearEndsOn, language),
    authority,
  };
  return {
    subject: say(texts, `mail.${kind}.subject`, words, language),
    body: say(texts, `mail.${kind}.body`, words, language),
  };
}

/** A suspension that has been open for weeks can wait for the morning. */
export function composeReminderSms(
  language: Language,
  kind: ReminderKind,
  { pupil, from, yearEndsOn, authority }: RemindedSuspension,
): { readonly text: string; readonly canWait: boolean } {
  const words = {
    name: pupil.firstName,
    service: pupil.serviceName,
    from: dayInShort(from, language),
    yearEnd: dayInShort(yearEndsOn, language),
    authority,
  };
  return { text: say(textsOf(language), `sms.${kind}`, words, language), canWait: true };
}

const textsOf = (language: Language): typeof italian => (language === 'it' ? italian : english);
