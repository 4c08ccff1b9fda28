// The kitchen's sheet counted from the meals of its schools, and who may read it (RULES A1, C5, E2).
import type {
  ClassCount,
  Headcount,
  Kitchen,
  KitchenMeal,
  KitchenRefusal,
  KitchenSheet,
  NamedPlate,
  Places,
  PupilName,
  SchoolCount,
  SchoolDay,
  ShiftCount,
  ShiftPlace,
} from '#kitchen/model.ts';
import type { Grant, StaffRole } from '#ground/actor.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

/**
 * The sheet of a day, the same whatever the order of its facts. Classes and shifts where nobody eats are left
 * out. Throws when a meal points at a class or shift that is not among the places, or a health diet at nobody:
 * a plate must not vanish from the count.
 */
export function countHeadcount(
  schools: readonly SchoolDay[],
  places: Places,
  names: readonly PupilName[],
): KitchenSheet {
  const meals = schools.flatMap((school) => school.meals);
  const adults = schools.reduce((sum, school) => sum + school.adults.length, 0);
  return {
    totals: { ...headcountOf(meals), adults },
    schools: inOrder(schools, (one) => [
      one.name,
      one.serviceName,
      one.schoolId,
      one.serviceId,
    ]).map((school) => countSchool(school, places, names)),
  };
}

/** The meals whose pupils the kitchen knows by name: a need that only a health diet makes (RULES C5). */
export function namedMeals(meals: readonly KitchenMeal[]): readonly KitchenMeal[] {
  return meals.filter((meal) => meal.plate?.isHealth === true);
}

const rolesOfTheKitchen: readonly StaffRole[] = ['kitchen', 'caterer', 'office', 'administrator'];

/** Of all kitchens those that the grants open; a grant for one school opens no kitchen, which cooks for several. */
export function decideKitchens(
  grants: readonly Grant[],
  kitchens: readonly Kitchen[],
): Outcome<readonly Kitchen[], KitchenRefusal> {
  const opening = grants.filter(
    (grant) => rolesOfTheKitchen.includes(grant.role) && grant.schoolId === null,
  );
  if (opening.length === 0) return refuse('not-allowed');
  return accept(
    kitchens.filter(({ kitchenId }) =>
      opening.some((grant) => grant.kitchenId === null || grant.kitchenId === kitchenId),
    ),
  );
}

/** One kitchen; another's, and another authority's, does not exist for whoever may not read it. */
export function decideKitchen(
  grants: readonly Grant[],
  kitchens: readonly Kitchen[],
  kitchenId: string,
): Outcome<Kitchen, KitchenRefusal> {
  const opened = decideKitchens(grants, kitchens);
  if (!opened.ok) return opened;
  const kitchen = opened.value.find((one) => one.kitchenId === kitchenId);
  return kitchen === undefined ? refuse('kitchen-not-found') : accept(kitchen);
}

function countSchool(school: SchoolDay, places: Places, names: readonly PupilName[]): SchoolCount {
  const { schoolId, name, serviceName, cutOffAt, closedAt, served, reason } = school;
  const shiftIds = new Set([...school.meals, ...school.adults].map((one) => one.shiftId));
  const shifts = [...shiftIds].map((shiftId) => shiftAt(places, shiftId));
  return {
    schoolId,
    name,
    serviceName,
    cutOffAt,
    closedAt,
    served,
    reason,
    shifts: inOrder(shifts, (one) => [one.startsAt, one.name, one.shiftId]).map((shift) =>
      countShift(school, shift, places),
    ),
    specialPlates: namedPlates(school, places, names),
  };
}

function countShift(school: SchoolDay, shift: ShiftPlace, places: Places): ShiftCount {
  const { name, startsAt, shiftId } = shift;
  const meals = school.meals.filter((meal) => meal.shiftId === shiftId);
  const classIds = new Set(meals.map((meal) => meal.classId));
  const classes = [...classIds].map((classId) => {
    const ofClass = meals.filter((meal) => meal.classId === classId);
    const counted: ClassCount = { name: classAt(places, classId).name, ...headcountOf(ofClass) };
    return { classId, counted };
  });
  return {
    name,
    startsAt,
    adults: school.adults.filter((adult) => adult.shiftId === shiftId).length,
    classes: inOrder(classes, (one) => [one.counted.name, one.classId]).map((one) => one.counted),
  };
}

function headcountOf(meals: readonly KitchenMeal[]): Headcount {
  const special = meals.flatMap(({ plate }) => (plate === null ? [] : [plate.variant]));
  const variants = [...new Set(special)].map((variant) => ({
    variant,
    count: special.filter((one) => one === variant).length,
  }));
  return { pupils: meals.length, variants: inOrder(variants, (one) => [one.variant]) };
}

/**
 * By shift, class and name. A child with a health and an ethical diet gets one plate, and its label says both:
 * half a label would put meat on it.
 */
function namedPlates(
  school: SchoolDay,
  places: Places,
  names: readonly PupilName[],
): readonly NamedPlate[] {
  const nameOf = new Map(names.map((name) => [name.pupilId, name]));
  const plates = namedMeals(school.meals).flatMap((meal) => {
    if (meal.plate === null) return [];
    const pupil = nameOf.get(meal.pupilId);
    if (pupil === undefined) throw new Error('a health diet without a name');
    const shift = shiftAt(places, meal.shiftId);
    const className = classAt(places, meal.classId).name;
    const { plateLabel, isExpired } = meal.plate;
    return [
      {
        order: [shift.startsAt, shift.name, className, pupil.sortKey, pupil.pupilId],
        plate: {
          name: pupil.name,
          className,
          shiftName: shift.name,
          plateLabel,
          expired: isExpired,
        },
      },
    ];
  });
  return inOrder(plates, (one) => one.order).map((one) => one.plate);
}

function classAt({ classes }: Places, classId: string): Places['classes'][number] {
  const found = classes.find((one) => one.classId === classId);
  if (found === undefined) throw new Error(`a meal of a class without a name: ${classId}`);
  return found;
}

function shiftAt({ shifts }: Places, shiftId: string): ShiftPlace {
  const found = shifts.find((one) => one.shiftId === shiftId);
  if (found === undefined) throw new Error(`a meal of a shift without a name: ${shiftId}`);
  return found;
}

/** Sorted by the texts of each, compared one after the other. */
function inOrder<One>(
  all: readonly One[],
  textsOf: (one: One) => readonly string[],
): readonly One[] {
  return all
    .map((one) => ({ one, texts: textsOf(one) }))
    .toSorted((first, second) => compareTexts(first.texts, second.texts))
    .map(({ one }) => one);
}

function compareTexts(first: readonly string[], second: readonly string[]): number {
  for (const [index, text] of first.entries()) {
    const other = second[index] ?? '';
    if (text !== other) return text < other ? -1 : 1;
  }
  return 0;
}
