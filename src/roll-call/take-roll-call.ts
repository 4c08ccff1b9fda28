// Use case: whoever sees a class at table says who is there; taking it again is the next revision (RULES A3).
import { recordEvent } from '#audit/record-event.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import { z } from 'zod';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';
import { dayAt } from '#platform/rome.ts';
import type { PupilPresence, RollCallRefusal } from '#roll-call/model.ts';
import { decideRollCall, schoolsToCall } from '#roll-call/rules.ts';
import type { ClassDayRows } from '#roll-call/store.ts';
import { findClassDay, insertRollCall, lockClassDay } from '#roll-call/store.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import { resolveSetting } from '#tenancy/settings.ts';

/** For how many days back a roll call may be taken or mended. */
export const daysBackSetting: SettingDefinition<number> = {
  key: 'roll-call.days-back',
  schema: z.int().min(0).max(60),
  default: 7,
};

export interface RollCallMeans {
  readonly clock: Clock;
  readonly calendarAt: (tx: Tx, version: number) => Promise<TenantCalendar>;
}

export interface RollCallRequest {
  readonly classId: string;
  readonly serviceId: string;
  readonly day: Day;
  readonly pupils: readonly PupilPresence[];
  readonly key: IdempotencyKey;
}

export interface RollCallAnswer {
  readonly revision: number;
  /** Said before, by this very request or in the same words. */
  readonly repeated: boolean;
  readonly at: Instant;
}

export async function takeRollCall(
  tx: Tx,
  means: RollCallMeans,
  account: Promise<StaffAccount>,
  request: RollCallRequest,
): Promise<Outcome<RollCallAnswer, RollCallRefusal>> {
  const [, who, answered, rows] = await Promise.all([
    lockClassDay(tx, request),
    account,
    findAnswered(tx, account, request.key),
    findClassDay(tx, request, daysBackSetting.key),
  ]);
  const opened = schoolsToCall(who.grants, rows.schoolId === null ? [] : [rows.schoolId]);
  if (!opened.ok) return opened;
  const [schoolId] = opened.value;
  if (schoolId === undefined || !rows.isService) return refuse('class-not-found');
  if (!answered.ok) return answered;
  const at = means.clock.now();
  if (answered.value !== undefined)
    return accept({ revision: Number(answered.value), repeated: true, at });
  const decision = decideRollCall(
    request.pupils,
    await factsOf(tx, means, request, rows, schoolId, dayAt(at)),
  );
  if (!decision.ok) return decision;
  const { kind, revision } = decision.value;
  recordAnswered(tx, who.accountId, request.key, String(revision), at);
  if (kind === 'already-so') return accept({ revision, repeated: true, at });
  insertRollCall(tx, { ...request, revision, takenAt: at, takenBy: who.accountId });
  recordEvent(tx, {
    at,
    actor: staffActorOf(who, 'school'),
    action: 'roll-call.taken',
    subjectKind: 'class',
    subjectId: request.classId,
    facts: {
      day: request.day,
      revision,
      present: request.pupils.filter((one) => one.present).length,
      absent: request.pupils.filter((one) => !one.present).length,
    },
  });
  return accept({ revision, repeated: false, at });
}

async function factsOf(
  tx: Tx,
  means: RollCallMeans,
  { classId, serviceId, day }: RollCallRequest,
  rows: ClassDayRows,
  schoolId: string,
  today: Day,
): Promise<Parameters<typeof decideRollCall>[1]> {
  const calendar = await means.calendarAt(tx, rows.version);
  return {
    day,
    today,
    daysBackMax: resolveSetting(daysBackSetting, rows.settings, { schoolId, serviceId, day }),
    hasCanteen: calendar.classDay(classId, serviceId, day).kind === 'canteen',
    pupilIds: rows.pupilIds,
    last: rows.last,
  };
}
