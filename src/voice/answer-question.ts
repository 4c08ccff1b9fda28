// What the house answers to a dialogue's questions, each in a transaction of its own: who calls, what is possible, and the change.
import type { Requester } from '#bookings/asker.ts';
import { keyHolderOf } from '#bookings/asker.ts';
import { changeDays } from '#bookings/change-days.ts';
import { changeRange } from '#bookings/change-range.ts';
import type { PhoneOffers } from '#bookings/phone-offer-rules.ts';
import { readPhoneOffers } from '#bookings/read-phone-offers.ts';
import type { ChangeAnswer, ChangeMeans, ChangeRefusal } from '#bookings/record-change.ts';
import type { CallerMeans } from '#enrolment/recognise-caller.ts';
import { recogniseCode, recogniseNumber } from '#enrolment/recognise-caller.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { findFamilyAccount } from '#identity/family-account.ts';
import type { Tx } from '#platform/database.ts';
import { findAnswered, idempotencyKeyOf } from '#platform/idempotency.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { retryingConflicts } from '#platform/retry.ts';
import type { Language } from '#ground/sentence.ts';
import type { Answer, IncomingCall, PhoneOrder, Question } from '#voice/model.ts';
import { spokenRefusal } from '#voice/spoken-refusal.ts';
import { stillAbsentIn } from '#voice/still-absent.ts';

export type BookingsMeans = ChangeMeans & CallerMeans;

/** Whom this call may speak for, as the house found out in it: a dialogue can ask for nobody else. */
export interface KnownCaller {
  readonly family: {
    readonly accountId: string;
    readonly language: Language;
    readonly pupilIds: readonly string[];
  } | null;
  readonly codePupilIds: readonly string[];
}

export const nobodyKnown: KnownCaller = { family: null, codePupilIds: [] };

export interface Answered {
  readonly answer: Answer;
  readonly known: KnownCaller;
}

/** Throws when the house is away; `arrivedAt`: when the key was pressed that led to the question. */
export async function answerQuestion(
  means: BookingsMeans,
  call: IncomingCall,
  known: KnownCaller,
  question: Question,
  arrivedAt: Instant,
): Promise<Answered> {
  switch (question.ask) {
    case 'recognise-number':
      return answerNumber(means, call, known);
    case 'recognise-code':
      return answerCode(means, call, known, question);
    case 'read-offers':
      return {
        known,
        answer: await answerOffers(means, call, known, question.pupilIds, arrivedAt),
      };
    case 'record':
      return { known, answer: await answerOrder(means, call, known, question.order, arrivedAt) };
  }
}

async function answerNumber(
  means: BookingsMeans,
  call: IncomingCall,
  known: KnownCaller,
): Promise<Answered> {
  const found = await recogniseNumber(means, call);
  if (found === undefined)
    return { known, answer: { kind: 'recognised', children: [], language: 'it' } };
  const { accountId, language, pupils } = found;
  const family = { accountId, language, pupilIds: pupils.map((one) => one.pupilId) };
  return {
    known: { ...known, family },
    answer: { kind: 'recognised', children: pupils, language },
  };
}

async function answerCode(
  means: BookingsMeans,
  call: IncomingCall,
  known: KnownCaller,
  { code, pin }: Extract<Question, { ask: 'recognise-code' }>,
): Promise<Answered> {
  const found = await recogniseCode(means, call, code, pin);
  if (!found.ok) {
    const kind = found.refusal === 'too-many-attempts' ? 'wait' : found.refusal;
    return { known, answer: { kind } };
  }
  const codePupilIds = [...new Set([...known.codePupilIds, found.value.pupilId])];
  const language = known.family?.language ?? 'it';
  return {
    known: { ...known, codePupilIds },
    answer: { kind: 'recognised', children: [found.value], language },
  };
}

async function answerOffers(
  { database, ...means }: BookingsMeans,
  { tenantId }: IncomingCall,
  known: KnownCaller,
  pupilIds: readonly string[],
  arrivedAt: Instant,
): Promise<Answer> {
  return database.inTenant(tenantId, 'family', async (tx): Promise<Answer> => {
    const read = await offersFor(tx, means, known, pupilIds, arrivedAt);
    return read === undefined ? { kind: 'failed' } : { kind: 'offers', offers: read };
  });
}

/** Undefined where the call may not speak for one of them (any more). */
async function offersFor(
  tx: Tx,
  means: Pick<ChangeMeans, 'calendarAt'>,
  known: KnownCaller,
  pupilIds: readonly string[],
  arrivedAt: Instant,
): Promise<readonly PhoneOffers[] | undefined> {
  const requester = requesterOf(tx, known, pupilIds);
  if (requester === undefined) return undefined;
  const offers = await readPhoneOffers(tx, means, requester, pupilIds, arrivedAt);
  return offers.ok ? offers.value : undefined;
}

/** The account of the number where all are its own; else the code that was given in this call, for its one pupil. */
function requesterOf(
  tx: Tx,
  { family, codePupilIds }: KnownCaller,
  pupilIds: readonly string[],
): Requester | undefined {
  const [pupilId, ...others] = new Set(pupilIds);
  if (pupilId === undefined) return undefined;
  if (family !== null && pupilIds.every((one) => family.pupilIds.includes(one)))
    return { kind: 'family', account: findFamilyAccount(tx, family.accountId), channel: 'voice' };
  return others.length === 0 && codePupilIds.includes(pupilId)
    ? { kind: 'phone-code', pupilId, channel: 'voice' }
    : undefined;
}

/** All children of an order are one change with one receipt; the same order of the same call is the same change (RULES B8). */
async function answerOrder(
  { database, ...means }: BookingsMeans,
  { tenantId, callId }: IncomingCall,
  known: KnownCaller,
  order: PhoneOrder,
  arrivedAt: Instant,
): Promise<Answer> {
  const key = idempotencyKeyOf(`phone ${callId} ${order.number}`, order.operation, order.entries);
  const pupilIds = order.entries.map((entry) => entry.pupilId);
  return retryingConflicts(() =>
    database.inTenant(tenantId, 'family', async (tx): Promise<Answer> => {
      const offers = await offersFor(tx, means, known, pupilIds, arrivedAt);
      const requester = requesterOf(tx, known, pupilIds);
      if (offers === undefined || requester === undefined) return { kind: 'failed' };
      const closed = offers.find(({ line }) => !line.isOpen)?.line;
      if (closed?.isOpen === false && !isTooLate(order, offers))
        return answerClosed(tx, requester, key, closed.opens);
      return answerOf(await change(tx, means, requester, order, { arrivedAt, key }));
    }),
  );
}

/** A single day that was confirmed after its cut-off: the rule refuses it, and that it was asked is kept (RULES B6). */
function isTooLate({ operation, entries }: PhoneOrder, offers: readonly PhoneOffers[]): boolean {
  const isOfOneDay = !['suspension', 'resumption', 'absence-days'].includes(operation);
  const isLate = (entry: PhoneOrder['entries'][number]): boolean =>
    offers.some((one) => one.pupilId === entry.pupilId && one.tooLate?.day === entry.from);
  return isOfOneDay && entries.every(isLate);
}

/** Outside the hours nothing is recorded (RULES B4); what was recorded before them is still said. */
async function answerClosed(
  tx: Tx,
  requester: Requester,
  key: IdempotencyKey,
  { day, time }: Extract<PhoneOffers['line'], { isOpen: false }>['opens'],
): Promise<Answer> {
  const answered = await findAnswered(tx, keyHolderOf(requester), key);
  if (answered.ok && answered.value !== undefined)
    return { kind: 'recorded', receiptCode: answered.value, isRepeated: true };
  const values = { day: { kind: 'day', day }, time: { kind: 'time', time } } as const;
  return { kind: 'refused', sentence: { key: 'call.closed', values } };
}

function change(
  tx: Tx,
  means: ChangeMeans,
  requester: Requester,
  { operation, entries }: PhoneOrder,
  arrival: { readonly arrivedAt: Instant; readonly key: IdempotencyKey },
): Promise<Outcome<ChangeAnswer, ChangeRefusal>> {
  switch (operation) {
    case 'suspension':
    case 'resumption':
      return changeRange(tx, means, requester, { ...arrival, operation, entries });
    case 'absence-days':
      return changeDays(tx, means, requester, {
        ...arrival,
        operation: 'absence',
        entries: entries.map(({ pupilId, from, to }) => ({
          pupilId,
          days: eachDay({ from, to: to ?? from }),
        })),
      });
    default:
      return changeDays(tx, means, requester, {
        ...arrival,
        operation,
        entries: entries.map(({ pupilId, from }) => ({ pupilId, days: [from] })),
      });
  }
}

function answerOf(outcome: Outcome<ChangeAnswer, ChangeRefusal>): Answer {
  if (outcome.ok) {
    const { value } = outcome;
    return value.kind === 'changed'
      ? {
          kind: 'recorded',
          receiptCode: value.receipt.code,
          isRepeated: false,
          stillAbsent: stillAbsentIn(value.receipt),
        }
      : { kind: 'recorded', receiptCode: value.receiptCode, isRepeated: true };
  }
  const sentence = spokenRefusal(outcome);
  return sentence === undefined ? { kind: 'failed' } : { kind: 'refused', sentence };
}
