// The meals of schools that are closed together, as the columns of one statement.
import type { ClassShift, MealColumns, SuppliedSchool, Table } from '#bookings/closing-store.ts';
import type { SchoolMeals } from '#bookings/expected-meals.ts';
import type { ExpectedMeal } from '#bookings/model.ts';

export function mealColumnsOf(
  closings: readonly SchoolMeals<SuppliedSchool>[],
  shifts: readonly ClassShift[],
): MealColumns {
  const shiftOf = new Map(shifts.map((one) => [one.classId, one.shiftId]));
  const tables: Table[] = [];
  const tableNumbers: number[] = [];
  const meals: ExpectedMeal[] = [];
  for (const { school, pupils } of closings) {
    const { classIds, ...place } = school;
    const numberOf = new Map<string, number>();
    for (const classId of classIds) {
      const shiftId = shiftOf.get(classId);
      if (shiftId === undefined) throw new Error('a class without a shift');
      tables.push({ ...place, classId, shiftId });
      numberOf.set(classId, tables.length);
    }
    for (const meal of pupils) {
      tableNumbers.push(numberOf.get(meal.classId) ?? 0);
      meals.push(meal);
    }
  }
  return {
    tables,
    tableNumbers,
    pupilIds: meals.map((meal) => meal.pupilId),
    variants: meals.map((meal) => meal.plate?.variant ?? null),
    specialDietIds: meals.map((meal) => meal.plate?.specialDietIds.join(',') ?? ''),
    plain: meals.map((meal) => meal.plain),
    packedLunches: meals.map((meal) => meal.packedLunch),
  };
}
