// For whom may this account act: the use cases of other rooms ask here before they read or change anything of a pupil.
import type { FamilyRefusal, OwnPupil, StaffPupil } from '#enrolment/model.ts';
import { decideOwnPupils, ownPupilsOf } from '#enrolment/rules.ts';
import type { PupilRow } from '#enrolment/store.ts';
import {
  listGuardianLinks,
  listLinksOfAccount,
  listPupils,
  selectFirstName,
} from '#enrolment/store.ts';
import type { Day } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Account } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';

/**
 * The pupils asked for as the account's own. `account` may still be on its way: its statement and ours travel
 * together. An account of staff owns no pupil.
 */
export async function requireOwnPupils(
  tx: Tx,
  account: Promise<Account>,
  pupilIds: readonly string[],
): Promise<Outcome<readonly OwnPupil[], FamilyRefusal>> {
  const [who, links] = await Promise.all([account, listGuardianLinks(tx, pupilIds)]);
  return decideOwnPupils(who.accountId, pupilIds, links);
}

/** For who acts by a pupil's phone code; undefined when there is no such pupil. */
export function findFirstName(tx: Tx, pupilId: string): Promise<string | undefined> {
  return selectFirstName(tx, pupilId);
}

/** Every pupil that the account may act for. */
export async function listOwnPupils(tx: Tx, accountId: string): Promise<readonly OwnPupil[]> {
  return ownPupilsOf(accountId, await listLinksOfAccount(tx, accountId));
}

/** Names, class and school of pupils on a day, in the order of their names. */
export function describePupils(
  tx: Tx,
  pupils: readonly (OwnPupil | StaffPupil)[],
  day: Day,
): Promise<readonly PupilRow[]> {
  return listPupils(
    tx,
    pupils.map((pupil) => pupil.pupilId),
    day,
  );
}
