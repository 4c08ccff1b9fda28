// For journeys: the whole application on a database with two towns, where everybody who can sign in has done so.
import { sampleMasterKey, stillClock } from '#bookings/sample.ts';
import type { SampleFamily, StillClock } from '#bookings/sample.ts';
import type { StaffRole } from '#ground/actor.ts';
import { hashPassword } from '#identity/password.ts';
import { sampleKitchen, signedInStaff } from '#kitchen/sample.ts';
import type { SampleKitchen } from '#kitchen/sample.ts';
import { composeApplication } from '#main.ts';
import type { Application } from '#main.ts';
import { readConfig } from '#platform/config.ts';
import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';

/** A Monday with canteen, before the cut-off at 9:30. */
export const morning = '2026-11-23T08:12:00+01:00';
export const password = 'tre parole nostre';

export const staffRoles: readonly StaffRole[] = [
  'office',
  'caterer',
  'school',
  'kitchen',
  'serving-site',
  'administrator',
];

export interface JourneyTown extends SampleKitchen {
  readonly host: string;
  /** The logins of the families, in their order; the password is the same for all. */
  readonly logins: readonly string[];
  /** The cookie of a member of staff with that role; the kitchen's and the caterer's is for the first kitchen only. */
  readonly staff: Readonly<Record<StaffRole, string>>;
}

export interface TwoTowns {
  readonly application: Application;
  readonly clock: StillClock;
  readonly towns: readonly [JourneyTown, JourneyTown];
  /** The log so far. */
  readonly lines: readonly string[];
}

export async function twoTowns(database: Database): Promise<TwoTowns> {
  const clock = stillClock(morning);
  const lines: string[] = [];
  const application = await composeApplication({
    config: sampleConfig(),
    database,
    clock,
    securityClock: clock,
    log: logTo(
      (line) => lines.push(line),
      () => 'then',
    ),
    isDemo: false,
  });
  const hash = await hashPassword(password);
  const towns = [await sampleKitchen(database, 1), await sampleKitchen(database, 2)] as const;
  await database.asOwner(
    `update identity.family_account set password_hash = '${hash}', login = lower(login)`,
  );
  const [first, second] = towns;
  const pair = [
    await journeyTown(database, first, 1),
    await journeyTown(database, second, 2),
  ] as const;
  await database.asOwner(`update identity.staff_account set password_hash = '${hash}'`);
  return { application, clock, towns: pair, lines };
}

export const cookieOf = (family: SampleFamily): string => `refettorio=${family.token}`;

async function journeyTown(
  database: Database,
  town: SampleKitchen,
  index: number,
): Promise<JourneyTown> {
  const cookieFor = async (role: StaffRole): Promise<string> => {
    const isOfKitchen = role === 'kitchen' || role === 'caterer';
    const kitchenId = isOfKitchen ? town.kitchenId : null;
    return (await signedInStaff(database, town.tenantId, role, kitchenId)).cookie;
  };
  const accounts = await database.asOwner(
    `select account_id as id, login from identity.family_account where tenant_id = ${town.tenantId}`,
  );
  return {
    ...town,
    host: `borgo${index}.example`,
    logins: town.families.map((family) =>
      String(accounts.find(({ id }) => id === family.accountId)?.['login']),
    ),
    staff: {
      office: await cookieFor('office'),
      caterer: await cookieFor('caterer'),
      school: await cookieFor('school'),
      kitchen: await cookieFor('kitchen'),
      'serving-site': await cookieFor('serving-site'),
      administrator: await cookieFor('administrator'),
    },
  };
}

function sampleConfig(): Config {
  const environment = {
    REFETTORIO_MASTER_KEY: Buffer.from(sampleMasterKey.bytes).toString('base64'),
  };
  const result = readConfig(environment, { allowPublicKeys: false });
  if (!result.ok) throw new Error(result.faults.join(' '));
  return result.config;
}
