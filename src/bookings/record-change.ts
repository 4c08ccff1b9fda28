// What every change has in common: who asks, whether it was asked before, and the one transaction that records it (RULES B5, B6, B8, B9).
import { recordEvent } from '#audit/record-event.ts';
import type { ReceiptResponse } from '#bookings/api.ts';
import type { Asker, Requester } from '#bookings/asker.ts';
import { keyHolderOf, requireAsker } from '#bookings/asker.ts';
import { wakeDaysOfLines } from '#bookings/changed-days.ts';
import type {
  ChangeDecision,
  ChangeLine,
  DayRefusal,
  PupilDay,
  RangeRefusal,
} from '#bookings/model.ts';
import { receiptContent } from '#bookings/receipt-content.ts';
import { insertChange, insertRefusedRequest, lockPupils } from '#bookings/store.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { FamilyRefusal } from '#enrolment/model.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import { contains } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';
import { requestDeadlineSeconds } from '#platform/http-server.ts';
import { tellOutside } from '#platform/outbox.ts';
import { romeIso } from '#platform/rome.ts';
import type { ReceiptIssuer } from '#receipts/issue-receipt.ts';

export interface ChangeMeans {
  readonly clock: Clock;
  readonly calendarAt: (tx: Tx, version: number) => Promise<TenantCalendar>;
  readonly issueReceipt: ReceiptIssuer;
}

export interface Request {
  readonly operation: ChangeLine['operation'];
  /** As it was asked: what a refused request keeps (RULES B6). */
  readonly entries: unknown;
  /** When the headers of the request were in: what counts for the cut-off. */
  readonly arrivedAt: Instant;
  readonly key: IdempotencyKey;
}

export type ChangeRefusal =
  | DayRefusal
  | RangeRefusal
  | FamilyRefusal
  | 'nothing-asked'
  | 'not-allowed'
  | 'too-slow'
  | 'key-reused';

/** The receipt of the change, or the code of the receipt that the same request got before (RULES B8). */
export type ChangeAnswer =
  | { readonly kind: 'changed'; readonly receipt: ReceiptResponse }
  | { readonly kind: 'repeated'; readonly receiptCode: string };

/** What was there before the decision; `answer` is set where there is nothing left to decide. */
export interface Arrival {
  readonly asker: Asker | undefined;
  readonly now: Instant;
  readonly answer: Outcome<ChangeAnswer, ChangeRefusal> | undefined;
}

/** Locks, session, rights and earlier answers: started without awaiting, these travel with the caller's own questions. */
export async function arrive(
  tx: Tx,
  means: ChangeMeans,
  requester: Requester,
  request: Request,
  pupilIds: readonly string[],
): Promise<Arrival> {
  const [, asker, answered] = await Promise.all([
    lockPupils(tx, pupilIds),
    requireAsker(tx, requester, pupilIds),
    findAnswered(tx, keyHolderOf(requester), request.key),
  ]);
  const now = means.clock.now();
  const answer = ((): Arrival['answer'] => {
    if (!asker.ok) return asker;
    if (!answered.ok) return answered;
    if (answered.value !== undefined)
      return accept({ kind: 'repeated', receiptCode: answered.value });
    // A closing may have waited no longer than the deadline: what is later than that records nothing (FOUNDATIONS 6).
    return now >= plusSeconds(request.arrivedAt, requestDeadlineSeconds)
      ? refuse('too-slow')
      : undefined;
  })();
  return { asker: asker.ok ? asker.value : undefined, now, answer };
}

/** Carries out what was decided: the change with its receipt, the receipt of then, or the refusal, recorded as well. */
export async function settle(
  tx: Tx,
  means: ChangeMeans,
  { asker, now }: Arrival,
  request: Request,
  decision: Outcome<ChangeDecision, ChangeRefusal>,
  facts: {
    readonly calendar: TenantCalendar;
    readonly pupilDays: readonly PupilDay[];
    /** Where the pupils are at school: whoever watches these is woken. */
    readonly schoolIds: readonly string[];
  },
): Promise<Outcome<ChangeAnswer, ChangeRefusal>> {
  if (asker === undefined) throw new Error('nobody asks');
  if (!decision.ok) {
    recordRefusal(tx, asker, request, now, decision.refusal);
    return decision;
  }
  if (decision.value.kind === 'already-so') {
    const { receiptCode } = decision.value;
    recordAnswered(tx, asker.keyHolder, request.key, receiptCode, now);
    return accept({ kind: 'repeated', receiptCode });
  }
  const { lines } = decision.value;
  const stillAbsent = lines.map((line) => absencesAhead(line, facts.pupilDays));
  const { changeId, receiptCode } = await recordChange(
    tx,
    means,
    asker,
    request,
    now,
    lines,
    stillAbsent,
  );
  if (facts.pupilDays.some((one) => one.frozen && lines.some((line) => concerns(line, one))))
    tellOutside(tx, now, 'bookings.closed-day-changed', { changeId });
  recordAnswered(tx, asker.keyHolder, request.key, receiptCode, now);
  wakeDaysOfLines(tx, lines, facts.schoolIds);
  return accept({
    kind: 'changed',
    receipt: {
      code: receiptCode,
      receivedAt: romeIso(request.arrivedAt),
      channel: asker.actor.channel,
      by: asker.displayName,
      lines: lines.map((line, index) => ({
        pupilId: line.pupilId,
        pupilFirstName: asker.firstNames.get(line.pupilId) ?? '',
        serviceName:
          facts.calendar.services.find((one) => one.serviceId === line.serviceId)?.serviceName ??
          '',
        operation: line.operation,
        days: [...line.days],
        from: line.range?.from ?? null,
        to: line.range?.to ?? null,
        stillAbsent: [...(stillAbsent[index] ?? [])],
      })),
    },
  });
}

/** A resumption touches suspensions only: the absences that stay are named (RULES B1). */
function absencesAhead(line: ChangeLine, pupilDays: readonly PupilDay[]): readonly Day[] {
  if (line.operation !== 'resumption') return [];
  return pupilDays
    .filter((one) => one.absenceReceipt !== null && concerns(line, one))
    .map((one) => one.day);
}

function concerns(line: ChangeLine, one: PupilDay): boolean {
  if (line.pupilId !== one.pupilId || line.serviceId !== one.serviceId) return false;
  return line.range === null ? line.days.includes(one.day) : contains(line.range, one.day);
}

async function recordChange(
  tx: Tx,
  means: ChangeMeans,
  { actor }: Asker,
  request: Request,
  recordedAt: Instant,
  lines: readonly ChangeLine[],
  stillAbsent: readonly (readonly Day[])[],
): Promise<{ readonly changeId: string; readonly receiptCode: string }> {
  const changeId = newId(recordedAt);
  const { arrivedAt: receivedAt } = request;
  const { code: receiptCode } = await means.issueReceipt(tx, {
    at: recordedAt,
    subjectId: changeId,
    content: receiptContent({ actor, receivedAt, lines, stillAbsent }),
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
  return { changeId, receiptCode };
}

function recordRefusal(
  tx: Tx,
  { actor }: Asker,
  { operation, entries, arrivedAt }: Request,
  recordedAt: Instant,
  refusal: string,
): void {
  insertRefusedRequest(tx, {
    refusedRequestId: newId(recordedAt),
    actor,
    receivedAt: arrivedAt,
    recordedAt,
    refusal,
    request: { operation, entries },
  });
}
