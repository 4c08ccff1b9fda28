// Use case: a guardian takes children off the meal, or puts them back, for one or several days (RULES B1–B3, B8, B9).
import { recordEvent } from '#audit/record-event.ts';
import type { ReceiptResponse } from '#bookings/api.ts';
import { pupilDaysOf } from '#bookings/facts.ts';
import type { ChangeLine, DayRefusal, Operation } from '#bookings/model.ts';
import { receiptContent } from '#bookings/receipt-content.ts';
import { decideChange } from '#bookings/rules.ts';
import {
  findDayRows,
  insertChange,
  insertRefusedRequest,
  listUndoneReceipts,
  lockPupils,
} from '#bookings/store.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import { requireOwnPupils } from '#enrolment/family-pupils.ts';
import type { FamilyRefusal } from '#enrolment/model.ts';
import type { GuardianActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Account } from '#identity/model.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';
import { requestDeadlineSeconds } from '#platform/http-server.ts';
import { tellOutside } from '#platform/outbox.ts';
import { romeIso } from '#platform/rome.ts';
import type { ReceiptIssuer } from '#receipts/issue-receipt.ts';

export interface ChangeRequest {
  readonly operation: Operation;
  /** Whose days; `serviceId` absent: every meal service of the pupil still open that day. */
  readonly entries: readonly {
    readonly pupilId: string;
    readonly serviceId?: string | undefined;
    readonly days: readonly Day[];
  }[];
  /** When the headers of the request were in: what counts for the cut-off. */
  readonly arrivedAt: Instant;
  readonly key: IdempotencyKey;
}

export interface ChangeMeans {
  readonly clock: Clock;
  readonly calendarAt: (tx: Tx, version: number) => Promise<TenantCalendar>;
  readonly issueReceipt: ReceiptIssuer;
}

export type ChangeRefusal =
  | DayRefusal
  | FamilyRefusal
  | 'nothing-asked'
  | 'too-slow'
  | 'key-reused';

/** The receipt of the change, or the code of the receipt that the same request got before (RULES B8). */
export type ChangeAnswer =
  | { readonly kind: 'changed'; readonly receipt: ReceiptResponse }
  | { readonly kind: 'repeated'; readonly receiptCode: string };

/** Two trips to the database: locks, session and facts; then every write with the commit. */
export async function changeDays(
  tx: Tx,
  means: ChangeMeans,
  account: Promise<Account>,
  request: ChangeRequest,
): Promise<Outcome<ChangeAnswer, ChangeRefusal>> {
  const pupilIds = [...new Set(request.entries.map((entry) => entry.pupilId))].toSorted();
  const asked = [...new Set(request.entries.flatMap((entry) => entry.days))].toSorted();
  const [from, to] = [asked[0], asked.at(-1)];
  if (from === undefined || to === undefined) return refuse('nothing-asked');
  const [, who, own, answered, rows, undone] = await Promise.all([
    lockPupils(tx, pupilIds),
    account,
    requireOwnPupils(tx, account, pupilIds),
    findAnswered(tx, account, request.key),
    findDayRows(tx, { pupilIds }, from, to),
    request.operation === 'absence-undone' ? listUndoneReceipts(tx, pupilIds, from, to) : [],
  ]);
  if (!own.ok) return own;
  if (!answered.ok) return answered;
  if (answered.value !== undefined)
    return accept({ kind: 'repeated', receiptCode: answered.value });
  const now = means.clock.now();
  // A closing may have waited no longer than the deadline: what is later than that records nothing (FOUNDATIONS 6).
  if (now >= plusSeconds(request.arrivedAt, requestDeadlineSeconds)) return refuse('too-slow');
  const calendar = await means.calendarAt(tx, rows.version);
  const wanted = pupilDaysOf(calendar, rows, asked, { undone }).filter((one) =>
    isAsked(request, one),
  );
  const decision = decideChange(request.operation, wanted, request.arrivedAt);
  const actor: GuardianActor = {
    kind: 'guardian',
    guardianId: own.value[0]?.guardianId ?? '',
    accountId: who.accountId,
    channel: 'portal',
  };
  if (!decision.ok) {
    recordRefusal(tx, actor, request, now, decision.refusal);
    return decision;
  }
  if (decision.value.kind === 'already-so') {
    const { receiptCode } = decision.value;
    recordAnswered(tx, who.accountId, request.key, receiptCode, now);
    return accept({ kind: 'repeated', receiptCode });
  }
  const { lines } = decision.value;
  const receiptCode = await recordChange(tx, means, actor, request, now, lines);
  recordAnswered(tx, who.accountId, request.key, receiptCode, now);
  return accept({
    kind: 'changed',
    receipt: {
      code: receiptCode,
      receivedAt: romeIso(request.arrivedAt),
      channel: actor.channel,
      by: who.displayName,
      lines: lines.map((line) => ({
        pupilId: line.pupilId,
        pupilFirstName: own.value.find((pupil) => pupil.pupilId === line.pupilId)?.firstName ?? '',
        serviceName:
          calendar.services.find((one) => one.serviceId === line.serviceId)?.serviceName ?? '',
        operation: line.operation,
        days: [...line.days],
      })),
    },
  });
}

function isAsked(
  request: ChangeRequest,
  one: { pupilId: string; serviceId: string; day: Day },
): boolean {
  return request.entries.some(
    (entry) =>
      entry.pupilId === one.pupilId &&
      (entry.serviceId === undefined || entry.serviceId === one.serviceId) &&
      entry.days.includes(one.day),
  );
}

async function recordChange(
  tx: Tx,
  means: ChangeMeans,
  actor: GuardianActor,
  request: ChangeRequest,
  recordedAt: Instant,
  lines: readonly ChangeLine[],
): Promise<string> {
  const changeId = newId(recordedAt);
  const { arrivedAt: receivedAt } = request;
  const { code: receiptCode } = await means.issueReceipt(tx, {
    at: recordedAt,
    subjectId: changeId,
    content: receiptContent({ actor, receivedAt, lines }),
  });
  insertChange(tx, { changeId, receiptCode, actor, receivedAt, recordedAt, lines });
  recordEvent(tx, {
    at: recordedAt,
    actor,
    action: `bookings.${request.operation}`,
    subjectKind: 'change',
    subjectId: changeId,
    facts: { pupils: lines.map((line) => line.pupilId), receiptCode },
  });
  tellOutside(tx, recordedAt, 'bookings.change-recorded', { changeId });
  return receiptCode;
}

function recordRefusal(
  tx: Tx,
  actor: GuardianActor,
  request: ChangeRequest,
  recordedAt: Instant,
  refusal: string,
): void {
  insertRefusedRequest(tx, {
    refusedRequestId: newId(recordedAt),
    actor,
    receivedAt: request.arrivedAt,
    recordedAt,
    refusal,
    request: { operation: request.operation, entries: request.entries },
  });
}
