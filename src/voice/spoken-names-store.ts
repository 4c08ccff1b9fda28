// The SQL of the telephone's names: whatever an authority's registers may make a call say.
import type { Day } from '#ground/day.ts';
import type { Tx } from '#platform/database.ts';

/** First names of pupils who still use a service on that day or later, names of classes and schools, the authority's own; each once. Role system. */
export async function listSpokenNames(tx: Tx, day: Day): Promise<readonly string[]> {
  const rows = await tx.rows<{ name: string }>(
    `select first_name as name from enrolment.pupil_name_view p where tenant_id = $1
        and exists (select from enrolment.eater_view e
                     where e.tenant_id = $1 and e.pupil_id = p.pupil_id and e.valid_to >= $2::date)
      union select class_name from schools.class_view where tenant_id = $1
      union select school_name from schools.class_view where tenant_id = $1
      union select name from tenancy.tenant_view where tenant_id = $1`,
    day,
  );
  return rows.map((row) => row.name);
}
