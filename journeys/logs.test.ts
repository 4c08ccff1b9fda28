// The log of a whole morning holds nobody: no name, no address, no code, no password, no token (FOUNDATIONS 26).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { liveMorning } from './morning.ts';
import { cookieOf, password, twoTowns } from './two-towns.ts';
import type { TwoTowns } from './two-towns.ts';

/** Columns whose values say who somebody is or open something; each must be found filled, or this test proves nothing. */
const columnsOfPeople = [
  'enrolment.pupil.first_name',
  'enrolment.pupil.last_name',
  'enrolment.pupil.fiscal_code',
  'enrolment.pupil.phone_code',
  'enrolment.guardian.last_name',
  'enrolment.guardian.fiscal_code',
  'enrolment.adult_diner.last_name',
  'identity.family_account.login',
  'identity.family_account.display_name',
  'identity.family_account.email',
  'identity.family_account.password_hash',
  'identity.session.token_hash',
  'identity.recovery.token_hash',
  'notifications.message.address',
  'notifications.message.subject',
  'diets.special_diet.plate_label',
  'diets.special_diet.variant',
  'receipts.receipt.receipt_code',
  'receipts.payload.canonical_text',
];

describe('the log', () => {
  let database: Database;
  let two: TwoTowns;
  let log: string;
  beforeAll(async () => {
    database = await openTestDatabase();
    two = await twoTowns(database);
    await database.asOwner(
      `update enrolment.pupil set fiscal_code = 'PRVBMB15A41A' || pupil_code || 'X'; update enrolment.guardian set fiscal_code = 'PRVGNT80A41A794' || tenant_id`,
    );
    await liveMorning(two, rememberPeople);
    await provokeFaults();
    log = two.lines.join('');
  }, 120_000);
  afterAll(async () => {
    await two.application.http.close();
    await database.close();
  });

  const valuesOf = new Map<string, readonly string[]>();
  const rememberPeople = async (): Promise<void> => {
    for (const column of columnsOfPeople) {
      const [schema, table, name] = column.split('.');
      const rows = await database.asOwner(
        `select distinct ${name} as value from ${schema}.${table} where ${name} is not null`,
      );
      const values = rows.map(({ value }) => String(value));
      valuesOf.set(
        column,
        values.filter((value) => value.length > 2),
      );
    }
  };
  /** Requests that fail in every way, with people's data in every part of them. */
  const provokeFaults = async (): Promise<void> => {
    const { http } = two.application;
    const [town] = two.towns;
    const family = town.families[0] ?? expect.fail('no family');
    const headers = {
      host: town.host,
      cookie: cookieOf(family),
      'user-agent': 'Bimbo101',
      referer: '/Bimbo101',
    };
    for (const url of [
      '/api/v1/Bimbo101',
      '/api/v1/pupils/Bimbo101/months/2026-11?name=Prova1',
      '/api/v1/receipts/%ffBimbo101',
    ])
      await http.inject({ url, headers });
    await http.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers,
      payload: '{"login": "Bimbo101',
    });
    await http.inject({
      method: 'POST',
      url: '/api/v1/absences',
      headers,
      payload: { entries: [{ pupilId: 'Bimbo101', days: [] }] },
    });
    // The database refuses, and its message would carry the row.
    await database.asOwner('alter table identity.session rename to lost');
    await http.inject({ url: '/api/v1/family/today', headers });
    await http.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers,
      payload: { login: town.logins[0], password },
    });
    await database.asOwner('alter table identity.lost rename to session');
  };

  test('says what was asked, how it ended and what failed', () => {
    const entries = two.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.length).toBeGreaterThan(60);
    expect(entries.filter(({ event }) => event === 'request').map(({ route }) => route)).toEqual(
      expect.arrayContaining([
        '/api/v1/session',
        '/api/v1/pupils/:pupilId/months/:month',
        '/api/v1/kitchens/:kitchenId/days/:day',
      ]),
    );
    const faults = entries.filter(({ level }) => level === 'alarm');
    expect(faults.length).toBeGreaterThan(1);
    for (const { fault } of faults) expect(fault).toMatch(/^\w+( \w{5})?( src\/\S+)?$/);
  });

  test('holds only the fields that its list allows', () => {
    const allowed = [
      'at',
      'level',
      'event',
      'tenantId',
      'route',
      'method',
      'status',
      'durationMs',
      'requestId',
      'code',
      'kind',
      'id',
      'schoolId',
      'serviceId',
      'day',
      'count',
      'attempts',
      'fault',
    ];
    const fields = new Set(two.lines.flatMap((line) => Object.keys(JSON.parse(line) as object)));
    expect([...fields].filter((field) => !allowed.includes(field))).toEqual([]);
  });

  test.each(columnsOfPeople)('holds nothing of %s', (column) => {
    const values = valuesOf.get(column) ?? [];
    expect(values.length).toBeGreaterThan(0);
    const inLog = (value: string): boolean =>
      log.includes(value) || log.includes(JSON.stringify(value).slice(1, -1));
    expect(values.filter(inLog)).toEqual([]);
  });

  test('holds no token, no password, no query and no address of anybody', () => {
    const tokens = two.towns.flatMap((town) => [
      ...town.families.map((family) => family.token),
      ...Object.values(town.staff).map((cookie) => cookie.split('=')[1] ?? ''),
    ]);
    expect(tokens.length).toBeGreaterThan(10);
    for (const secret of [
      ...tokens,
      password,
      'sbagliata',
      '?',
      '@',
      '10.2.0.',
      'borgo1.example',
      'Mozilla',
    ])
      expect(log.includes(secret) ? secret : 'nothing').toBe('nothing');
  });
});
