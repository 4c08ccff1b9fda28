// Tells every guardian of the children whose meals were corrected what it is and what it means for them (RULES A7); run by the outbox.
import { listCorrected } from '#bookings/correction-store.ts';
import type { CorrectionToTell } from '#bookings/correction-store.ts';
import { isCharged } from '#bookings/day-rules.ts';
import { makerInWords } from '#bookings/makers.ts';
import english from '#bookings/texts/en.json' with { type: 'json' };
import italian from '#bookings/texts/it.json' with { type: 'json' };
import { tellGuardians } from '#correspondence/tell-guardians.ts';
import type { Channel } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import { dayInWords } from '#ground/day-in-words.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import type { Tx } from '#platform/database.ts';

const expiresAfterSeconds = 3 * 24 * 3600;

/** A guardian reads only of their own children. */
export async function tellCorrection(
  tx: Tx,
  clock: Clock,
  act: { readonly correctionId: string; readonly day: Day; readonly channel: Channel },
): Promise<void> {
  const meals = await listCorrected(tx, act.correctionId, act.day);
  await tellGuardians(tx, clock, {
    pupilIds: meals.map((meal) => meal.pupilId),
    compose: (language, { pupilIds }) =>
      composeCorrection(
        language,
        meals.filter((meal) => pupilIds.includes(meal.pupilId)),
        makerInWords({ by: null, channel: act.channel }, language),
      ),
    expiresAt: plusSeconds(clock.now(), expiresAfterSeconds),
  });
}

function composeCorrection(
  language: Language,
  meals: readonly CorrectionToTell[],
  by: string,
): { readonly subject: string; readonly body: string } {
  const [first] = meals;
  if (first === undefined) throw new Error('a guardian is told of a child that was not corrected');
  const texts = language === 'it' ? italian : english;
  const day = dayInWords(first.day, language);
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
      { lines: lines.join('\n'), by, reason: first.reason, authority: first.authority },
      language,
    ),
  };
}

/** A choice in a sentence knows no hyphens; of a mistake it matters what the meal is again. */
function actOf({ correction, standing }: CorrectionToTell): string {
  if (correction !== 'mistake') return correction.replaceAll('-', '_');
  return isCharged(standing) ? 'mistake_charged' : 'mistake_free';
}
