// The SQL of correspondence: which guardians of which pupils can be reached by mail, through the views of lower rooms.
import type { Tx } from '#platform/database.ts';

export interface ReachableGuardian {
  readonly guardianId: string;
  readonly displayName: string;
  readonly email: string;
  readonly language: string;
  /** Of the pupils asked for, those that this guardian may know about. */
  readonly pupilIds: readonly string[];
}

/** One row for each guardian, however many children are concerned. */
export function listReachable(
  tx: Tx,
  pupilIds: readonly string[],
): Promise<readonly ReachableGuardian[]> {
  return tx.rows<ReachableGuardian>(
    `select o.guardian_id as "guardianId", c.display_name as "displayName", c.email, c.language,
            array_agg(distinct o.pupil_id) as "pupilIds"
       from enrolment.own_pupil_view o
       join identity.contact_view c on c.tenant_id = o.tenant_id and c.account_id = o.account_id
      where o.tenant_id = $1 and o.pupil_id = any($2::uuid[]) and not o.restricted and c.email <> ''
      group by o.guardian_id, c.display_name, c.email, c.language
      order by o.guardian_id`,
    pupilIds,
  );
}
