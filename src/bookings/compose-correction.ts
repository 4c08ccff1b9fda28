// What guardians read of corrected meals: a letter with the reason, or the few words of an SMS.
import type { CorrectionToTell } from '#bookings/correction-store.ts';
import { isCharged } from '#bookings/day-rules.ts';
import english from '#bookings/texts/en.json' with { type: 'json' };
import italian from '#bookings/texts/it.json' with { type: 'json' };
import { dayInShort, dayInWords } from '#ground/day-in-words.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';

/** The meals of one guardian's children in one act; at least one. */
export interface ToldCorrection {
  readonly meals: readonly CorrectionToTell[];
  /** Who made it, in words. */
  readonly by: string;
}

export function composeCorrection(
  language: Language,
  { meals, by }: ToldCorrection,
): { readonly subject: string; readonly body: string } {
  const { day: on, reason, authority } = firstOf(meals);
  const texts = textsOf(language);
  const day = dayInWords(on, language);
  const names = meals.map((meal) => meal.pupilFirstName).join(', ');
  const lines = meals.map((meal) => {
    const act = actOf(meal);
    return say(texts, 'correction-mail.line', { name: meal.pupilFirstName, act, day }, language);
  });
  return {
    subject: say(texts, 'correction-mail.subject', { day, names }, language),
    body: say(
      texts,
      'correction-mail.body',
      { lines: lines.join('\n'), by, reason, authority },
      language,
    ),
  };
}

/** Without the reason, which may be long: the portal and the office have it. Nothing can be done any more, so it can wait. */
export function composeCorrectionSms(
  language: Language,
  { meals, by }: ToldCorrection,
): { readonly text: string; readonly canWait: boolean } {
  const { day: on, authority } = firstOf(meals);
  const texts = textsOf(language);
  const day = dayInShort(on, language);
  const lines = [...groupBy(meals, actOf)].map(([act, alike]) => {
    const names = [...new Set(alike.map((meal) => meal.pupilFirstName))].join(', ');
    return say(texts, 'correction-sms.line', { names, act, day }, language);
  });
  const values = { lines: lines.join('; '), by, authority };
  return { text: say(texts, 'correction-sms.body', values, language), canWait: true };
}

/** A choice in a sentence knows no hyphens; of a mistake it matters what the meal is again. */
function actOf({ correction, standing }: CorrectionToTell): string {
  if (correction !== 'mistake') return correction.replaceAll('-', '_');
  return isCharged(standing) ? 'mistake_charged' : 'mistake_free';
}

function firstOf(meals: readonly CorrectionToTell[]): CorrectionToTell {
  const [first] = meals;
  if (first === undefined) throw new Error('a guardian is told of a child that was not corrected');
  return first;
}

const textsOf = (language: Language): typeof italian => (language === 'it' ? italian : english);
