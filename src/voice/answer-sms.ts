// Use case: a text message to a number of an authority is read, carried out and answered, once however often it is delivered.
import { createHmac } from 'node:crypto';
import type { Requester } from '#bookings/asker.ts';
import { markAnswered } from '#bookings/mark-answered.ts';
import type { ChangeMeans } from '#bookings/record-change.ts';
import type { CallerPupil, RecognisedFamily } from '#enrolment/caller-rules.ts';
import type { CallerMeans } from '#enrolment/recognise-caller.ts';
import { familyOnFile, recogniseCode, recogniseNumber } from '#enrolment/recognise-caller.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { refuse } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import { findFamilyAccount } from '#identity/family-account.ts';
import type { SmsRefusal } from '#notifications/send-sms.ts';
import { queueSms } from '#notifications/send-sms.ts';
import { newId } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { dayAt } from '#platform/rome.ts';
import type { ServedLine } from '#tenancy/phone-lines.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { resolveSetting } from '#tenancy/settings.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';
import { changeBySms } from '#voice/change-by-sms.ts';
import {
  countFruitless,
  findAnswer,
  insertArrival,
  releaseRepeat,
  updateOutcome,
} from '#voice/incoming-sms-store.ts';
import type { ArrivalName } from '#voice/incoming-sms-store.ts';
import type { SmsResult } from '#voice/say-sms.ts';
import { notUnderstoodText, resultText } from '#voice/say-sms.ts';
import type { ReadSms, SmsCommand } from '#voice/sms-model.ts';
import { readSms } from '#voice/sms-command.ts';
import { smsFromKnownNumbersOnlySetting } from '#voice/sms-settings.ts';

export interface FamilySms {
  /** The same id is the same SMS delivered again; null: there is none, and its words say whether it is the same. */
  readonly arrivalId: string | null;
  /** E.164; null: hidden, or a name instead of a number. */
  readonly from: string | null;
  readonly text: string;
  /** When it reached us, by our clock (RULES B2). */
  readonly arrivedAt: Instant;
}

export interface AnswerSmsMeans extends ChangeMeans, CallerMeans {
  readonly masterKey: MasterKey;
}

/** Null: nothing is answered, because nobody could read it or this sender has had enough answers. */
export interface SmsAnswer {
  readonly answer: string | null;
}

/** After an hour nobody waits for it any more, and it would only confuse. */
const answerSeconds = 3600;
/** An automatic reply that answers our answers stops here, and whoever tries codes gets no more of them. */
const fruitlessMax = 5;
const fruitlessSeconds = 3600;

export async function answerSms(
  means: AnswerSmsMeans,
  line: ServedLine,
  sms: FamilySms,
): Promise<SmsAnswer> {
  const { database } = means;
  const { tenantId } = line.tenant;
  const { arrival, known } = await database.inTenant(tenantId, 'system', async (tx) => {
    const named = await arrivalOf(tx, means.masterKey, line, sms);
    return { arrival: named, known: await findAnswer(tx, named) };
  });
  if (known !== undefined) return known;
  const read = readSms(sms.text);
  const family = await recogniseNumber(means, { tenantId, callerNumber: sms.from });
  const senders = await sendersOf(means, line, sms, read);
  return retryingConflicts(() =>
    database.inTenant(tenantId, 'system', (tx) =>
      answerOnce(tx, means, { ...sms, ...arrival }, read, family, senders),
    ),
  );
}

/** The provider of an SMS without an id has our answer: from now on the same words are another SMS. */
export async function acknowledgeSms(
  { database, masterKey }: Pick<AnswerSmsMeans, 'database' | 'masterKey'>,
  line: ServedLine,
  sms: Pick<FamilySms, 'from' | 'text'>,
): Promise<void> {
  await database.inTenant(line.tenant.tenantId, 'system', async (tx) =>
    releaseRepeat(tx, await repeatHashOf(tx, masterKey, line, sms), undefined),
  );
}

type NamedSms = Omit<FamilySms, 'arrivalId'> & ArrivalName;

/**
 * What tells an SMS from the next: the provider's id; or who wrote which words to which line, as long as the provider
 * may not have had our answer and delivers it again. Half a day covers a night without a connection, and leaves the
 * same words of the next evening another SMS.
 */
async function arrivalOf(
  tx: Tx,
  masterKey: MasterKey,
  line: ServedLine,
  sms: FamilySms,
): Promise<ArrivalName> {
  const { arrivalId, arrivedAt } = sms;
  const repeatsSince = plusSeconds(arrivedAt, -repeatSeconds);
  if (arrivalId !== null) return { arrivalId, repeatHash: null, repeatsSince };
  const repeatHash = await repeatHashOf(tx, masterKey, line, sms);
  return { arrivalId: newId(arrivedAt), repeatHash, repeatsSince };
}

const repeatSeconds = 12 * 3600;

/** Of one command: the child of its code and who asks, or why nobody may. */
interface CommandSender {
  readonly command: SmsCommand;
  readonly pupil: Outcome<CallerPupil, string>;
}

async function sendersOf(
  means: AnswerSmsMeans,
  line: ServedLine,
  sms: FamilySms,
  read: ReadSms,
): Promise<readonly CommandSender[]> {
  // Who cannot be answered changes nothing: every change returns its receipt (RULES B9).
  if (read.kind === 'not-understood' || sms.from === null) return [];
  const { tenantId } = line.tenant;
  const isKnownOnly = await means.database.inTenant(tenantId, 'system', async (tx) =>
    resolveSetting(smsFromKnownNumbersOnlySetting, await listSettings(tx), {
      day: dayAt(sms.arrivedAt),
    }),
  );
  const caller = { tenantId, callerNumber: sms.from, calledNumber: line.number };
  // Where no number is believed a code is needed all the same; it must come from one of the family's.
  const family = isKnownOnly ? await familyOnFile(means, caller) : undefined;
  const senders: CommandSender[] = [];
  for (const command of read.commands) {
    const unknownNumber = { ok: false, refusal: 'unknown-number' } as const;
    const pupil =
      isKnownOnly && family === undefined
        ? unknownNumber
        : await recogniseCode(means, caller, command.code, null);
    const isForeign = isKnownOnly && pupil.ok && !isOwn(family, pupil.value.pupilId);
    senders.push({ command, pupil: isForeign ? unknownNumber : pupil });
  }
  return senders;
}

function isOwn(family: RecognisedFamily | undefined, pupilId: string): boolean {
  return family?.pupils.some((one) => one.pupilId === pupilId) ?? false;
}

/** The change, what is kept of the message and its answer in one transaction; the system's, which alone may send. */
async function answerOnce(
  tx: Tx,
  means: AnswerSmsMeans,
  sms: NamedSms,
  read: ReadSms,
  family: RecognisedFamily | undefined,
  senders: readonly CommandSender[],
): Promise<SmsAnswer> {
  const senderHash = sms.from === null ? null : await senderHashOf(tx, means.masterKey, sms.from);
  const { arrivalId, arrivedAt } = sms;
  if (sms.repeatHash !== null) await releaseRepeat(tx, sms.repeatHash, sms.repeatsSince);
  if (!(await insertArrival(tx, { ...sms, senderHash })))
    return (await findAnswer(tx, sms)) ?? { answer: null };
  const isConfirmed = read.kind === 'commands' && read.isConfirmed;
  const results: SmsResult[] = [];
  for (const [index, sender] of senders.entries())
    results.push(await resultOf(tx, means, sms, family, sender, isConfirmed, index));
  const language: Language = family?.language ?? 'it';
  const receiptCodes = results.flatMap((one) => ('receiptCode' in one ? [one.receiptCode] : []));
  const refusals = refusalsOf(sms, read, results);
  const text =
    senders.length === 0
      ? notUnderstoodText(language)
      : results.map((one) => resultText(one, language)).join(' ');
  const since = plusSeconds(arrivedAt, -fruitlessSeconds);
  const isSilent =
    senderHash === null ||
    (receiptCodes.length === 0 && (await countFruitless(tx, senderHash, since)) >= fruitlessMax);
  const answer = isSilent ? null : text;
  const sent = await send(tx, means, sms, answer);
  if (sent.ok) markAnswered(tx, results.flatMap(newReceiptOf), sent.value.messageId);
  const unsent = sent.ok ? null : sent.refusal;
  updateOutcome(tx, arrivalId, { receiptCodes, refusals, answer, unsent });
  return { answer };
}

async function resultOf(
  tx: Tx,
  means: AnswerSmsMeans,
  { arrivalId, arrivedAt }: NamedSms,
  family: RecognisedFamily | undefined,
  { command, pupil }: CommandSender,
  isConfirmed: boolean,
  index: number,
): Promise<SmsResult> {
  if (!pupil.ok) {
    const { refusal } = pupil;
    return { kind: 'refused', refusal, firstName: '', code: command.code, details: {} };
  }
  const requester = requesterOf(tx, family, pupil.value.pupilId);
  const key = `sms ${arrivalId} ${index}`;
  return changeBySms(tx, means, {
    command,
    isConfirmed,
    requester,
    pupil: pupil.value,
    arrivedAt,
    key,
  });
}

/** A guardian where the number is on file for this very child; else the family, by the phone code. */
function requesterOf(tx: Tx, family: RecognisedFamily | undefined, pupilId: string): Requester {
  return family !== undefined && isOwn(family, pupilId)
    ? { kind: 'family', account: findFamilyAccount(tx, family.accountId), channel: 'sms' }
    : { kind: 'phone-code', pupilId, channel: 'sms' };
}

function refusalsOf(
  sms: FamilySms,
  read: ReadSms,
  results: readonly SmsResult[],
): readonly string[] {
  if (sms.from === null) return ['hidden-number'];
  if (read.kind === 'not-understood') return ['not-understood'];
  return results.flatMap((one) => {
    if (one.kind === 'refused') return [one.refusal];
    return nothingDone.has(one.kind) ? [one.kind] : [];
  });
}

const nothingDone: ReadonlySet<SmsResult['kind']> = new Set(['closed', 'far', 'no-day', 'begins']);

/** Of a change that this message made; what was so before has been told by then. */
function newReceiptOf(result: SmsResult): readonly string[] {
  return 'isRepeated' in result && !result.isRepeated ? [result.receiptCode] : [];
}

/** Refused: why the answer does not go out. */
async function send(
  tx: Tx,
  { clock }: AnswerSmsMeans,
  { from }: FamilySms,
  answer: string | null,
): Promise<Outcome<{ readonly messageId: string }, SmsRefusal | 'not-answered'>> {
  if (answer === null || from === null) return refuse('not-answered');
  const at = clock.now();
  return queueSms(tx, at, {
    recipient: from,
    text: answer,
    expiresAt: plusSeconds(at, answerSeconds),
    canWait: false,
  });
}

function senderHashOf(tx: Tx, masterKey: MasterKey, number: string): Promise<string> {
  return hashUnder(tx, masterKey, `sms-sender\n${number}`);
}

function repeatHashOf(
  tx: Tx,
  masterKey: MasterKey,
  { number }: ServedLine,
  { from, text }: Pick<FamilySms, 'from' | 'text'>,
): Promise<string> {
  return hashUnder(tx, masterKey, `sms-repeat\n${from ?? ''}\n${number}\n${text}`);
}

/** Of this tenant's key: without it nobody finds out by trying what was written, or by whom. */
async function hashUnder(tx: Tx, masterKey: MasterKey, what: string): Promise<string> {
  const key = await fieldKey(tx, masterKey);
  const bytes = key.bytesById.get(key.keyId);
  if (bytes === undefined) throw new Error('the key in use is one of the keys');
  return createHmac('sha256', bytes).update(what).digest('base64url');
}
