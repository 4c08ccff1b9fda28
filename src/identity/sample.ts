// Builders for tests: an authority, families and staff whose passwords are known.
import { systemActor } from '#ground/actor.ts';
import type { Grant } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { createFamilyAccounts } from '#identity/create-family-accounts.ts';
import type { NewFamilyAccount } from '#identity/create-family-accounts.ts';
import { createStaffAccount } from '#identity/create-staff-account.ts';
import { hashPassword } from '#identity/password.ts';
import type { Database } from '#platform/database.ts';

export const samplePassword = 'tre parole nostre';

/** A clock that a test moves forward by hand. */
export function movableClock(
  start: Instant = asInstant(Date.UTC(2026, 10, 23, 7, 12)),
): Clock & { forward(seconds: number): void } {
  let time = start;
  return {
    now: () => time,
    forward: (seconds) => {
      time = plusSeconds(time, seconds);
    },
  };
}

export async function sampleTenant(database: Database, slug = 'valserena'): Promise<number> {
  const [row] = await database.asOwner(
    `insert into tenancy.tenant (slug, name, province, region_name, mail_from, created_at)
     values ('${slug}', 'Comune di ${slug}', 'BG', 'Lombardia', 'mensa@${slug}.example', '2026-09-01T00:00:00Z')
     returning tenant_id`,
  );
  return Number(row?.['tenant_id']);
}

export async function sampleFamily(
  database: Database,
  clock: Clock,
  tenantId: number,
  changes: Partial<NewFamilyAccount> = {},
): Promise<string> {
  const account: NewFamilyAccount = {
    login: 'rossi.anna',
    displayName: 'Anna Rossi',
    email: 'anna.rossi@example.org',
    mobile: null,
    language: 'it',
    passwordHash: await hashPassword(samplePassword),
    mustChangePassword: false,
    ...changes,
  };
  const ids = await database.inTenant(tenantId, 'system', (tx) =>
    createFamilyAccounts(tx, clock, systemActor('sample'), [account]),
  );
  return accepted(ids)[0] ?? '';
}

export async function sampleStaff(
  database: Database,
  clock: Clock,
  tenantId: number,
  login = 'bianchi',
  grants: readonly Grant[] = [{ role: 'office', schoolId: null, kitchenId: null }],
): Promise<string> {
  const passwordHash = await hashPassword(samplePassword);
  const id = await database.inTenant(tenantId, 'system', (tx) =>
    createStaffAccount(tx, clock, systemActor('sample'), {
      login,
      displayName: 'Carla Bianchi',
      email: 'carla.bianchi@comune.example',
      passwordHash,
      mustChangePassword: false,
      grants,
    }),
  );
  return accepted(id);
}

export function accepted<T>(outcome: Outcome<T, string>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
  return outcome.value;
}
