// One command of an SMS carried out for one child: what is asked of the days ahead, the change, and what to say of it.
import type { Requester } from '#bookings/asker.ts';
import { changeDays } from '#bookings/change-days.ts';
import { changeRange } from '#bookings/change-range.ts';
import { readImpliedDay } from '#bookings/read-implied-day.ts';
import type { ChangeAnswer, ChangeMeans, ChangeRefusal } from '#bookings/record-change.ts';
import type { CallerPupil } from '#enrolment/caller-rules.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome, Refused } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import type { SmsResult } from '#voice/say-sms.ts';
import type { SmsCommand } from '#voice/sms-model.ts';
import { decideStep } from '#voice/sms-rules.ts';
import type { SmsStep } from '#voice/sms-rules.ts';
import { stillAbsentIn } from '#voice/still-absent.ts';

export interface CommandedChange {
  readonly command: SmsCommand;
  readonly isConfirmed: boolean;
  readonly requester: Requester;
  readonly pupil: Pick<CallerPupil, 'pupilId' | 'firstName' | 'beginsOn'>;
  /** When the SMS reached us: what counts for the cut-off (RULES B2). */
  readonly arrivedAt: Instant;
  /** Of this command of this SMS: a second delivery is the same change. */
  readonly key: string;
}

export async function changeBySms(
  tx: Tx,
  means: ChangeMeans,
  asked: CommandedChange,
): Promise<SmsResult> {
  const { command, isConfirmed, requester, pupil, arrivedAt } = asked;
  const services = await readImpliedDay(tx, means, requester, pupil.pupilId, arrivedAt);
  if (!services.ok) return refused(asked, services);
  const step = decideStep(command, services.value, isConfirmed);
  const { firstName } = pupil;
  switch (step.kind) {
    case 'days':
      return changeSomeDays(tx, means, asked, step);
    case 'resumption':
      return resume(tx, means, asked, step.from);
    case 'on-hold':
      return refused(asked, { ok: false, refusal: 'on-hold', details: { day: step.day } });
    case 'suspended':
      return { kind: 'suspended', firstName, receiptCode: step.receiptCode };
    case 'far':
      return { kind: 'far', firstName, day: step.day, command };
    case 'no-day':
      return pupil.beginsOn === undefined
        ? { kind: 'no-day', firstName }
        : { kind: 'begins', firstName, day: pupil.beginsOn };
    case 'closed':
      return step;
  }
}

async function changeSomeDays(
  tx: Tx,
  means: ChangeMeans,
  asked: CommandedChange,
  { operation, days, lastDay }: Extract<SmsStep, { kind: 'days' }>,
): Promise<SmsResult> {
  const { pupil, command, requester, arrivedAt, key } = asked;
  const entries = [{ pupilId: pupil.pupilId, days }];
  const outcome = await changeDays(tx, means, requester, {
    operation,
    entries,
    arrivedAt,
    key: idempotencyKeyOf(key, 'sms', command),
  });
  if (!outcome.ok) return refused(asked, outcome);
  return {
    kind: 'recorded',
    operation: command.operation,
    firstName: pupil.firstName,
    from: days[0] ?? lastDay,
    to: lastDay,
    ...receiptIn(outcome),
    isPlainDropped: linesIn(outcome).some((line) => line.operation === 'plain-meal-dropped'),
  };
}

async function resume(
  tx: Tx,
  means: ChangeMeans,
  asked: CommandedChange,
  from: Day,
): Promise<SmsResult> {
  const { pupil, command, requester, arrivedAt, key } = asked;
  const outcome = await changeRange(tx, means, requester, {
    operation: 'resumption',
    entries: [{ pupilId: pupil.pupilId, from }],
    arrivedAt,
    key: idempotencyKeyOf(key, 'sms', command),
  });
  if (!outcome.ok) return refused(asked, outcome);
  return {
    kind: 'resumed',
    firstName: pupil.firstName,
    from,
    ...receiptIn(outcome),
    stillAbsent: stillAbsentIn({ lines: linesIn(outcome) })[0]?.days ?? [],
  };
}

function receiptIn({ value }: Extract<Outcome<ChangeAnswer, ChangeRefusal>, { ok: true }>) {
  return value.kind === 'changed'
    ? { receiptCode: value.receipt.code, isRepeated: false }
    : { receiptCode: value.receiptCode, isRepeated: true };
}

function linesIn({ value }: Extract<Outcome<ChangeAnswer, ChangeRefusal>, { ok: true }>) {
  return value.kind === 'changed' ? value.receipt.lines : [];
}

function refused(
  { pupil, command }: CommandedChange,
  { refusal, details = {} }: Refused<string>,
): SmsResult {
  return { kind: 'refused', refusal, firstName: pupil.firstName, code: command.code, details };
}
