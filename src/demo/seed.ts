// The seed of the demo: Valserena from nothing to the school morning, everything by the product's own use cases.
import { openSchoolYear } from '#calendar/open-school-year.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import { eventReportingSetting, localHolidaysSetting } from '#calendar/settings.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { demoMorning, pastClock } from '#demo/demo-clock.ts';
import { knownGuardians, staffLogins } from '#demo/logins.ts';
import type { DemoLogin, StaffLogin } from '#demo/logins.ts';
import { livePast } from '#demo/past.ts';
import type { PastTally } from '#demo/past.ts';
import { listGuardianLogins, listPlaces } from '#demo/store.ts';
import type { PlaceRow } from '#demo/store.ts';
import { changeOfTheMorning } from '#demo/valserena-menus.ts';
import { municipality, phoneLines, valserenaFiles } from '#demo/valserena.ts';
import { phonePinSetting } from '#enrolment/settings.ts';
import { systemActor } from '#ground/actor.ts';
import type { Grant } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import { createStaffAccount } from '#identity/create-staff-account.ts';
import { initialPassword } from '#identity/initial-password.ts';
import { changeDay } from '#menus/change-day.ts';
import type { CalendarAt } from '#menus/facts.ts';
import { publishSeason } from '#menus/publish-season.ts';
import { findMenuRegistry } from '#menus/registry.ts';
import { smsSenderSetting } from '#notifications/settings.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, TenantId } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import { instantOf } from '#platform/rome.ts';
import { receiptIssuer } from '#receipts/issue-receipt.ts';
import { importRegistry } from '#registry-import/import-registry.ts';
import { createTenant } from '#tenancy/create-tenant.ts';
import { findTenant } from '#tenancy/list-tenants.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { cachedByVersion } from '#tenancy/version.ts';

/** A Saturday: the office has the files in, and on Monday the first children eat. */
const importedOn = asDay('2026-09-12');
const firstServedOn = asDay('2026-09-14');
/** A Friday: the mail of the week-end is still to be read. */
const silentUntil = asDay('2026-11-20');
const pinAskedFrom = asDay('2026-12-01');
const actor = systemActor('demo');

export async function seedValserena(
  database: Database,
  masterKey: MasterKey,
  log: Log,
): Promise<PastTally> {
  const clock = pastClock();
  clock.set(instantOf(importedOn, '10:00'));
  const hosts = ['localhost', '127.0.0.1', '[::1]'];
  const tenantId = await createTenant(database, clock, masterKey, {
    ...municipality,
    hosts,
    phoneLines,
  });
  await database.inTenant(tenantId, 'system', async (tx) => {
    await openSchoolYear(tx, clock, actor, { rule: lombardy, schoolYear: 2026 });
    // In Valserena schools and office say in one act what in the circular every family reports (RULES A5).
    recordSetting(tx, clock, actor, {
      definition: eventReportingSetting,
      scope: { kind: 'tenant' },
      value: 'recorded',
      validFrom: importedOn,
      firstDayNotYetOpen: importedOn,
    });
    recordSetting(tx, clock, actor, {
      definition: localHolidaysSetting,
      scope: { kind: 'tenant' },
      value: [{ month: 11, day: 11 }],
      validFrom: importedOn,
      firstDayNotYetOpen: importedOn,
    });
    recordSetting(tx, clock, actor, {
      definition: smsSenderSetting,
      scope: { kind: 'tenant' },
      value: { sender: 'Valserena', state: 'approved' },
      validFrom: importedOn,
      firstDayNotYetOpen: importedOn,
    });
    // Announced, so that both are seen: the telephone without a PIN, and how families come by one before it is asked for.
    recordSetting(tx, clock, actor, {
      definition: phonePinSetting,
      scope: { kind: 'tenant' },
      value: true,
      validFrom: pinAskedFrom,
      firstDayNotYetOpen: importedOn,
    });
  });
  await importFiles(database, tenantId, clock, masterKey);
  // The embedded database has nobody who counts its rows: without this, plans are made for empty tables.
  await database.takeStatistics();
  await createStaff(database, tenantId, clock);
  await publishMenus(database, tenantId, clock);
  const means = {
    database,
    tenantId,
    clock,
    log,
    calendarAt: cachedByVersion(loadTenantCalendar),
    issueReceipt: receiptIssuer(masterKey),
    silentUntil,
    visitors: knownGuardians().map(({ email }) => email),
  };
  const tally = await livePast(means, firstServedOn, demoMorning);
  await changeMenu(means);
  return tally;
}

/** Files bring menus as drafts: the office publishes them before the first meal. */
async function publishMenus(database: Database, tenantId: TenantId, clock: Clock): Promise<void> {
  await database.inTenant(tenantId, 'system', async (tx) => {
    for (const { seasonId } of (await findMenuRegistry(tx)).seasons) {
      const outcome = await publishSeason(tx, clock, actor, { seasonId, from: null });
      if (!outcome.ok) throw new Error(`a menu of the demo was refused: ${outcome.refusal}`);
    }
  });
}

async function changeMenu({
  database,
  tenantId,
  clock,
  calendarAt,
}: {
  readonly database: Database;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
}): Promise<void> {
  const { seasonName, day, reason, dish } = changeOfTheMorning;
  await database.inTenant(tenantId, 'system', async (tx) => {
    const { seasons } = await findMenuRegistry(tx);
    const seasonId = seasons.find((one) => one.name === seasonName)?.seasonId ?? '';
    const command = { seasonId, day, dishes: [dish], reason };
    const outcome = await changeDay(tx, { clock, calendarAt }, actor, command);
    if (!outcome.ok) throw new Error(`the demo's change was refused: ${outcome.refusal}`);
  });
}

/** Only the guardians whose login is printed get a password; nobody knows one for the others. */
async function importFiles(
  database: Database,
  tenantId: TenantId,
  clock: Clock,
  masterKey: MasterKey,
): Promise<void> {
  const credentials = new Map(
    await Promise.all(
      knownGuardians().map(async ({ fiscalCode, password, mustChangePassword }) => {
        const { passwordHash } = await initialPassword(password);
        return [fiscalCode, { passwordHash, mustChangePassword }] as const;
      }),
    ),
  );
  const outcome = await database.inTenant(tenantId, 'system', (tx) =>
    importRegistry(tx, clock, actor, {
      files: valserenaFiles(),
      isDryRun: false,
      schoolYear: 2026,
      masterKey,
      credentialOf: ({ fiscalCode }) => credentials.get(fiscalCode ?? ''),
    }),
  );
  if (!outcome.ok || outcome.value.outcome !== 'imported') {
    throw new Error('the files of Valserena were not imported');
  }
}

/** The logins as the database knows them: families' codes were given by the import. */
export async function demoLogins(database: Database): Promise<readonly DemoLogin[]> {
  const tenant = await findTenant(database, municipality.slug);
  if (tenant === undefined) throw new Error('the demo has no municipality');
  const rows = await database.inTenant(tenant.tenantId, 'system', listGuardianLogins);
  const families = knownGuardians().map(({ role, email, password }): DemoLogin => {
    const login = rows.find((row) => row.email === email)?.login ?? '';
    return { role, face: 'family', login, password };
  });
  return [
    ...families,
    ...staffLogins.map(({ role, login, password }) => ({
      role,
      face: 'staff' as const,
      login,
      password,
    })),
  ];
}

async function createStaff(database: Database, tenantId: TenantId, clock: Clock): Promise<void> {
  const prepared = await Promise.all(
    staffLogins.map(async (one) => ({ ...one, ...(await initialPassword(one.password)) })),
  );
  await database.inTenant(tenantId, 'system', async (tx) => {
    const places = await listPlaces(tx);
    for (const { login, displayName, passwordHash, grant } of prepared) {
      const outcome = await createStaffAccount(tx, clock, actor, {
        login,
        displayName,
        email: `${login}@comune.valserena.example`,
        passwordHash,
        mustChangePassword: false,
        grants: [grantAt(grant, places)],
      });
      if (!outcome.ok) throw new Error(`the demo's ${login} was refused: ${outcome.refusal}`);
    }
  });
}

/** A null place is every one; a name that the files did not bring is a fault, not everything. */
function grantAt(
  { role, kitchenName, schoolName }: StaffLogin['grant'],
  places: readonly PlaceRow[],
): Grant {
  const kitchen = places.find((place) => place.kitchenName === kitchenName);
  const school = places.find((place) => place.schoolName === schoolName);
  const isMissing =
    (kitchenName !== null && kitchen === undefined) ||
    (schoolName !== null && school === undefined);
  if (isMissing) throw new Error(`the demo has no ${kitchenName ?? schoolName ?? ''}`);
  return { role, kitchenId: kitchen?.kitchenId ?? null, schoolId: school?.schoolId ?? null };
}
