// Use case: the office approves a certificate; in the same transaction its days are booked as plain (RULES B7).
import type { Requester } from '#bookings/asker.ts';
import { changeRange } from '#bookings/change-range.ts';
import type { ChangeAnswer, ChangeMeans, ChangeRefusal } from '#bookings/record-change.ts';
import type { DecisionRefusal } from '#certificates/model.ts';
import {
  recordApproval,
  requireCertificate,
  requireWaiting,
} from '#certificates/settle-approval.ts';
import { asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered } from '#platform/idempotency.ts';

export interface Approval {
  readonly certificateId: string;
  /** What the office read on the page; days that can no longer change are passed over. */
  readonly range: ClosedDayRange;
  readonly arrivedAt: Instant;
  readonly key: IdempotencyKey;
}

export type ApprovalRefusal = ChangeRefusal | DecisionRefusal | 'certificate-not-found';

/** With the certificate as approved, the change with its receipt is recorded, and the guardians are told as of any change. */
export async function approvePlainRange(
  tx: Tx,
  means: ChangeMeans,
  account: Promise<StaffAccount>,
  { certificateId, range, arrivedAt, key }: Approval,
): Promise<Outcome<ChangeAnswer, ApprovalRefusal>> {
  const [found, answered] = await Promise.all([
    requireCertificate(tx, account, certificateId),
    findAnswered(tx, account, key),
  ]);
  if (!found.ok) return found;
  if (!answered.ok) return answered;
  if (answered.value !== undefined)
    return accept({ kind: 'repeated', receiptCode: answered.value });
  const { certificate, actor } = found.value;
  const waiting = requireWaiting(certificate);
  if (!waiting.ok) return waiting;
  if (range.to < range.from) return refuse('range-ends-before', { day: range.from });
  const requester: Requester = { kind: 'staff', account };
  const outcome = await changeRange(tx, means, requester, {
    operation: 'plain-range',
    entries: [{ pupilId: certificate.pupilId, ...range }],
    arrivedAt,
    key,
  });
  if (!outcome.ok) return outcome;
  recordApproval(tx, {
    certificateId,
    actor,
    range: { from: beginOf(outcome.value) ?? range.from, to: range.to },
    receiptCode: codeOf(outcome.value),
    at: means.clock.now(),
  });
  return outcome;
}

/** The first day that the change books. */
function beginOf(answer: ChangeAnswer): Day | undefined {
  if (answer.kind === 'repeated') return undefined;
  const [first] = answer.receipt.lines.flatMap((line) => line.from ?? []).toSorted();
  return first === undefined ? undefined : asDay(first);
}

const codeOf = (answer: ChangeAnswer): string =>
  answer.kind === 'changed' ? answer.receipt.code : answer.receiptCode;
