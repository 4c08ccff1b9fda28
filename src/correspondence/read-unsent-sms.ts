// Use case: the office sees what the month's SMS have cost, and whom they did not reach; that it looked is written down.
import { recordEvent } from '#audit/record-event.ts';
import { countWaitingSms, listUnsentSms } from '#correspondence/unsent-sms-store.ts';
import { hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { maskedNumber } from '#identity/credential-sms-rules.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf, staffActorOf } from '#identity/model.ts';
import type { SmsMeansNow } from '#notifications/sms-month.ts';
import { monthBegan, readSmsMeans } from '#notifications/sms-month.ts';
import type { Holidays } from '#notifications/quiet-hours.ts';
import type { Tx } from '#platform/database.ts';

export interface UnsentLine {
  readonly name: string | null;
  readonly maskedNumber: string;
  readonly count: number;
  readonly lastAt: Instant;
  /** A code of ours or of the provider. */
  readonly reason: string;
}

export interface SmsDesk {
  readonly means: SmsMeansNow;
  readonly waiting: number;
  readonly unsent: readonly UnsentLine[];
}

const shownMax = 200;

/** Never a text: whom to call, and why. */
export async function readUnsentSms(
  tx: Tx,
  means: {
    readonly clock: Clock;
    readonly hasSms: boolean;
    readonly holidaysUnder: Holidays;
  },
  account: StaffAccount,
): Promise<Outcome<SmsDesk, 'not-allowed'>> {
  const actor = staffActorOf(account, channelOf(account));
  if (!hasRole(actor, 'office', 'administrator')) return refuse('not-allowed');
  const now = means.clock.now();
  const [smsMeans, waiting, rows] = await Promise.all([
    readSmsMeans(tx, means),
    countWaitingSms(tx),
    listUnsentSms(tx, monthBegan(now), shownMax),
  ]);
  recordEvent(tx, {
    at: now,
    actor,
    action: 'correspondence.unsent-sms-read',
    subjectKind: 'tenant',
    subjectId: String(tx.tenantId),
    facts: { count: rows.length },
  });
  const unsent = rows.map((row) => ({
    name: row.displayName,
    maskedNumber: maskedNumber(row.address),
    count: row.count,
    lastAt: row.at,
    reason: row.state === 'expired' ? 'expired' : (row.lastAnswer ?? 'no answer'),
  }));
  return accept({ means: smsMeans, waiting, unsent });
}
