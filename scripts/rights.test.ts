// docs/rights.md says who may do what in the database as it is.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { printRights, rightsFile } from './rights.ts';

const mend = 'stale: run `npm run papers`, and look at what changed';

test.each(databaseKinds)('the rights of %s are those in the repository', async (kind) => {
  const database = await openTestDatabase(kind);
  const file = await printRights(database);
  await database.asOwner('grant delete on bookings.meal to refettorio_kitchen');
  const opened = await printRights(database);
  await database.close();
  expect({ mend, file }).toEqual({ mend, file: readFileSync(rightsFile, 'utf8') });
  expect(opened).not.toBe(file);
});
