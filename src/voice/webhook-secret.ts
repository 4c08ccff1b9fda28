// The secret that a telephone provider signs its requests with: a setting of the authority, sealed; kept in memory for seconds.
import { z } from 'zod';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, TenantId, Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import { listSettings, recordSetting } from '#tenancy/record-setting.ts';
import { sealField, unsealField } from '#tenancy/sealed-field.ts';
import type { FieldPlace } from '#tenancy/sealed-field.ts';
import { resolveSetting } from '#tenancy/settings.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';

/** The envelope in base64; null: nothing that comes as web requests is answered. */
export const webhookSecretSetting: SettingDefinition<string | null> = {
  key: 'voice.webhook-secret',
  schema: z.base64().min(1),
  default: null,
};

const place: FieldPlace = {
  table: 'tenancy.setting',
  row: webhookSecretSetting.key,
  column: 'value',
};

export interface SecretMeans {
  readonly database: Database;
  readonly masterKey: MasterKey;
  /** Settings are dated by the product's time. */
  readonly clock: Clock;
}

/** From this moment on requests signed with another one are refused; a process may take `refreshSeconds` to know. */
export async function giveWebhookSecret(
  tx: Tx,
  { masterKey, clock }: Pick<SecretMeans, 'masterKey' | 'clock'>,
  secret: string,
): Promise<void> {
  const envelope = sealField(await fieldKey(tx, masterKey), place, secret);
  const today = dayAt(clock.now());
  const recorded = recordSetting(tx, clock, systemActor('give-phone-secret'), {
    definition: webhookSecretSetting,
    scope: { kind: 'tenant' },
    value: Buffer.from(envelope).toString('base64'),
    validFrom: today,
    // No day of any family depends on it.
    firstDayNotYetOpen: today,
  });
  if (!recorded.ok) throw new Error(`the secret was not recorded: ${recorded.refusal}`);
}

export interface WebhookSecrets {
  /** Undefined: the authority has none. Forged requests cost no query each. */
  secretOf(tenantId: TenantId): Promise<string | undefined>;
}

export function webhookSecrets(
  { database, masterKey, clock }: SecretMeans,
  {
    refreshSeconds = 5,
    realMs = () => performance.now(),
  }: { readonly refreshSeconds?: number; readonly realMs?: () => number } = {},
): WebhookSecrets {
  const kept = new Map<
    TenantId,
    { readonly readAtMs: number; readonly secret: Promise<string | undefined> }
  >();
  const read = async (tx: Tx): Promise<string | undefined> => {
    const rows = await listSettings(tx);
    const envelope = resolveSetting(webhookSecretSetting, rows, { day: dayAt(clock.now()) });
    return envelope === null
      ? undefined
      : unsealField(await fieldKey(tx, masterKey), place, Buffer.from(envelope, 'base64'));
  };
  return {
    secretOf: async (tenantId) => {
      const known = kept.get(tenantId);
      if (known !== undefined && realMs() - known.readAtMs < refreshSeconds * 1000)
        return known.secret;
      const secret = database.inTenant(tenantId, 'system', read);
      kept.set(tenantId, { readAtMs: realMs(), secret });
      secret.catch(() => kept.delete(tenantId));
      return secret;
    },
  };
}
