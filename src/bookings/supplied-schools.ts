// Which schools eat on a day and who cooks for them: what closing and the kitchen ask before they count.
import type { SuppliedSchool, SupplyRow } from '#bookings/closing-store.ts';
import { listSupplies } from '#bookings/closing-store.ts';
import { schoolYearOf } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { contains } from '#ground/day-range.ts';
import type { Tx } from '#platform/database.ts';

export type { SuppliedSchool };

/** Every school and service supplied on that day that has classes; one without a class has nobody to feed. */
export async function suppliedSchools(tx: Tx, day: Day): Promise<readonly SuppliedSchool[]> {
  return suppliedSchoolsOn(await listSupplies(tx, day, day), day);
}

/** The same out of the supplies of a longer span: kitchens and classes change from one day to the next. */
export function suppliedSchoolsOn(
  supplies: readonly SupplyRow[],
  day: Day,
): readonly SuppliedSchool[] {
  return supplies
    .filter((supply) => contains(supply, day))
    .map(({ from: _from, to: _to, classes, ...school }) => ({
      ...school,
      classIds: classes
        .filter((one) => one.schoolYear === schoolYearOf(day))
        .map((one) => one.classId),
    }))
    .filter((school) => school.classIds.length > 0);
}
