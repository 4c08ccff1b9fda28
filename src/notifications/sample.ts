// For tests: an authority whose sender is approved, the SMS in line, and names as they usually are and as long as they get.
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import { smsSenderSetting } from '#notifications/settings.ts';
import type { SmsSender } from '#notifications/sms-rules.ts';
import { smsText } from '#notifications/sms-text.ts';
import type { Database, TenantId } from '#platform/database.ts';
import { recordSetting } from '#tenancy/record-setting.ts';

export async function sampleSender(
  database: Database,
  clock: Clock,
  tenantId: TenantId,
  state: SmsSender['state'] = 'approved',
): Promise<void> {
  await database.inTenant(tenantId, 'system', async (tx) =>
    recordSetting(tx, clock, systemActor('sample'), {
      definition: smsSenderSetting,
      scope: { kind: 'tenant' },
      value: { sender: 'Borgo', state },
      validFrom: asDay('2026-09-01'),
      firstDayNotYetOpen: asDay('2026-09-01'),
    }),
  );
}

/** By number; of one number the order is not promised. */
export async function smsInLine(
  database: Database,
  tenantId: TenantId,
): Promise<readonly Record<string, unknown>[]> {
  return database.asOwner(
    `select address as recipient, body as text, segments, can_wait as "canWait" from notifications.message
      where tenant_id = ${tenantId} and medium = 'sms' order by address, body`,
  );
}

export interface SmsNames {
  readonly authority: string;
  readonly service: string;
  /** First names of a guardian's children. */
  readonly children: readonly string[];
  /** Of an event, as families read it. */
  readonly reason: string;
  readonly guardian: string;
}

export const usualNames: SmsNames = {
  authority: 'Comune di Valserena',
  service: 'Mensa',
  children: ['Niccolò'],
  reason: 'Sciopero della scuola',
  guardian: 'Chiara Bonaldi',
};

/** The reason is as long as its form takes; È and ’ are rewritten. */
export const longestNames: SmsNames = {
  authority: "Unione dei Comuni della Valle Alta e dell'Altopiano di Sant’Ilario",
  service: 'Refezione scolastica e doposcuola',
  children: ['Giovanni Battista', 'Maria Antonietta', 'Éléonore Élisabeth'],
  reason: 'È sospesa l’erogazione dell’acqua per lavori urgenti alla rete di via Garibaldi.',
  guardian: 'Maria Antonietta Sanfelice Pignatelli di Monteleone',
};

/** How many segments a text is paid as. */
export const segmentsOf = (text: string): number => smsText(text).segments.length;
