// For which pupils may this member of staff act: the office for all, a school secretary for those of her school (RULES E2).
import type { StaffPupil } from '#enrolment/model.ts';
import { decideStaffPupils } from '#enrolment/rules.ts';
import { listPupilSchools } from '#enrolment/store.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';

/** Another school's pupil does not exist for a secretary. `account` may still be on its way. */
export async function requireStaffPupils(
  tx: Tx,
  account: Promise<StaffAccount>,
  pupilIds: readonly string[],
): Promise<Outcome<readonly StaffPupil[], 'not-allowed' | 'pupil-not-found'>> {
  const [who, pupils] = await Promise.all([account, listPupilSchools(tx, pupilIds)]);
  return decideStaffPupils(staffActorOf(who, 'office'), pupilIds, pupils);
}
