// Builders for tests: an authority with SMS, a provider that writes down what it gets, and the sweeper that brings it there.
import type { Grant, StaffActor } from '#ground/actor.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { AskMeans } from '#identity/ask-credential-sms.ts';
import { sendCredentialKind } from '#identity/ask-credential-sms.ts';
import { movableClock } from '#identity/sample.ts';
import { credentialSender } from '#identity/send-credential-sms.ts';
import { messageDeliverer } from '#notifications/deliver-message.ts';
import { deliverKind } from '#notifications/send-message.ts';
import { smsMonthlySegmentsSetting, smsSenderSetting } from '#notifications/settings.ts';
import type { Sms } from '#notifications/sms-model.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { sampleTenant } from '#tenancy/sample.ts';

export interface SmsTown {
  readonly tenantId: number;
  readonly masterKey: MasterKey;
  readonly clock: ReturnType<typeof movableClock>;
  readonly means: AskMeans;
  readonly site: { readonly authority: string; readonly siteAddress: string };
  readonly handedOver: Sms[];
  readonly logged: string[];
  set<T>(definition: SettingDefinition<T>, value: unknown): Promise<void>;
  /** Only what is due; `limit` rows at the most, as if the process ended then. */
  sweep(limit?: number): Promise<number>;
  /** Until nothing is due any more. */
  sweepAll(): Promise<void>;
}

export const clerk = (role: Grant['role'] = 'office'): StaffActor => ({
  kind: 'staff',
  accountId: '01900000-0000-7000-8000-00000000000a',
  grants: [{ role, schoolId: null, kitchenId: null }],
  channel: 'office',
});

/** On Monday 23 November 2026, at noon. */
export async function smsTown(database: Database, slug: string): Promise<SmsTown> {
  const clock = movableClock();
  const { tenantId, masterKey } = await sampleTenant(database, { slug });
  clock.forward(4 * 3600);
  const handedOver: Sms[] = [];
  const logged: string[] = [];
  const log = logTo(
    (line) => logged.push(line),
    () => 'then',
  );
  const handlers = () => ({
    [sendCredentialKind]: credentialSender({
      database,
      clock,
      sceneClock: clock,
      masterKey,
      holidaysUnder: () => () => false,
    }),
    [deliverKind]: messageDeliverer({
      database,
      clock,
      log,
      mail: undefined,
      sms: {
        masterKey,
        holidaysUnder: () => () => false,
        transport: {
          close: async () => undefined,
          send: async (sms) => {
            handedOver.push(sms);
            return { taken: [], outcome: { kind: 'accepted' } };
          },
        },
      },
    }),
  });
  const set = async <T>(definition: SettingDefinition<T>, value: unknown): Promise<void> => {
    // Of two settings of one day the later counts.
    clock.forward(1);
    await database.inTenant(tenantId, 'system', async (tx) =>
      recordSetting(tx, clock, systemActor('sample'), {
        definition,
        scope: { kind: 'tenant' },
        value,
        validFrom: asDay('2026-11-01'),
        firstDayNotYetOpen: asDay('2026-11-01'),
      }),
    );
  };
  await set(smsSenderSetting, { sender: 'Valserena', state: 'approved' });
  await set(smsMonthlySegmentsSetting, 2000);
  const sweep = (limit = 100): Promise<number> =>
    sweepOutbox({ database, clock, log, limit, handlers: handlers() });
  const sweepAll = async (): Promise<void> => {
    while ((await sweep()) > 0);
  };
  return {
    tenantId,
    masterKey,
    clock,
    means: { clock, hasSms: true },
    site: { authority: 'Comune di Valserena', siteAddress: `https://${slug}.example` },
    handedOver,
    logged,
    set,
    sweep,
    sweepAll,
  };
}
