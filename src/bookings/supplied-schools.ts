// Which schools eat on a day and who cooks for them: what the kitchen asks before it counts.
import type { SuppliedSchool } from '#bookings/closing-store.ts';
import { listSuppliedSchools } from '#bookings/closing-store.ts';
import type { Day } from '#ground/day.ts';
import type { Tx } from '#platform/database.ts';

export type { SuppliedSchool };

/** Every school and service supplied on that day that has classes; one without a class has nobody to feed. */
export async function suppliedSchools(tx: Tx, day: Day): Promise<readonly SuppliedSchool[]> {
  const schools = await listSuppliedSchools(tx, day);
  return schools.filter((school) => school.classIds.length > 0);
}
