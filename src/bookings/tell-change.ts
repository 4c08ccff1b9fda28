// Tells every guardian of the children of a change what was recorded and who asked (RULES B5); run by the outbox.
import { findChangeToTell } from '#bookings/family-store.ts';
import type { ChangeToTell } from '#bookings/family-store.ts';
import english from '#bookings/texts/en.json' with { type: 'json' };
import italian from '#bookings/texts/it.json' with { type: 'json' };
import { composeSms } from '#bookings/compose-sms.ts';
import { makerInWords } from '#bookings/makers.ts';
import { tellGuardians } from '#correspondence/tell-guardians.ts';
import type { Clock } from '#ground/clock.ts';
import { dayInWords, daysInWords } from '#ground/day-in-words.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import { recipientOfSms } from '#notifications/send-sms.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, timeAt } from '#platform/rome.ts';
import { spokenCode } from '#receipts/receipt-code.ts';

const expiresAfterSeconds = 3 * 24 * 3600;

export interface TellingMeans {
  readonly clock: Clock;
  /** Whether the installation can send SMS. */
  readonly hasSms?: boolean;
}

/** A guardian reads only the lines of their own children. */
export async function tellChange(
  tx: Tx,
  { clock, hasSms = false }: TellingMeans,
  command: { readonly changeId: string },
): Promise<void> {
  const change = await findChangeToTell(tx, command.changeId);
  if (change === undefined) throw new Error('a change to tell that is not recorded');
  const { guardianId, channel, answerId } = change;
  await tellGuardians(tx, clock, {
    answeredNumber: answerId === null ? null : await recipientOfSms(tx, answerId),
    madeBy: guardianId === null ? undefined : { guardianId, channel },
    pupilIds: [...new Set(change.lines.map((line) => line.pupilId))],
    compose: (language, { pupilIds }) => composeChange(language, changeFor(change, pupilIds)),
    composeSms: hasSms
      ? (language, guardian) =>
          composeSms(language, changeFor(change, guardian.pupilIds), {
            isTheirs: guardian.guardianId === guardianId,
            today: dayAt(clock.now()),
          })
      : undefined,
    expiresAt: plusSeconds(clock.now(), expiresAfterSeconds),
  });
}

function changeFor(change: ChangeToTell, pupilIds: readonly string[]): ChangeToTell {
  const lines = change.lines
    .filter((line) => pupilIds.includes(line.pupilId))
    .toSorted((one, other) => one.pupilFirstName.localeCompare(other.pupilFirstName, 'it'));
  return { ...change, lines };
}

function composeChange(
  language: Language,
  change: ChangeToTell,
): { readonly subject: string; readonly body: string } {
  const texts = language === 'it' ? italian : english;
  const names = [...new Set(change.lines.map((line) => line.pupilFirstName))].join(', ');
  const received = `${dayInWords(dayAt(change.receivedAt), language)}, ${timeAt(change.receivedAt)}`;
  return {
    subject: say(
      texts,
      'mail.subject',
      { operation: operationKey(change.lines[0]?.operation ?? ''), names },
      language,
    ),
    body: say(
      texts,
      'mail.body',
      {
        lines: change.lines.map((line) => lineOf(texts, line, language)).join('\n'),
        by: makerInWords(change, language),
        received,
        code: spokenCode(change.code),
        authority: change.authority,
      },
      language,
    ),
  };
}

function lineOf(
  texts: typeof italian,
  line: ChangeToTell['lines'][number],
  language: Language,
): string {
  const sentence = say(
    texts,
    'mail.line',
    {
      name: line.pupilFirstName,
      operation: operationKey(line.operation),
      when: whenOf(texts, line, language),
    },
    language,
  );
  if (line.stillAbsent.length === 0) return sentence;
  const days = daysInWords(line.stillAbsent, language);
  return `${sentence} ${say(texts, 'mail.still-absent', { days }, language)}`;
}

/** A choice in a sentence knows no hyphens. */
const operationKey = (operation: string): string => operation.replaceAll('-', '_');

function whenOf(
  texts: typeof italian,
  { days, from, to, operation }: ChangeToTell['lines'][number],
  language: Language,
): string {
  if (from === null) return daysInWords(days, language);
  const fromText = dayInWords(from, language);
  // Until when the resumed suspension would have lasted is of no interest.
  if (to === null || operation === 'resumption' || operation === 'plain-range-ended')
    return say(texts, 'mail.from', { from: fromText }, language);
  return say(texts, 'mail.from-to', { from: fromText, to: dayInWords(to, language) }, language);
}
