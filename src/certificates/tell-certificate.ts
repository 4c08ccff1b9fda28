// Tells the guardians of a pupil that a certificate has arrived, or was declined and what to do; run by the outbox.
import english from '#certificates/texts/en.json' with { type: 'json' };
import italian from '#certificates/texts/it.json' with { type: 'json' };
import { findToTell } from '#certificates/store.ts';
import { tellGuardians } from '#correspondence/tell-guardians.ts';
import type { Clock } from '#ground/clock.ts';
import { dayInWords } from '#ground/day-in-words.ts';
import { plusSeconds } from '#ground/instant.ts';
import { say } from '#ground/sentence.ts';
import type { Tx } from '#platform/database.ts';

const expiresAfterSeconds = 3 * 24 * 3600;

export async function tellCertificate(
  tx: Tx,
  clock: Clock,
  command: { readonly certificateId: string; readonly event: 'arrived' | 'declined' },
): Promise<void> {
  const certificate = await findToTell(tx, command.certificateId);
  if (certificate === undefined) throw new Error('a certificate to tell that is not recorded');
  const { pupilId, pupilFirstName: name, authority, declineReason } = certificate;
  await tellGuardians(tx, clock, {
    pupilIds: [pupilId],
    compose: (language) => {
      const texts = language === 'it' ? italian : english;
      const values = {
        name,
        authority,
        from: dayInWords(certificate.askedFrom, language),
        to: dayInWords(certificate.askedTo, language),
        reason: declineReason === null ? '' : say(texts, `decline.${declineReason}`, {}, language),
      };
      return {
        subject: say(texts, `mail.${command.event}.subject`, values, language),
        body: say(texts, `mail.${command.event}.body`, values, language),
      };
    },
    expiresAt: plusSeconds(clock.now(), expiresAfterSeconds),
  });
}
