// The same columns come back as the same values from both drivers, whatever zone the machine believes to be in.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { asInstant } from '#ground/instant.ts';
import { parseColumn } from '#platform/column-types.ts';
import type { Database, SqlValue } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const uuid = '0193a5c4-7c00-7000-8000-000000000001';

/** What SQL says, and what the program gets. */
const values: readonly [sql: string, value: unknown][] = [
  ["date '2026-10-25'", '2026-10-25'],
  ["date '1999-12-31'", '1999-12-31'],
  ["'infinity'::date", 'infinity'],
  ["timestamptz '2026-11-23 09:12:00.123+01'", Date.UTC(2026, 10, 23, 8, 12, 0, 123)],
  ["timestamptz '2026-10-25 02:30:00+02'", Date.UTC(2026, 9, 25, 0, 30)],
  ["timestamptz '2026-10-25 02:30:00+01'", Date.UTC(2026, 9, 25, 1, 30)],
  ["timestamptz '2026-11-23 09:12:00.123456+00'", Date.UTC(2026, 10, 23, 9, 12, 0, 123)],
  ["timestamptz '1969-12-31 23:59:59+00'", -1000],
  ["timestamp '2026-11-23 09:12:00'", '2026-11-23 09:12:00'],
  ["time '09:12'", '09:12:00'],
  ['9007199254740991::int8', 9_007_199_254_740_991],
  ['(-1)::int8', -1],
  ['32767::int2', 32_767],
  ['2147483647::int4', 2_147_483_647],
  ['1.5::float8', 1.5],
  ['4.50::numeric(10,2)', '4.50'],
  ['true', true],
  ['false', false],
  ["'a''b\"c,d'::text", 'a\'b"c,d'],
  ["''::text", ''],
  ['null::text', null],
  ['null::date', null],
  ['null::int4[]', null],
  [`'${uuid}'::uuid`, uuid],
  [`'{"a": [1, null, "2026-10-25"]}'::jsonb`, { a: [1, null, '2026-10-25'] }],
  [`'null'::jsonb`, null],
  [`'"plain"'::json`, 'plain'],
  [`json_build_array(date '2026-10-25')`, ['2026-10-25']],
  [`'\\x00ff10'::bytea`, Buffer.from([0, 255, 16])],
  [`''::bytea`, Buffer.alloc(0)],
  [`'{}'::date[]`, []],
  [`'{2026-10-25,2026-10-26}'::date[]`, ['2026-10-25', '2026-10-26']],
  [`'{1,2}'::int2[]`, [1, 2]],
  [`'{1,2}'::int4[]`, [1, 2]],
  [`'{1,9007199254740991}'::int8[]`, [1, 9_007_199_254_740_991]],
  [`'{${uuid}}'::uuid[]`, [uuid]],
  [
    `array['a', 'b, c', 'd"e', 'f\\g', '', 'null', null, '{h}']`,
    ['a', 'b, c', 'd"e', 'f\\g', '', 'null', null, '{h}'],
  ],
  [`'{a,b}'::varchar[]`, ['a', 'b']],
  [`'{1.50,2}'::numeric[]`, ['1.50', '2']],
  [`'{t,f,null}'::bool[]`, [true, false, null]],
  [`array[timestamptz '2026-11-23 09:12:00+01', null]`, [Date.UTC(2026, 10, 23, 8, 12), null]],
  [`array['\\x00ff'::bytea]`, [Buffer.from([0, 255])]],
  [`array['{"a": "b, c"}'::jsonb]`, [{ a: 'b, c' }]],
];

/** What the program hands in, and the type that it is written to. */
const parameters: readonly [type: string, value: SqlValue, text: string][] = [
  ['date', '2026-10-25', '2026-10-25'],
  ['timestamptz', sqlInstant(asInstant(Date.UTC(2026, 9, 25, 0, 30))), '2026-10-25 00:30:00+00'],
  ['int8', 9_007_199_254_740_991, '9007199254740991'],
  ['text', 'a\'b"c', 'a\'b"c'],
  ['text', null, '-'],
  ['boolean', false, 'false'],
  ['jsonb', '{"a": "è"}', '{"a": "è"}'],
  ['bytea', Uint8Array.of(0, 255, 16), '\\x00ff10'],
  ['date[]', ['2026-10-25', '2026-10-26'], '{2026-10-25,2026-10-26}'],
  ['date[]', [], '{}'],
  ['uuid[]', [uuid], `{${uuid}}`],
  ['int4[]', [1, 2], '{1,2}'],
  [
    'text[]',
    ['a', 'b, c', 'd"e', 'f\\g', '', null, 'null', 'è'],
    '{a,"b, c","d\\"e","f\\\\g","",NULL,"null",è}',
  ],
  ['boolean[]', [true, false], '{t,f}'],
  ['bytea[]', [Uint8Array.of(0, 255), null], '{"\\\\x00ff",NULL}'],
];

describe.each(databaseKinds)('columns on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const read = async (sql: string): Promise<unknown> =>
    database.inTenant(1, 'office', async (tx) => {
      const row = await tx.row<{ value: unknown }>(
        `select ${sql} as value where $1::int is not null`,
      );
      return row?.value;
    });

  test.each(values)('%s', async (sql, value) => {
    expect(await read(sql)).toStrictEqual(value);
  });

  test.each(['America/New_York', 'Europe/Rome', 'Pacific/Kiritimati'])(
    'the zone %s of the machine moves neither days nor instants',
    async (zone) => {
      vi.stubEnv('TZ', zone);
      expect(await read("date '2026-10-25'")).toBe('2026-10-25');
      expect(await read("array[date '2026-03-29']")).toEqual(['2026-03-29']);
      expect(await read("timestamptz '2026-03-29 02:30:00+01'")).toBe(Date.UTC(2026, 2, 29, 1, 30));
      expect(await read("(timestamptz '2026-11-23 00:30:00+01')::text")).toBe(
        '2026-11-22 23:30:00+00',
      );
      expect(await read("json_build_array(timestamptz '2026-11-23 00:30:00+01')")).toEqual([
        '2026-11-22T23:30:00+00:00',
      ]);
    },
  );

  test.each(parameters)(
    'a parameter for %s arrives as it was given: %j',
    async (type, value, text) => {
      const row = await database.inTenant(1, 'office', (tx) =>
        tx.row(`select coalesce($2::${type}::text, '-') as text where $1::int is not null`, value),
      );
      expect(row).toEqual({ text });
    },
  );

  test('a bigint that would lose its last digits is a fault, not another number', async () => {
    await expect(read('9007199254740992::int8')).rejects.toThrow('beyond the safe integers');
  });

  test('an instant without end is a fault, not a number', async () => {
    await expect(read("'infinity'::timestamptz")).rejects.toThrow('no instant');
  });
});

test('a type that has no parser stays the text of the database', () => {
  expect(parseColumn(1083, '09:12:00')).toBe('09:12:00');
});
