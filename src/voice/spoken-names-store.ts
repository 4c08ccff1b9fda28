// The SQL of the telephone's names: whatever an authority's registers may make a call say.
import type { Tx } from '#platform/database.ts';

/** First names of pupils, names of classes and schools, the authority's own; each once. Role system. */
export async function listSpokenNames(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.rows<{ name: string }>(
    `select first_name as name from enrolment.pupil_name_view where tenant_id = $1
      union select class_name from schools.class_view where tenant_id = $1
      union select school_name from schools.class_view where tenant_id = $1
      union select name from tenancy.tenant_view where tenant_id = $1`,
  );
  return rows.map((row) => row.name);
}
