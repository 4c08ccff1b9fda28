// What the SMS of the month have cost so far, what is left, and in which hours those that can wait may ring.
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Holidays } from '#notifications/quiet-hours.ts';
import { ringsFrom } from '#notifications/quiet-hours.ts';
import { smsMonthlySegmentsSetting, smsSenderSetting } from '#notifications/settings.ts';
import type { SmsSender } from '#notifications/sms-rules.ts';
import { sumSegmentsSince } from '#notifications/sms-store.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, instantOf } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { resolveSetting } from '#tenancy/settings.ts';

export interface SmsMonth {
  readonly sender: SmsSender | null;
  /** The cap. */
  readonly segmentsMax: number;
  readonly segmentsSpent: number;
  /** Never less than none, also where the cap was lowered. */
  readonly segmentsLeft: number;
}

/** Roles office and system. */
export async function readSmsMonth(tx: Tx, at: Instant): Promise<SmsMonth> {
  const day = dayAt(at);
  const [settings, segmentsSpent] = await Promise.all([
    listSettings(tx),
    sumSegmentsSince(tx, monthBegan(at)),
  ]);
  const sender = resolveSetting(smsSenderSetting, settings, { day });
  const segmentsMax = resolveSetting(smsMonthlySegmentsSetting, settings, { day });
  const segmentsLeft = Math.max(0, segmentsMax - segmentsSpent);
  return { sender, segmentsMax, segmentsSpent, segmentsLeft };
}

export interface SmsMeansNow extends SmsMonth {
  /** Whether the installation has a transport. */
  readonly hasSms: boolean;
  /** When what can wait may ring; null: now. */
  readonly ringsFrom: Instant | null;
}

/** What the office should know before it sends. Roles office and system. */
export async function readSmsMeans(
  tx: Tx,
  means: {
    readonly clock: Clock;
    readonly hasSms: boolean;
    readonly holidaysUnder: Holidays;
  },
): Promise<SmsMeansNow> {
  const now = means.clock.now();
  const [month, from] = await Promise.all([
    readSmsMonth(tx, now),
    readMayRingFrom(tx, means.holidaysUnder, now),
  ]);
  return { ...month, hasSms: means.hasSms, ringsFrom: from > now ? from : null };
}

/** `at` itself when an SMS that can wait may ring now. */
export async function readMayRingFrom(
  tx: Tx,
  holidaysUnder: Holidays,
  at: Instant,
): Promise<Instant> {
  return ringsFrom(await listSettings(tx), holidaysUnder, at);
}

/** The first minute of its month in Italy. */
export function monthBegan(at: Instant): Instant {
  return instantOf(asDay(`${dayAt(at).slice(0, 8)}01`), '00:00');
}
