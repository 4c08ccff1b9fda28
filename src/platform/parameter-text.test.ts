// What is written as a parameter is what the database reads, whatever is in it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, SqlValue } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const readBack = async (type: string, value: SqlValue): Promise<unknown> =>
    database.inTenant(1, 'system', async (tx) => {
      const row = await tx.row<{ value: unknown }>(
        `select $2::${type} as value from (select $1::int) tenant`,
        value,
      );
      return row?.value;
    });

  it.each([
    ['a quote', ['Zio "Tino"']],
    ['a backslash', ['C:\\new']],
    ['a new line and a tab', ['first\nsecond\tthird']],
    ['commas and braces', ['{a,b}', 'c, d']],
    ['words that mean something', ['NULL', 'null', '', ' ']],
    ['letters of every script', ['Niccolò', '😀', '学校']],
    ['nothing', []],
    ['a gap', ['before', null, 'after']],
  ])('texts with %s come back as they were', async (_, texts) => {
    expect(await readBack('text[]', texts)).toEqual(texts);
  });

  it('numbers, truths, ids and bytes come back as they were', async () => {
    expect(await readBack('integer[]', [1, -2, null])).toEqual([1, -2, null]);
    expect(await readBack('float8[]', [0.5, Infinity])).toEqual([0.5, Infinity]);
    expect(await readBack('boolean[]', [true, false, null])).toEqual([true, false, null]);
    const ids = ['018f2f6e-0000-7000-8000-000000000001'];
    expect(await readBack('uuid[]', ids)).toEqual(ids);
    const bytes = [Buffer.from([0, 92, 34, 255])];
    expect(await readBack('bytea[]', bytes)).toEqual(bytes);
  });
});
