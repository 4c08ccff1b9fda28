// Loads what the sheet is counted from: expected meals while the day is open, the frozen ones once it is closed.
import type { CalendarAt, SchoolMeals } from '#bookings/expected-meals.ts';
import { expectedMeals } from '#bookings/expected-meals.ts';
import type { SuppliedSchool } from '#bookings/supplied-schools.ts';
import type { SpecialPlate } from '#diets/model.ts';
import { decidePlate } from '#diets/rules.ts';
import type { Day } from '#ground/day.ts';
import type { KitchenMeal, Places, SchoolDay } from '#kitchen/model.ts';
import type { FrozenClosing, FrozenDay, FrozenMeal } from '#kitchen/store.ts';
import { findPlaces } from '#kitchen/store.ts';
import type { Tx } from '#platform/database.ts';

export interface KitchenFacts {
  readonly schools: readonly SchoolDay[];
  readonly places: Places;
}

/** For any number of schools the same few statements. */
export async function loadKitchenFacts(
  tx: Tx,
  calendarAt: CalendarAt,
  supplied: readonly SuppliedSchool[],
  frozen: FrozenDay,
  day: Day,
): Promise<KitchenFacts> {
  const closings = supplied.map((school) => frozen.closings.find(isOf(school)));
  // A closing does not say why nothing was served: the calendar still does.
  const asked = supplied.filter((_, index) => closings[index]?.served !== true);
  const [places, meals] = await Promise.all([
    findPlaces(
      tx,
      supplied.map((school) => school.schoolId),
    ),
    expectedMeals(tx, calendarAt, asked, day),
  ]);
  const expectedOf = new Map(meals.map((one) => [one.school, one]));
  return {
    places,
    schools: supplied.map((school, index) => {
      const closing = closings[index];
      const expected = expectedOf.get(school);
      return {
        schoolId: school.schoolId,
        name: school.schoolName,
        serviceId: school.serviceId,
        serviceName: school.serviceName,
        servingSiteId: school.servingSiteId,
        reason: expected?.reason ?? null,
        ...(closing === undefined ? openDay(expected, places) : closedDay(closing, frozen, day)),
      };
    }),
  };
}

type StateAndMeals = Pick<SchoolDay, 'cutOffAt' | 'closedAt' | 'served' | 'meals' | 'adults'>;

function openDay(expected: SchoolMeals | undefined, places: Places): StateAndMeals {
  if (expected === undefined) throw new Error('an open day has expected meals');
  const shiftOf = new Map(places.classes.map((place) => [place.classId, place.shiftId]));
  return {
    cutOffAt: expected.cutOffAt,
    closedAt: null,
    served: expected.isServed,
    meals: expected.pupils.map((meal) => ({ ...meal, shiftId: shiftOf.get(meal.classId) ?? '' })),
    adults: expected.adults,
  };
}

function closedDay(closing: FrozenClosing, frozen: FrozenDay, day: Day): StateAndMeals {
  const { cutOffAt, closedAt, served } = closing;
  return {
    cutOffAt,
    closedAt,
    served,
    meals: frozen.meals
      .filter(isOf(closing))
      .map((meal): KitchenMeal => ({ ...meal, plate: frozenPlate(meal, frozen, day) })),
    adults: frozen.adults.filter(isOf(closing)),
  };
}

/** The plate as it was when the day was closed: by the same rule, from the very diets that were copied in. */
function frozenPlate(meal: FrozenMeal, frozen: FrozenDay, day: Day): SpecialPlate | null {
  if (meal.variant === null) return null;
  const diets = frozen.diets.filter((diet) => meal.specialDietIds.includes(diet.specialDietId));
  const plate = decidePlate(diets, day);
  if (plate === undefined) throw new Error('a frozen special plate without its diets');
  return { ...plate, variant: meal.variant };
}

interface SchoolAndService {
  readonly schoolId: string;
  readonly serviceId: string;
}

const isOf =
  (one: SchoolAndService) =>
  (other: SchoolAndService): boolean =>
    one.schoolId === other.schoolId && one.serviceId === other.serviceId;
