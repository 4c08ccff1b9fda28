// Keeps what pupils are found by as the registry has it: after every change of people, and for rows of an older version.
import type { PeopleChanges } from '#enrolment/registry.ts';
import { searchVersion, suffixesOf } from '#enrolment/search-rules.ts';
import {
  insertSuffixes,
  listBehind,
  listPupilsOfGuardians,
  listTexts,
  lockPupils,
  updateSearchVersion,
} from '#enrolment/search-store.ts';
import type { Database, TenantId, Tx } from '#platform/database.ts';

/** The pupils whose own texts, guardians or guardians' texts a change touches. Roles office or system. */
export async function refreshSearchAfter(
  tx: Tx,
  changes: Pick<
    PeopleChanges,
    'pupils' | 'guardians' | 'guardianships' | 'supersededGuardianshipIds'
  >,
): Promise<void> {
  const ofGuardians = await listPupilsOfGuardians(
    tx,
    changes.guardians.map((one) => one.guardianId),
    changes.supersededGuardianshipIds,
  );
  const pupilIds = new Set([
    ...changes.pupils.map((one) => one.pupilId),
    ...changes.guardianships.map((one) => one.pupilId),
    ...ofGuardians,
  ]);
  await refreshSearch(tx, [...pupilIds]);
}

/**
 * Job: the pupils that an older version of the program has written, some hundreds at a time, so that a municipality
 * can be searched more and more while it works. Returns how many there were.
 */
export async function refreshSearchBehind(
  database: Database,
  tenantIds: readonly TenantId[],
): Promise<number> {
  let count = 0;
  for (const tenantId of tenantIds) {
    for (let done = pupilsAtOnce; done === pupilsAtOnce; count += done) {
      done = await database.inTenant(tenantId, 'system', async (tx) => {
        const pupilIds = await listBehind(tx, searchVersion, pupilsAtOnce);
        await refreshSearch(tx, pupilIds);
        updateSearchVersion(tx, pupilIds, searchVersion);
        return pupilIds.length;
      });
    }
  }
  return count;
}

const pupilsAtOnce = 500;

async function refreshSearch(tx: Tx, pupilIds: readonly string[]): Promise<void> {
  for (let start = 0; start < pupilIds.length; start += pupilsAtOnce) {
    const some = pupilIds.slice(start, start + pupilsAtOnce);
    // Held first and read afterwards: whoever writes the same pupil at the same time comes before or after us.
    await lockPupils(tx, some);
    const pupils = await listTexts(tx, some);
    await insertSuffixes(
      tx,
      some,
      pupils.flatMap(({ pupilId, ...texts }) =>
        suffixesOf(texts).map((suffix) => ({ pupilId, ...suffix })),
      ),
    );
  }
}
