// For tests of every room: an invented authority in an empty database, with a master key of its own.
import { stoppedClock } from '#ground/clock.ts';
import type { Clock } from '#ground/clock.ts';
import { asInstant } from '#ground/instant.ts';
import { freshBytes, masterKeyOf } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, TenantId } from '#platform/database.ts';
import { createTenant } from '#tenancy/create-tenant.ts';
import type { NewTenant } from '#tenancy/create-tenant.ts';

export interface SampleTenant {
  readonly tenantId: TenantId;
  readonly slug: string;
  readonly masterKey: MasterKey;
  readonly clock: Clock;
}

/** Monday 23 November 2026, 8:12 in Italy. */
export const sampleMorning = asInstant(Date.UTC(2026, 10, 23, 7, 12));

export async function sampleTenant(
  database: Database,
  overrides: Partial<NewTenant> & { readonly masterKey?: MasterKey; readonly clock?: Clock } = {},
): Promise<SampleTenant> {
  const {
    masterKey = masterKeyOf(freshBytes(32)),
    clock = stoppedClock(sampleMorning),
    slug = 'valserena',
    ...rest
  } = overrides;
  const tenantId = await createTenant(database, clock, masterKey, {
    slug,
    name: 'Comune di Valserena',
    province: 'BG',
    regionName: 'Lombardia',
    mailFrom: `mensa@${slug}.example`,
    hosts: [`${slug}.example`],
    ...rest,
  });
  return { tenantId, slug, masterKey, clock };
}
