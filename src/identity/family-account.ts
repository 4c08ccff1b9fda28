// The account of a family that is known by something else than a session: by the number it calls from.
import type { FamilyAccount } from '#identity/model.ts';
import { findFamilyById } from '#identity/store.ts';
import type { Tx } from '#platform/database.ts';

/** Throws when it was closed in the meantime: whoever has the id has just read it. Role family. */
export async function findFamilyAccount(tx: Tx, accountId: string): Promise<FamilyAccount> {
  const account = await findFamilyById(tx, accountId);
  if (account === undefined) throw new Error('the account of a caller is closed');
  return account;
}
