// A small invented town for tests: one service, a school with two classes, families with a session each.
import { randomUUID } from 'node:crypto';
import type { Requester } from '#bookings/asker.ts';
import { changeDays } from '#bookings/change-days.ts';
import type { DaysRequest } from '#bookings/change-days.ts';
import { changeRange } from '#bookings/change-range.ts';
import type { RangeEntry, RangeRequestOf } from '#bookings/change-range.ts';
import { closeDay } from '#bookings/close-day.ts';
import type { Closing, ClosingRefusal } from '#bookings/close-day.ts';
import type { DayOperation, RangeOperation } from '#bookings/model.ts';
import type { ChangeAnswer, ChangeMeans, ChangeRefusal } from '#bookings/record-change.ts';
import { replayLog } from '#bookings/replay-rules.ts';
import type { DaysInForce, LoggedLine } from '#bookings/replay-rules.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import { openSchoolYear } from '#calendar/open-school-year.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import { cutOffSetting, loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { parseInstant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { FamilyAccount } from '#identity/model.ts';
import { sessionHashOf } from '#identity/session-cookie.ts';
import { masterKeyOf } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { receiptIssuer } from '#receipts/issue-receipt.ts';
import { createTenant } from '#tenancy/create-tenant.ts';
import type { SettingScope } from '#tenancy/model.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { cachedByVersion } from '#tenancy/version.ts';

/** Whatever the tests seal is sealed with this. */
export const sampleMasterKey: MasterKey = masterKeyOf(new Uint8Array(32).fill(7));

/** A clock that stands still until it is set. */
export interface StillClock extends Clock {
  set(iso: string): void;
}

export function stillClock(iso: string): StillClock {
  let now = instant(iso);
  return {
    now: () => now,
    set: (later) => {
      now = instant(later);
    },
  };
}

export function instant(iso: string): Instant {
  const parsed = parseInstant(iso);
  if (parsed === undefined) throw new Error(`not an instant: ${iso}`);
  return parsed;
}

export interface SampleFamily {
  readonly accountId: string;
  readonly guardianId: string;
  /** What the browser's cookie holds. */
  readonly token: string;
  readonly pupilIds: readonly string[];
}

export interface SampleTown {
  readonly tenantId: number;
  readonly serviceId: string;
  readonly kitchenId: string;
  readonly schoolId: string;
  readonly shiftId: string;
  /** 1A has canteen Monday to Friday, 2B on Monday and Wednesday. */
  readonly classIds: { readonly everyDay: string; readonly twoDays: string };
  /** The first has two pupils (one in each class), the second one pupil, in 1A. */
  readonly families: readonly SampleFamily[];
}

/** Town number `index` of the database: its identifiers, names and codes differ from every other's. */
export async function sampleTown(database: Database, index = 1): Promise<SampleTown> {
  const clock = stillClock('2026-09-01T08:00:00+02:00');
  const tenantId = await createTenant(database, clock, sampleMasterKey, {
    slug: `borgo-${index}`,
    name: `Comune di Borgo ${index}`,
    province: 'BG',
    regionName: 'Regione Lombardia',
    mailFrom: `mensa@borgo${index}.example`,
    hosts: [`borgo${index}.example`],
  });
  await database.inTenant(tenantId, 'system', (tx) =>
    openSchoolYear(tx, clock, systemActor('sample'), { rule: lombardy, schoolYear: 2026 }),
  );
  const ids = {
    tenantId,
    serviceId: randomUUID(),
    kitchenId: randomUUID(),
    schoolId: randomUUID(),
    shiftId: randomUUID(),
    siteId: randomUUID(),
    classIds: { everyDay: randomUUID(), twoDays: randomUUID() },
  };
  const families = [newFamily([randomUUID(), randomUUID()]), newFamily([randomUUID()])];
  await database.asOwner(placesSql(ids));
  for (const [number, family] of families.entries())
    await database.asOwner(familySql(ids, family, number + 1));
  return { ...ids, families };
}

/** The use cases of a town at hand, under a clock that the test sets; requests arrive when it says. */
export interface SampleDesk {
  readonly town: SampleTown;
  readonly clock: StillClock;
  readonly means: ChangeMeans;
  ask(request: SampleRequest): Promise<Outcome<ChangeAnswer, ChangeRefusal>>;
  /** Suspends or resumes, and the like. */
  askRange(request: SampleRangeRequest): Promise<Outcome<ChangeAnswer, ChangeRefusal>>;
  /** The absences in force, as 'day pupil-code service-code'. */
  absences(): Promise<readonly string[]>;
  /** How many rows the town's requests have left in each table that they write. */
  rowsLeft(): Promise<unknown>;
  /** The same day at that time, from September on. */
  setCutOff(scope: SettingScope, time: string): Promise<void>;
  /** Closes the day of every school and service of the town. */
  close(day: string): Promise<readonly Outcome<Closing, ClosingRefusal>[]>;
}

export interface SampleRequest {
  readonly days: readonly string[];
  /** Absent: the first family. */
  readonly family?: SampleFamily;
  /** Absent: every child of the family. */
  readonly pupilIds?: readonly string[];
  readonly serviceId?: string;
  readonly operation?: DayOperation;
  readonly key?: string;
  readonly arrivedAt?: Instant;
  readonly means?: ChangeMeans;
}

export interface SampleRangeRequest extends Omit<SampleRequest, 'days' | 'operation'> {
  readonly operation?: RangeOperation;
  readonly from?: string;
  /** Absent: open. */
  readonly to?: string;
}

/** A town of its own in the database, at that moment. */
export async function sampleDesk(
  database: Database,
  index: number,
  iso: string,
): Promise<SampleDesk> {
  const town = await sampleTown(database, index);
  const clock = stillClock(iso);
  const means = {
    clock,
    calendarAt: cachedByVersion(loadTenantCalendar),
    issueReceipt: receiptIssuer(sampleMasterKey),
  };
  return {
    town,
    clock,
    means,
    ask: (request) =>
      database.inTenant(town.tenantId, 'family', (tx) =>
        changeDays(
          tx,
          request.means ?? means,
          requesterOf(town, request.family),
          changeRequestOf(town, clock, request),
        ),
      ),
    askRange: (request) =>
      database.inTenant(town.tenantId, 'family', (tx) =>
        changeRange(
          tx,
          request.means ?? means,
          requesterOf(town, request.family),
          rangeRequestOf(town, clock, request),
        ),
      ),
    absences: () => listAbsences(database, town),
    rowsLeft: async () => (await database.asOwner(rowsLeftSql(town.tenantId)))[0],
    setCutOff: async (scope, time) => {
      const recordedSetting = await database.inTenant(town.tenantId, 'office', async (tx) =>
        recordSetting(tx, clock, systemActor('sample'), {
          definition: cutOffSetting,
          scope,
          value: { daysBefore: 0, time, counted: 'calendar' },
          validFrom: asDay('2026-09-01'),
          firstDayNotYetOpen: asDay('2026-09-01'),
        }),
      );
      if (!recordedSetting.ok) throw new Error(recordedSetting.refusal);
    },
    close: async (day) => {
      const of = asDay(day);
      return database.inTenant(town.tenantId, 'system', async (tx) =>
        closeDay(tx, means, await suppliedSchools(tx, of), of),
      );
    },
  };
}

async function listAbsences(
  database: Database,
  { tenantId }: SampleTown,
): Promise<readonly string[]> {
  const rows = await database.asOwner(
    `select concat_ws(' ', to_char(a.day, 'YYYY-MM-DD'), p.pupil_code, s.code) as absence
       from bookings.absent_day a
       join enrolment.pupil p on p.tenant_id = a.tenant_id and p.pupil_id = a.pupil_id
       join schools.meal_service s on s.tenant_id = a.tenant_id and s.service_id = a.service_id
      where a.tenant_id = ${tenantId} order by 1`,
  );
  return rows.map((row) => String(row['absence']));
}

const daysOfSpans = (table: string): string =>
  `(select *, generate_series(from_on, to_on, interval '1 day') as day from ${table})`;

const tablesInForce: Readonly<Record<keyof DaysInForce, string>> = {
  absent: 'bookings.absent_day',
  plain: 'bookings.plain_day',
  suspended: daysOfSpans('bookings.suspension'),
  certified: daysOfSpans('bookings.plain_range'),
  'opted-in': 'bookings.opted_in_day',
};

/** What the tables of the authority hold, day by day. */
export async function daysInForce(database: Database, tenantId: number): Promise<DaysInForce> {
  const daysIn = async (layer: keyof DaysInForce): Promise<readonly string[]> =>
    (
      await database.asOwner(
        `select concat_ws(' ', pupil_id, service_id, to_char(day, 'YYYY-MM-DD')) as key
           from ${tablesInForce[layer]} d where tenant_id = ${tenantId} order by 1`,
      )
    ).map((row) => String(row['key']));
  return {
    absent: await daysIn('absent'),
    plain: await daysIn('plain'),
    suspended: await daysIn('suspended'),
    certified: await daysIn('certified'),
    'opted-in': await daysIn('opted-in'),
  };
}

/** The same, from the log of changes alone. */
export async function daysOfLog(database: Database, tenantId: number): Promise<DaysInForce> {
  const lines = await database.asOwner(
    `select l.pupil_id as "pupilId", l.service_id as "serviceId", l.operation,
            coalesce((select json_agg(d) from unnest(l.days) d), '[]') as days,
            to_char(l.from_on, 'YYYY-MM-DD') as "from", to_char(l.to_on, 'YYYY-MM-DD') as "to"
       from bookings.change c join bookings.change_line l on l.tenant_id = c.tenant_id and l.change_id = c.change_id
      where c.tenant_id = ${tenantId} order by c.recorded_at, c.change_id, l.line`,
  );
  return replayLog(lines as unknown as readonly LoggedLine[]);
}

/** What `rowsLeft` says of a town in which nothing was asked. */
export const nothingLeft = {
  'bookings.change': 0,
  'bookings.change_line': 0,
  'bookings.absent_day': 0,
  'bookings.refused_request': 0,
  'receipts.receipt': 0,
  'platform.outbox': 0,
  'platform.idempotent_request': 0,
  'audit.event': 0,
};

function rowsLeftSql(tenantId: number): string {
  const counts = Object.keys(nothingLeft).map((table) => {
    const which = table === 'audit.event' ? `and action like 'bookings.%'` : '';
    return `(select count(*)::int from ${table} where tenant_id = ${tenantId} ${which}) as "${table}"`;
  });
  return `select ${counts.join(', ')}`;
}

/** The code of the receipt, of now or of then. */
export function codeOf(outcome: Outcome<ChangeAnswer, string>): string | undefined {
  if (!outcome.ok) return undefined;
  return outcome.value.kind === 'changed' ? outcome.value.receipt.code : outcome.value.receiptCode;
}

/** The family of that number with its own children: a request's whose. */
export function ofFamily(
  town: SampleTown,
  index: number,
): { readonly family: SampleFamily; readonly pupilIds: readonly string[] } {
  const family = town.families[index];
  if (family === undefined) throw new Error('a town has two families');
  return { family, pupilIds: family.pupilIds };
}

function requesterOf(town: SampleTown, family = firstFamily(town)): Requester {
  return {
    kind: 'family',
    account: Promise.resolve(accountOfSample(family)),
    channel: 'portal',
  };
}

function rangeRequestOf(
  town: SampleTown,
  clock: Clock,
  request: SampleRangeRequest,
): RangeRequestOf {
  const { operation = 'suspension', arrivedAt = clock.now(), key = randomUUID() } = request;
  const pupilIds = request.pupilIds ?? (request.family ?? firstFamily(town)).pupilIds;
  const entries = pupilIds.map((pupilId): RangeEntry => ({
    pupilId,
    serviceId: request.serviceId,
    from: request.from === undefined ? undefined : asDay(request.from),
    to: request.to === undefined ? null : asDay(request.to),
  }));
  return { operation, entries, arrivedAt, key: idempotencyKeyOf(key, operation, entries) };
}

function changeRequestOf(town: SampleTown, clock: Clock, request: SampleRequest): DaysRequest {
  const { operation = 'absence', arrivedAt = clock.now(), key = randomUUID(), serviceId } = request;
  const days = request.days.map(asDay);
  const pupilIds = request.pupilIds ?? (request.family ?? firstFamily(town)).pupilIds;
  const entries = pupilIds.map((pupilId) => ({ pupilId, serviceId, days }));
  return { operation, entries, arrivedAt, key: idempotencyKeyOf(key, operation, entries) };
}

export function accountOfSample(family: SampleFamily): FamilyAccount {
  const { accountId } = family;
  return {
    kind: 'family',
    accountId,
    login: 'sample',
    displayName: 'Genitore',
    mustChangePassword: false,
    language: 'it',
    email: null,
  };
}

function firstFamily(town: SampleTown): SampleFamily {
  const [family] = town.families;
  if (family === undefined) throw new Error('a town without families');
  return family;
}

/** One more guardian of children that are there already. */
export async function sampleGuardian(
  database: Database,
  town: SampleTown,
  pupilIds: readonly string[],
  isRestricted = false,
): Promise<SampleFamily> {
  const family = newFamily(pupilIds);
  await database.asOwner(
    guardianSql(town.tenantId, family, randomUUID().slice(0, 8)) +
      pupilIds
        .map((pupilId) => guardianshipSql(town.tenantId, family, pupilId, 'father', isRestricted))
        .join(''),
  );
  return family;
}

type Ids = Omit<SampleTown, 'families'> & { readonly siteId: string };

function newFamily(pupilIds: readonly string[]): SampleFamily {
  return { accountId: randomUUID(), guardianId: randomUUID(), token: randomUUID(), pupilIds };
}

const recorded = `timestamptz '2026-09-01 06:00:00+00', 'sample'`;

function placesSql(ids: Ids): string {
  const { tenantId: t, serviceId, kitchenId, schoolId, shiftId, siteId, classIds } = ids;
  return `
    insert into schools.meal_service (tenant_id, service_id, code, name) values (${t}, '${serviceId}', 'mensa', 'Mensa');
    insert into schools.kitchen (tenant_id, kitchen_id, name) values (${t}, '${kitchenId}', 'Cucina centrale');
    insert into schools.serving_site (tenant_id, serving_site_id, name) values (${t}, '${siteId}', 'Refettorio');
    insert into schools.school (tenant_id, school_id, code, name, grade, institute_name)
      values (${t}, '${schoolId}', 'S1', 'Primaria', 'primary', 'Istituto');
    insert into schools.shift (tenant_id, shift_id, school_id, name, starts_at) values (${t}, '${shiftId}', '${schoolId}', 'Primo', '12:10');
    insert into schools.school_class (tenant_id, class_id, school_id, school_year, code, name, shift_id) values
      (${t}, '${classIds.everyDay}', '${schoolId}', 2026, '1A', '1A', '${shiftId}'),
      (${t}, '${classIds.twoDays}', '${schoolId}', 2026, '2B', '2B', '${shiftId}');
    insert into schools.supply (tenant_id, supply_id, school_id, service_id, kitchen_id, serving_site_id, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${schoolId}', '${serviceId}', '${kitchenId}', '${siteId}', '2026-09-01', ${recorded});
    insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by) values
      (${t}, '${randomUUID()}', '${classIds.everyDay}', '${serviceId}', 31, '2026-09-01', ${recorded}),
      (${t}, '${randomUUID()}', '${classIds.twoDays}', '${serviceId}', 5, '2026-09-01', ${recorded});`;
}

function familySql(ids: Ids, family: SampleFamily, number: number): string {
  const { tenantId: t, classIds, serviceId } = ids;
  const pupils = family.pupilIds.map((pupilId, index) => {
    const code = `${number}0${index + 1}`;
    const classId = index === 0 ? classIds.everyDay : classIds.twoDays;
    return `
    insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, phone_code, first_name, last_name, sort_key, recorded_at)
      values (${t}, '${pupilId}', '${code}', '9${code}', 'Bimbo${code}', 'Prova${number}', 'prova${number} bimbo${code}', timestamptz '2026-09-01 06:00:00+00');
    ${guardianshipSql(t, family, pupilId, 'mother', false)}
    insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${classId}', '2026-09-01', ${recorded});
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${serviceId}', 31, '2026-09-01', ${recorded});`;
  });
  return guardianSql(t, family, String(number)) + pupils.join('\n');
}

function guardianSql(t: number, family: SampleFamily, number: string): string {
  const { accountId, guardianId } = family;
  const hash = sessionHashOf({ cookies: { refettorio: family.token } });
  return `
    insert into identity.family_account (tenant_id, account_id, login, password_hash, must_change_password, display_name, email, created_at)
      values (${t}, '${accountId}', 'F${t}-${number}', 'none', false, 'Genitore ${number}', 'famiglia${number}@borgo${t}.example', timestamptz '2026-09-01 06:00:00+00');
    insert into enrolment.guardian (tenant_id, guardian_id, first_name, last_name, sort_key, account_id, recorded_at)
      values (${t}, '${guardianId}', 'Genitore', 'Prova${number}', 'prova${number} genitore', '${accountId}', timestamptz '2026-09-01 06:00:00+00');
    insert into identity.session (tenant_id, token_hash, face, account_id, created_at, expires_at)
      values (${t}, '${hash}', 'family', '${accountId}', timestamptz '2026-09-01 06:00:00+00', timestamptz '2099-01-01 00:00:00+00');`;
}

function guardianshipSql(
  t: number,
  family: SampleFamily,
  pupilId: string,
  relation: string,
  isRestricted: boolean,
): string {
  return `
    insert into enrolment.guardianship (tenant_id, guardianship_id, pupil_id, guardian_id, relation, restricted, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${family.guardianId}', '${relation}', ${isRestricted}, ${recorded});`;
}
