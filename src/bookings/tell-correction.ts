// Tells every guardian of the children whose meals were corrected what it is and what it means for them (RULES A7); run by the outbox.
import { composeCorrection, composeCorrectionSms } from '#bookings/compose-correction.ts';
import type { ToldCorrection } from '#bookings/compose-correction.ts';
import { listCorrected } from '#bookings/correction-store.ts';
import { makerInWords } from '#bookings/makers.ts';
import type { TellingMeans } from '#bookings/tell-change.ts';
import type { ToldGuardian } from '#correspondence/tell-guardians.ts';
import { tellGuardians } from '#correspondence/tell-guardians.ts';
import type { Channel } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';
import type { Tx } from '#platform/database.ts';

const expiresAfterSeconds = 3 * 24 * 3600;

/** A guardian reads only of their own children. */
export async function tellCorrection(
  tx: Tx,
  { clock, hasSms = false }: TellingMeans,
  act: { readonly correctionId: string; readonly day: Day; readonly channel: Channel },
): Promise<void> {
  const meals = await listCorrected(tx, act.correctionId, act.day);
  const told = (language: Language, { pupilIds }: ToldGuardian): ToldCorrection => ({
    meals: meals.filter((meal) => pupilIds.includes(meal.pupilId)),
    by: makerInWords({ by: null, channel: act.channel }, language),
  });
  await tellGuardians(tx, clock, {
    pupilIds: meals.map((meal) => meal.pupilId),
    compose: (language, guardian) => composeCorrection(language, told(language, guardian)),
    composeSms: hasSms
      ? (language, guardian) => composeCorrectionSms(language, told(language, guardian))
      : undefined,
    expiresAt: plusSeconds(clock.now(), expiresAfterSeconds),
  });
}
